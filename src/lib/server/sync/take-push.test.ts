import { describe, expect, it } from 'vitest';
import { eachSchool, school } from '../../../../tests/support/each-school.ts';
import { at, entry, PUPILS, STAFF } from '../../../../tests/support/school-2026-27.ts';
import {
	codesOrStatuses as codes,
	HEAD,
	inCell,
	made,
	OFFICE,
	TABLET
} from '../../../../tests/support/sent.ts';
import { REGISTER, SCHOOL } from '../../../../tests/support/small-school.ts';
import { bundle } from '../../protocol/bundle.ts';
import { takeFile } from './take-file.ts';

eachSchool();

const [ava, ben] = [PUPILS.ava.pupilId, PUPILS.ben.pupilId];
const kept = () => school.store.quarantine(SCHOOL);
const plan = (id: string, seq: number, over: Record<string, unknown> = {}) =>
	made(id, seq, {
		...{ kind: 'plan', pupilId: ava, code: 'I', replaces: [] },
		...{ from: { date: REGISTER.date, session: 'AM' }, to: { date: REGISTER.date, session: 'PM' }, ...over }
	});

describe('facts of one push, whatever the order in which they lie in it', () => {
	it('[Z4] are judged as each client made them, and answered as they were sent', async () => {
		const confirming = made('mark', 3, {
			...{ ...inCell, kind: 'mark', how: 'office', confirms: 'plan', replaces: [], sawPlans: ['plan'] }
		});
		const other = { ...plan('other', 2, { pupilId: ben }), clientId: 'c-older' };
		const reply = await school.sync(OFFICE, [confirming, other, plan('plan', 1)], { clientId: 'c-office' });
		expect(reply.results.map(({ id, status }) => [id, status])).toEqual([
			['mark', 'accepted'],
			['other', 'accepted'],
			['plan', 'accepted']
		]);
		expect(reply.results.map(({ position = 0 }) => position - (reply.results[2]?.position ?? 0))).toEqual([
			1, 2, 0
		]);
	});

	it('[X8] a code rests on the plan of its own pupil, not on another’s of the same push', async () => {
		await school.signIn('in-s-head', STAFF.head, 'office');
		const agreement = { from: '2026-09-14', to: '2026-09-18', parent: 'Mrs Example' };
		const byHead = { signInId: 'in-s-head', code: 'C2', agreement, weekdays: [1] };
		const to = { date: '2026-09-18', session: 'PM' };
		const mark = (id: string, seq: number, pupilId: string) =>
			made(id, seq, {
				...{ ...inCell, pupilId, kind: 'mark', how: 'office', code: 'C2', signInId: 'in-s-head' },
				...{ reason: 'By letter', replaces: [], sawPlans: [] }
			});
		const dee = PUPILS.dee.pupilId;
		const facts = [
			plan('of-dee', 1, { ...byHead, pupilId: dee, to }),
			mark('dee', 2, dee),
			mark('ava', 3, ava)
		];
		expect(codes(await school.sync(HEAD, facts, { clientId: 'c-office' }))).toEqual([
			...['accepted', 'accepted', 'agreement-missing']
		]);
	});

	it('[X6] a child’s days of suspension are its own, also where another’s come in the same push', async () => {
		await school.signIn('in-s-head', STAFF.head, 'office');
		const suspended = (id: string, seq: number, pupilId: string, from: string, to = from) =>
			plan(id, seq, {
				...{ pupilId, code: 'E', signInId: 'in-s-head' },
				...{ from: { date: from, session: 'AM' }, to: { date: to, session: 'PM' } }
			});
		const facts = [
			suspended('of-dee', 1, PUPILS.dee.pupilId, '2026-09-07', '2026-09-11'),
			suspended('of-ava', 2, ava, '2026-09-14'),
			suspended('sixth', 3, PUPILS.dee.pupilId, '2026-09-14')
		];
		expect(codes(await school.sync(HEAD, facts, { clientId: 'c-office' }))).toEqual([
			...['accepted', 'accepted', 'alternative-due']
		]);
	});

	it('[X10] the head’s leave of one child, shortened, is no leave for another', async () => {
		await school.signIn('in-s-head', STAFF.head, 'office');
		const agreement = { askedOn: '2026-09-01', askedByParentAtHome: true, parent: 'Mrs Example' };
		const leave = (id: string, seq: number, to: string, over: Record<string, unknown>) =>
			plan(id, seq, {
				...{ pupilId: PUPILS.dee.pupilId, code: 'C', agreement },
				...{ from: { date: REGISTER.date, session: 'AM' }, to: { date: to, session: 'PM' }, ...over }
			});
		const facts = [
			leave('of-dee', 1, '2026-09-18', { signInId: 'in-s-head' }),
			leave('of-ava', 2, '2026-09-16', { pupilId: ava, replaces: ['of-dee'] }),
			leave('sooner', 3, '2026-09-16', { replaces: ['of-dee'] })
		];
		expect(codes(await school.sync(HEAD, facts, { clientId: 'c-office' }))).toEqual([
			...['accepted', 'other-pupil', 'accepted']
		]);
	});

	it('[A1] a late register is judged by what its taker had done before each tap, though the finish arrived first', async () => {
		school.time = at(REGISTER.date, '09:30');
		const late = (time: string) => ({ madeAt: at(REGISTER.date, time) });
		const { pupilId, code, how, replaces, sawPlans, ...base } = entry({
			id: 'done',
			seq: 3,
			...late('09:25')
		});
		const finish = { ...base, kind: 'finish', blanks: [] };
		expect(codes(await school.sync(TABLET, [finish]))).toEqual(['accepted']);
		const taps = [
			entry({ id: 'first', seq: 1, ...late('09:20') }),
			entry({ id: 'second', seq: 2, code: 'N', replaces: ['first'], ...late('09:21') })
		];
		expect(codes(await school.sync(TABLET, taps))).toEqual(['accepted', 'accepted']);
		const after = entry({ id: 'after', seq: 4, replaces: ['first', 'second'], ...late('09:26') });
		expect(codes(await school.sync(TABLET, [after]))).toEqual(['missing-reason']);
	});
});

