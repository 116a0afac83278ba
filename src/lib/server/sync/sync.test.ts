import { afterEach, describe, expect, it } from 'vitest';
import { ASSIGN_TEAL, at, entry, PUPILS, STAFF } from '../../../../tests/support/school-2026-27.ts';
import { REGISTER, SCHOOL, SmallSchool } from '../../../../tests/support/small-school.ts';
import type { Entry, Fact, HeldFact } from '../../rules/facts.ts';
import { canonicalJson, sha256 } from '../store/chain.ts';
import { replayKeptAside } from './replay.ts';

const opened: SmallSchool[] = [];
const open = async () => {
	const school = await SmallSchool.open();
	opened.push(school);
	return school;
};
afterEach(async () => {
	for (const school of opened.splice(0)) await school.close();
});

const TABLET = { deviceId: 'tablet', person: STAFF.teal };
const DESK = { deviceId: 'desk', person: STAFF.recep };
const OFFICE = { deviceId: 'office', person: STAFF.office };
const statuses = (reply: { results: { status: string }[] }) => reply.results.map((each) => each.status);
const byOffice = (over: Partial<HeldFact<Entry>>) =>
	entry({ clientId: 'c-office', signInId: 'in-s-office', how: 'office', ...over });

describe('push', () => {
	it('[Z1] each fact is accepted with its place, its maker in words, and what the tablet said of its time', async () => {
		const school = await open();
		school.time = at('2026-09-14', '11:40');
		const mark = entry({ madeAt: at('2026-09-14', '08:53'), clock: { offsetMs: -2000, doubtMs: 40 } });
		const reply = await school.sync(TABLET, [mark]);
		expect(reply.results).toMatchObject([{ id: mark.id, status: 'accepted', position: expect.any(Number) }]);
		const [kept] = await school.store.registerFacts(SCHOOL, REGISTER);
		expect(kept).toMatchObject({
			maker: { name: 'Ms Teal', position: 'Class teacher' },
			madeAt: mark.madeAt,
			receivedAt: school.time
		});
	});
	it('[A1] case F8: made offline at 08:53 and received at 11:40 is the original entry: no reason is asked', async () => {
		const school = await open();
		school.time = at('2026-09-14', '11:40');
		const reply = await school.sync(TABLET, [entry({ madeAt: at('2026-09-14', '08:53') })]);
		expect(statuses(reply)).toEqual(['accepted']);
		expect(await school.mark(PUPILS.ava.pupilId)).toMatchObject({ code: '/', dispute: 0 });
	});
	it('[Z2] a refused fact that is sent again is refused again, with the same words, and kept aside once', async () => {
		const school = await open();
		const refused = entry({ id: 'e-refused', code: 'I' });
		const first = await school.sync(TABLET, [refused]);
		const again = await school.sync(TABLET, [refused]);
		expect(first.results).toMatchObject([{ id: 'e-refused', status: 'refused' }]);
		expect(again.results).toEqual(first.results);
		expect(await school.store.quarantine(SCHOOL)).toHaveLength(1);
	});
	it('[Z2] a repeat gets the first answer again, and nothing is doubled', async () => {
		const school = await open();
		const mark = entry();
		const first = await school.sync(TABLET, [mark]);
		school.time += 60_000;
		expect((await school.sync(TABLET, [mark])).results).toEqual(first.results);
		expect(await school.store.registerFacts(SCHOOL, REGISTER)).toHaveLength(1);
	});
	it('[Z2] the same batch twice from two tabs, at once: stored once, both are answered alike', async () => {
		const school = await open();
		const marks = Object.values(PUPILS).map(({ pupilId }) => entry({ pupilId }));
		const [one, two] = await Promise.all([school.sync(TABLET, marks), school.sync(TABLET, marks)]);
		expect(one.results).toEqual(two.results);
		expect(await school.store.registerFacts(SCHOOL, REGISTER)).toHaveLength(4);
		expect(await school.store.verify(SCHOOL)).toBeNull();
	});
	it('[Z2] a tap changed while its first push’s reply was lost: both entries, once each, and the second shows', async () => {
		const school = await open();
		const first = entry({ id: 'first', seq: 1, code: 'N' });
		await school.sync(TABLET, [first]);
		const second = entry({
			id: 'second',
			seq: 2,
			code: '/',
			replaces: ['first'],
			madeAt: at('2026-09-14', '08:53')
		});
		expect(statuses(await school.sync(TABLET, [first, second]))).toEqual(['accepted', 'accepted']);
		expect(await school.mark(PUPILS.ava.pupilId)).toMatchObject({ head: 'second', code: '/', dispute: 0 });
	});
	it('[Z3] the same id with another content is id-reused, and both are kept', async () => {
		const school = await open();
		const mark = entry({ id: 'one' });
		await school.sync(TABLET, [mark]);
		const reply = await school.sync(TABLET, [{ ...mark, code: 'N' }]);
		expect(reply.results).toMatchObject([{ status: 'refused', code: 'id-reused' }]);
		expect(await school.mark(PUPILS.ava.pupilId)).toMatchObject({ code: '/' });
		expect(await school.store.quarantine(SCHOOL)).toMatchObject([{ factId: 'one', code: 'id-reused' }]);
	});
	it('[Z4] a refused entry in a chain of three: the other two stand, and the register shows the last', async () => {
		const school = await open();
		const a = entry({ id: 'a', code: 'N', seq: 1 });
		const b = entry({ id: 'b', code: 'I', seq: 2, replaces: ['a'] });
		const c = entry({ id: 'c', code: '/', seq: 3, replaces: ['a', 'b'] });
		const reply = await school.sync(TABLET, [a, b, c]);
		expect(statuses(reply)).toEqual(['accepted', 'refused', 'accepted']);
		expect(await school.mark(PUPILS.ava.pupilId)).toMatchObject({ head: 'c', code: '/', dispute: 0 });
		expect(await school.store.quarantine(SCHOOL)).toMatchObject([{ factId: 'b' }]);
	});
	it('[Z4] a refused entry at the end of a chain leaves what stood before', async () => {
		const school = await open();
		await school.sync(TABLET, [
			entry({ id: 'a', code: 'N', seq: 1 }),
			entry({ id: 'b', code: 'I', seq: 2, replaces: ['a'] })
		]);
		expect(await school.mark(PUPILS.ava.pupilId)).toMatchObject({ head: 'a', code: 'N' });
	});
	it('[Z5] one unreadable fact among thirty: twenty-nine are accepted, one is kept as it was sent', async () => {
		const school = await open();
		const marks: Record<string, unknown>[] = Array.from({ length: 30 }, (_, n) => ({
			...entry({
				id: `m${n}`,
				seq: n + 1,
				code: n % 2 ? '/' : 'N',
				replaces: Array.from({ length: n }, (_, k) => `m${k}`)
			})
		}));
		marks[17] = { ...marks[17], pupilId: 17, nonsense: true };
		const reply = await school.sync(TABLET, marks);
		expect(statuses(reply).filter((status) => status === 'accepted')).toHaveLength(29);
		expect(reply.results[17]).toMatchObject({ id: 'm17', status: 'refused', code: 'unreadable' });
		const [kept] = await school.store.quarantine(SCHOOL);
		expect(JSON.parse(kept?.raw ?? '{}')).toMatchObject({ pupilId: 17, nonsense: true });
	});
	it('[Z5] a fact of a form that this server does not know yet is kept raw, and told so', async () => {
		const school = await open();
		const reply = await school.sync(TABLET, [
			{ ...entry({ id: 'new' }), v: 2, mood: 'sunny' },
			{ id: 'odd', kind: 'dance', seq: 2, v: 1 }
		]);
		expect(reply.results).toMatchObject([
			{ id: 'new', status: 'refused', code: 'too-new' },
			{ id: 'odd', status: 'refused', code: 'too-new' }
		]);
	});
	it('[Z5] a fact kept as too new is taken in at the start of a server that knows its form, and then the tablet is told so', async () => {
		const school = await open();
		const other = entry({ id: 'kept' });
		// As an older server would have left it.
		await school.store.write(SCHOOL, (writing) =>
			writing.refuse([
				{
					factId: 'kept',
					clientId: other.clientId,
					seq: other.seq,
					deviceId: 'tablet',
					contentHash: sha256(canonicalJson({ ...other })),
					raw: canonicalJson({ ...other }),
					code: 'too-new',
					message: '',
					receivedAt: 0
				}
			])
		);
		expect(await replayKeptAside(school.world)).toBe(1);
		expect(await replayKeptAside(school.world)).toBe(0);
		expect(statuses(await school.sync(TABLET, [other]))).toEqual(['accepted']);
		expect(school.database.sqlite.prepare('select replayed from quarantine').pluck().get()).toBe(1);
	});
	it('[Z6] an entry that disagrees with what another made unseen is accepted with a dispute', async () => {
		const school = await open();
		await school.sync(TABLET, [entry({ code: 'N' })]);
		const reply = await school.sync(OFFICE, [byOffice({ code: '/', how: 'told' })]);
		expect(statuses(reply)).toEqual(['disputed']);
	});
	it('[E6] Present tapped on a child signed in at the desk: L stays with its time, no dispute', async () => {
		const school = await open();
		const late = entry({
			how: 'desk',
			code: 'L',
			arrivedAt: '08:54',
			clientId: 'c-desk',
			signInId: 'in-s-recep',
			madeAt: at('2026-09-14', '08:54')
		});
		await school.sync(DESK, [late]);
		school.time = at('2026-09-14', '08:58');
		expect(statuses(await school.sync(TABLET, [entry({ madeAt: at('2026-09-14', '08:57') })]))).toEqual([
			'accepted'
		]);
		expect(await school.mark(PUPILS.ava.pupilId)).toMatchObject({
			code: 'L',
			arrivedAt: '08:54',
			dispute: 0
		});
	});
	it('[E10] a plan entered while the tablet filled: counted for nothing, and a dispute for a person', async () => {
		const school = await open();
		await school.sync(OFFICE, [
			{
				...base('plan'),
				kind: 'plan',
				pupilId: PUPILS.ava.pupilId,
				from: { date: REGISTER.date, session: 'AM' },
				to: { date: REGISTER.date, session: 'PM' },
				code: 'I',
				replaces: []
			}
		]);
		expect(statuses(await school.sync(TABLET, [entry({ how: 'filled' })]))).toEqual(['disputed']);
		expect(await school.mark(PUPILS.ava.pupilId)).toMatchObject({
			code: 'I',
			shownAs: 'away',
			provisional: 1,
			dispute: 1
		});
	});
	it('[E10] the other way round: the fill came first, and the plan makes it doubtful', async () => {
		const school = await open();
		await school.sync(TABLET, [entry({ how: 'filled' })]);
		expect(await school.mark(PUPILS.ava.pupilId)).toMatchObject({ provisional: 0 });
		await school.sync(OFFICE, [
			{
				...base('plan'),
				kind: 'plan',
				pupilId: PUPILS.ava.pupilId,
				from: { date: REGISTER.date, session: 'AM' },
				to: { date: REGISTER.date, session: 'PM' },
				code: 'I',
				replaces: []
			}
		]);
		expect(await school.mark(PUPILS.ava.pupilId)).toMatchObject({ provisional: 1, dispute: 1 });
		expect(await school.store.verify(SCHOOL)).toBeNull();
	});
});

