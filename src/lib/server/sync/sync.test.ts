import { describe, expect, it } from 'vitest';
import { schoolsOfATest } from '../../../../tests/support/each-school.ts';
import { at, entry, PUPILS } from '../../../../tests/support/school-2026-27.ts';
import { base, byOffice, DESK, OFFICE, statuses, TABLET } from '../../../../tests/support/sent.ts';
import { REGISTER, SCHOOL } from '../../../../tests/support/small-school.ts';
import { canonicalJson, sha256 } from '../store/chain.ts';
import { replayKeptAside } from './replay.ts';

const open = schoolsOfATest();

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