describe('what the office enters for one child in one push', () => {
	it('[X8] each mark rests on what it says, not on the mark before it', async () => {
		const mark = (id: string, seq: number, session: string) =>
			made(id, seq, {
				...{ ...inCell, session, kind: 'mark', how: 'office', code: 'V', detail: 'Museum' },
				...{ reason: 'By letter', replaces: [], sawPlans: [] }
			});
		const facts = [mark('am', 1, 'AM'), mark('pm', 2, 'PM')];
		school.time = at(REGISTER.date, '14:00');
		expect(codes(await school.sync(OFFICE, facts, { clientId: 'c-office' }))).toEqual([
			...['accepted', 'accepted']
		]);
	});

	it('[C12] a second day of religious observance is refused, whatever else was marked on the day before', async () => {
		const mark = (id: string, seq: number, date: string, session: string, over: Record<string, unknown>) =>
			made(id, seq, {
				...{ ...inCell, date, session, kind: 'mark', how: 'office', reason: 'By letter' },
				...{ replaces: [], sawPlans: [], ...over }
			});
		const eid = { code: 'R', detail: 'Eid' };
		const facts = [
			mark('am', 1, '2026-09-11', 'AM', { code: 'I' }),
			mark('pm', 2, '2026-09-11', 'PM', eid),
			mark('next', 3, REGISTER.date, 'AM', eid)
		];
		const apart: string[] = [];
		for (const fact of facts)
			apart.push(...codes(await school.sync(OFFICE, [fact], { clientId: 'c-office' })));
		expect(apart).toEqual(['accepted', 'accepted', 'one-day-only']);
	});

	it('[X9] a day of religious observance is planned, and not a second of the same name', async () => {
		const on = (id: string, seq: number, date: string) =>
			plan(id, seq, {
				...{ code: 'R', detail: 'Rosh Hashanah' },
				...{ from: { date, session: 'AM' }, to: { date, session: 'PM' } }
			});
		const facts = [on('one', 1, '2026-09-14'), on('two', 2, '2026-09-15')];
		expect(codes(await school.sync(OFFICE, facts, { clientId: 'c-office' }))).toEqual([
			...['accepted', 'one-day-only']
		]);
	});
});

describe('a database that chokes on one fact', () => {
	const choking = (what: string) =>
		school.database.sqlite.exec(
			`create trigger bug before insert on payload when new.json like '%${what}%' begin select raise(abort, 'a bug'); end`
		);

	it('[Z4] the others stand, it alone is kept aside as it was sent, and it is taken once the server is mended', async () => {
		choking('"wrong"');
		const marks = ['a', 'wrong', 'c'].map((id, at) =>
			entry({ id, seq: at + 1, pupilId: [ava, ben, ava][at] })
		);
		const reply = await school.sync(TABLET, marks);
		expect(codes(reply)).toEqual(['accepted', 'server-error', 'accepted']);
		expect(reply.results[1]?.message).toBe(
			'The server could not store it. The office has it as it was sent.'
		);
		const [aside] = await kept();
		expect(aside).toMatchObject({ factId: 'wrong', clientId: 'c-tablet', seq: 2, replayed: 0 });
		expect(JSON.parse(aside?.raw ?? '')).toEqual(marks[1]);
		expect(codes(await school.sync(TABLET, marks))).toEqual(['accepted', 'server-error', 'accepted']);
		expect(await kept()).toHaveLength(1);
		school.database.sqlite.exec('drop trigger bug');
		expect(codes(await school.sync(TABLET, marks))).toEqual(['accepted', 'accepted', 'accepted']);
		expect(await kept()).toMatchObject([{ replayed: 1 }]);
		expect(await school.store.verify(SCHOOL)).toBeNull();
	});
});

describe('a file that its own tablet did not seal', () => {
	const file = (...facts: Record<string, unknown>[]) => ({
		...{ firstbell: 'waiting' as const, protocol: 1, clientId: 'c-tablet', facts: bundle(facts) }
	});
	const BRINGER = { deviceId: 'office', name: STAFF.office.name, position: STAFF.office.position };

	it('[Z14] brings nothing of another device, though the school knows whose client it is', async () => {
		await school.sync(TABLET, [entry({ id: 'own', seq: 1 })]);
		const before = await kept();
		const brought = await takeFile(school.world, file({ ...entry({ id: 'brought', seq: 2 }) }), BRINGER);
		expect(codes(brought)).toEqual(['unsealed']);
		expect((await kept()).length - before.length).toBe(1);
		const own = made('by-office', 1, {
			...{ ...inCell, pupilId: ben, kind: 'mark', how: 'office', code: 'I', replaces: [], sawPlans: [] }
		});
		expect(codes(await takeFile(school.world, file(own), BRINGER))).toEqual(['accepted']);
	});
});