describe('judged by role, class and roll when it was made', () => {
	const refused = async (
		school: SmallSchool,
		from: Parameters<SmallSchool['sync']>[0],
		fact: Fact | Record<string, unknown>
	) => (await school.sync(from, [fact])).results[0]?.code;

	it('[P1] an unknown sign-in, another device’s, a person not on the staff then', async () => {
		const school = await open();
		expect(await refused(school, TABLET, entry({ signInId: 'nobody' }))).toBe('unknown-sign-in');
		expect(await refused(school, TABLET, entry({ signInId: 'in-s-office' }))).toBe('other-device');
		school.database.sqlite.exec(
			`update appointment set toAt = ${at('2026-09-14', '08:00')} where staffId = 's-teal'`
		);
		expect(await refused(school, TABLET, entry())).toBe('not-appointed');
		expect(
			await refused(school, TABLET, entry({ madeAt: at('2026-09-11', '08:52'), date: '2026-09-11' }))
		).toBeUndefined();
	});
	it('[P1] made after its device was revoked is refused, made before is not, whoever brings it', async () => {
		const school = await open();
		school.database.sqlite.exec(
			`update device set revokedAt = ${at('2026-09-14', '08:53')} where deviceId = 'tablet'`
		);
		expect(await refused(school, TABLET, entry({ madeAt: at('2026-09-14', '08:54') }))).toBe(
			'device-revoked'
		);
		expect(await refused(school, TABLET, entry({ madeAt: at('2026-09-14', '08:52') }))).toBeUndefined();
	});
	it('[P1] a governor, a class that is not one’s own, an unknown pupil, one not on roll, a day without school', async () => {
		const school = await open();
		expect(await refused(school, TABLET, entry({ classId: 'c-other' }))).toBe('not-your-class');
		expect(await refused(school, TABLET, entry({ pupilId: 'p-nobody' }))).toBe('unknown-pupil');
		await school.add({
			...ASSIGN_TEAL,
			id: 'f-leave',
			kind: 'leave',
			pupilId: PUPILS.dee.pupilId,
			lastDay: '2026-09-11',
			ground: 'a'
		});
		expect(await refused(school, TABLET, entry({ pupilId: PUPILS.dee.pupilId }))).toBe('not-on-roll');
		expect(
			await refused(school, TABLET, entry({ date: '2026-11-27', madeAt: at('2026-11-27', '08:52') }))
		).toBe('no-session');
	});
	it('[P8] case F7: a cover teacher cannot change yesterday’s register', async () => {
		const school = await open();
		school.time = at('2026-09-15', '09:05');
		await school.add({
			...ASSIGN_TEAL,
			id: 'f-cover',
			staffId: STAFF.cover.staffId,
			from: { date: '2026-09-14', session: 'AM' },
			to: { date: '2026-09-14', session: 'AM' }
		});
		const cover = { deviceId: 'cover-tablet', person: STAFF.cover };
		const yesterday = entry({
			clientId: 'c-cover',
			signInId: 'in-s-cover',
			madeAt: at('2026-09-15', '09:00')
		});
		expect(await refused(school, cover, yesterday)).toBe('day-over');
	});
	it('[P1] a class given to a cover teacher mid-morning: the teacher’s earlier marks and the cover’s later ones both stand', async () => {
		const school = await open();
		const handOver = at('2026-09-14', '09:30');
		await school.add(
			{ ...ASSIGN_TEAL, id: 'f-end', replaces: [ASSIGN_TEAL.id], cancelled: true, madeAt: handOver },
			{
				...ASSIGN_TEAL,
				id: 'f-cover',
				staffId: STAFF.cover.staffId,
				from: { date: '2026-09-14', session: 'AM' },
				to: { date: '2026-09-14', session: 'PM' },
				madeAt: handOver
			}
		);
		school.time = at('2026-09-14', '09:40');
		const before = entry({ madeAt: at('2026-09-14', '08:52') });
		const after = entry({ madeAt: at('2026-09-14', '09:35'), pupilId: PUPILS.ben.pupilId });
		expect(await refused(school, TABLET, before)).toBeUndefined();
		expect(await refused(school, TABLET, after)).toBe('not-your-class');
		const cover = { deviceId: 'cover-tablet', person: STAFF.cover };
		const covers = entry({
			clientId: 'c-cover',
			signInId: 'in-s-cover',
			madeAt: at('2026-09-14', '09:36'),
			pupilId: PUPILS.cal.pupilId
		});
		const reply = await school.sync(cover, [covers], { clientId: 'c-cover' });
		expect(statuses(reply)).toEqual(['accepted']);
		expect(reply.scopes).toEqual(['school', 'class:c-3t']);
		expect(reply.changes).toContainEqual(expect.objectContaining({ id: before.id }));
	});
	it('[P3] a code that the role may not enter, and a correction after the close without its reason', async () => {
		const school = await open();
		expect(await refused(school, TABLET, entry({ code: 'I' }))).toBe('not-your-code');
		await school.sync(TABLET, [entry({ id: 'first', seq: 1 })]);
		school.time = at('2026-09-14', '09:21');
		const late = { madeAt: at('2026-09-14', '09:20'), code: 'N' as const, replaces: ['first'], seq: 2 };
		expect(await refused(school, TABLET, entry(late))).toBe('missing-reason');
		expect(
			await refused(school, TABLET, entry({ ...late, reason: 'Not in the room after all' }))
		).toBeUndefined();
	});
	it('[A7] only one’s own entries can be taken back, and only before the close', async () => {
		const school = await open();
		await school.sync(TABLET, [entry({ id: 'mine', seq: 1, how: 'filled' })]);
		const takeBack = { ...base('w'), ...REGISTER, kind: 'withdraw', entries: ['mine'] };
		expect(await refused(school, OFFICE, takeBack)).toBe('not-yours');
		const own = { ...takeBack, clientId: 'c-tablet', signInId: 'in-s-teal', seq: 2 };
		expect(await refused(school, TABLET, { ...own, id: 'late', madeAt: at('2026-09-14', '09:11') })).toBe(
			'after-close'
		);
		expect(await refused(school, TABLET, own)).toBeUndefined();
		expect(await school.mark(PUPILS.ava.pupilId)).toMatchObject({ shownAs: 'unmarked', code: null });
	});
	it('[T3] case F11: a clock three minutes fast flags marks near the opening and the close, and blocks none', async () => {
		const school = await open();
		school.time = at('2026-09-14', '09:05');
		const fast = { offsetMs: -180_000, doubtMs: 30 };
		const near = entry({ id: 'near', madeAt: at('2026-09-14', '08:55'), clock: fast });
		const far = entry({
			id: 'far',
			madeAt: at('2026-09-14', '09:03'),
			clock: fast,
			pupilId: PUPILS.ben.pupilId
		});
		expect(statuses(await school.sync(TABLET, [near, far]))).toEqual(['accepted', 'accepted']);
		const facts = await school.store.registerFacts(SCHOOL, REGISTER);
		expect(facts.find((fact) => fact.id === 'near')?.flags).toEqual(['clock']);
		expect(facts.find((fact) => fact.id === 'far')?.flags).toBeUndefined();
	});
});

describe('pull', () => {
	it('[Z7] a new device receives its class whole, and then only what is new', async () => {
		const school = await open();
		const first = await school.sync(TABLET, []);
		expect(first.scopes).toEqual(['school', 'class:c-3t']);
		expect(first.changes.map((fact) => fact.kind)).toEqual(
			expect.arrayContaining(['calendar', 'settings', 'pupil', 'place'])
		);
		const again = { epoch: first.epoch, cursor: first.cursor, scopes: first.scopes, witness: first.witness };
		await school.sync(
			DESK,
			[
				entry({
					id: 'desk',
					how: 'desk',
					code: 'L',
					arrivedAt: '08:52',
					signInId: 'in-s-recep',
					clientId: 'c-desk'
				})
			],
			{ clientId: 'c-desk' }
		);
		const second = await school.sync(TABLET, [], again);
		expect(second.changes.map((fact) => fact.id)).toEqual(['desk']);
		expect(
			(await school.sync(TABLET, [], { ...again, cursor: second.cursor, witness: second.witness })).changes
		).toEqual([]);
	});
	it('[Z7] nobody signed in: what is sent is taken, and nothing is told', async () => {
		const school = await open();
		const reply = await school.sync({ deviceId: 'tablet' }, [entry()]);
		expect(statuses(reply)).toEqual(['accepted']);
		expect(reply).toMatchObject({ changes: [], signedIn: null, cursor: 0 });
	});
	it('[Z8] case K5: a classroom learns that an absence is known, not its code, not its reason, and no addresses', async () => {
		const school = await open();
		await school.sync(OFFICE, [byOffice({ id: 'i', code: 'I', reason: 'Chickenpox' })], {
			clientId: 'c-office'
		});
		const told = JSON.stringify((await school.sync(TABLET, [])).changes);
		expect(told).toContain('"shownAs":"known"');
		expect(told).not.toContain('Chickenpox');
		expect(told).not.toContain('"code":"I"');
		expect(told).not.toContain('"register"');
		expect(told).not.toContain('in-s-office');
		expect(JSON.stringify((await school.sync(OFFICE, [])).changes)).toContain('Chickenpox');
	});
	it('[Z8] a governor’s device is given nothing', async () => {
		const school = await open();
		const governor = { staffId: 'gov', name: 'G', position: 'Governor', role: 'governor' as const };
		expect(await school.sync({ deviceId: 'tablet', person: governor }, [])).toMatchObject({
			changes: [],
			scopes: []
		});
	});
});

describe('numbers are evidence, never a gate', () => {
	it('[Z9] facts are taken whatever their order, and a gap that the device still holds is no loss', async () => {
		const school = await open();
		await school.sync(TABLET, [entry({ seq: 3 })], { held: { from: 1, to: 3 } });
		await school.sync(TABLET, [entry({ seq: 1 }), entry({ seq: 2 })], { held: { from: 1, to: 3 } });
		expect(await school.store.client(SCHOOL, 'c-tablet')).toMatchObject({ contiguousTo: 3, maxSeq: 3 });
		expect(await school.store.notices(SCHOOL)).toEqual([]);
	});
	it('[Z9] a gap that the device no longer holds is a loss: told to the office, once', async () => {
		const school = await open();
		for (let n = 0; n < 2; n += 1)
			await school.sync(TABLET, [entry({ id: 'f5', seq: 5 })], { held: { from: 4, to: 5 } });
		const notices = await school.store.notices(SCHOOL);
		expect(notices).toMatchObject([
			{ kind: 'lost-facts', deviceId: 'tablet', detail: expect.stringContaining('number 1 to 3') }
		]);
	});
	it('[Z9] a number used twice is a cloned device: both facts are kept, and it takes a new name', async () => {
		const school = await open();
		await school.sync(TABLET, [entry({ id: 'one', seq: 1 })]);
		const reply = await school.sync(TABLET, [entry({ id: 'two', seq: 1, pupilId: PUPILS.ben.pupilId })]);
		expect(statuses(reply)).toEqual(['accepted']);
		expect(reply.newClientId).toBe(true);
		expect(await school.store.notices(SCHOOL)).toMatchObject([{ kind: 'cloned-device' }]);
	});
	it('[Z9] the office is told once of a number used twice, though a new epoch brings both facts again', async () => {
		const school = await open();
		const [one, two, three] = [
			entry({ id: 'one', seq: 1 }),
			entry({ id: 'two', seq: 1 }),
			entry({ id: 'three', seq: 1 })
		];
		const first = await school.sync(TABLET, [one]);
		await school.sync(TABLET, [two]);
		const ahead = { position: 900, hash: 'x' };
		const renewed = await school.sync(TABLET, [one], { epoch: first.epoch, witness: ahead });
		expect(renewed.epoch).not.toBe(first.epoch);
		// Its reply may have been lost: the copy is told again, the office is not.
		expect((await school.sync(TABLET, [two])).newClientId).toBe(true);
		const alarms = async () =>
			(await school.store.notices(SCHOOL)).filter(({ kind }) => kind === 'cloned-device').length;
		expect(await alarms()).toBe(1);
		await school.sync(TABLET, [three]);
		expect(await alarms()).toBe(2);
	});
	it('[Z9] the number of a refused fact that is used again is seen, however long ago it was refused', async () => {
		const school = await open();
		const refused = entry({ id: 'refused', seq: 1, code: 'I' });
		const later = entry({ id: 'later', seq: 2 });
		expect(statuses(await school.sync(TABLET, [refused, later]))).toEqual(['refused', 'accepted']);
		const again = await school.sync(TABLET, [refused]);
		expect(again.newClientId).toBeUndefined();
		const copy = await school.sync(TABLET, [entry({ id: 'copy', seq: 1, pupilId: PUPILS.ben.pupilId })]);
		expect(copy.newClientId).toBe(true);
		expect(await school.store.notices(SCHOOL)).toMatchObject([{ kind: 'cloned-device' }]);
	});
});

describe('epoch and witness', () => {
	it('[Z10] a device that saw more than the school has begins a new epoch, and is told to send all again', async () => {
		const school = await open();
		const first = await school.sync(TABLET, [entry({ seq: 1 })]);
		const ahead = {
			epoch: first.epoch,
			cursor: 900,
			scopes: first.scopes,
			witness: { position: 900, hash: 'x' }
		};
		const reply = await school.sync(TABLET, [], ahead);
		expect(reply.epoch).not.toBe(first.epoch);
		expect(reply.epochFrom).toBe(0);
		expect(reply.changes.length).toBeGreaterThan(5);
		expect(await school.store.notices(SCHOOL)).toMatchObject([{ kind: 'past-changed' }]);
	});
	it('[Z10] a device of an older epoch reads from the start, even while nobody is signed in', async () => {
		const school = await open();
		const reply = await school.sync({ deviceId: 'tablet' }, [], {
			epoch: 'older',
			cursor: 9,
			scopes: ['school']
		});
		expect(reply).toMatchObject({ cursor: 0, scopes: [] });
	});
	it('[Z10] another hash at the same position is a rewritten past; the same hash is not', async () => {
		const school = await open();
		const first = await school.sync(TABLET, [entry()]);
		const held = { epoch: first.epoch, cursor: first.cursor, scopes: first.scopes };
		expect((await school.sync(TABLET, [], { ...held, witness: first.witness })).epoch).toBe(first.epoch);
		const other = { position: first.witness.position, hash: 'f'.repeat(64) };
		expect((await school.sync(TABLET, [], { ...held, witness: other })).epoch).not.toBe(first.epoch);
	});
	it('[Z10] others’ facts that a restored school no longer has are kept aside as recovered, once, and leave the fold', async () => {
		const school = await open();
		const lost = { ...entry({ id: 'lost', signInId: '' }), position: 77 };
		for (let n = 0; n < 2; n += 1) await school.sync(TABLET, [], { recovered: [lost] });
		expect(await school.store.quarantine(SCHOOL)).toMatchObject([{ factId: 'lost', code: 'recovered' }]);
		expect(await school.mark(PUPILS.ava.pupilId)).toBeNull();
	});
});

function base(id: string) {
	return {
		id,
		v: 1,
		clientId: 'c-office',
		seq: 1,
		signInId: 'in-s-office',
		madeAt: at('2026-09-14', '08:30'),
		clock: { offsetMs: 0, doubtMs: 0 }
	};
}
