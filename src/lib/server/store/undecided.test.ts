import { afterEach, beforeEach, expect, it } from 'vitest';
import { at, entry, PUPILS } from '../../../../tests/support/school-2026-27.ts';
import { SCHOOL, SmallSchool } from '../../../../tests/support/small-school.ts';
import type { HeldFact, Withdrawal } from '../../rules/facts.ts';
import { undecided } from './undecided.ts';

const { ava, ben, cal, dee } = PUPILS;
const SEPTEMBER = { from: '2026-09-01', to: '2026-09-30' };
let small: SmallSchool;
beforeEach(async () => {
	small = await SmallSchool.open();
});
afterEach(() => small.close());

type Made = Parameters<typeof entry>[0];
const day = (date: string, time = '08:52') => ({ date, madeAt: at(date, time) });
/** An entry that was taken late, in a register of that day. */
const late = (id: string, pupilId: string, date: string, over: Made = {}): HeldFact => ({
	...entry({ id, pupilId, ...day(date), ...over }),
	flags: ['late-taking']
});
const office = (id: string, over: Made) =>
	entry({ id, how: 'office', code: 'I', clientId: 'c-office', reason: 'Mother rang', ...over });
const looked = (about: string): HeldFact => {
	const { id, v, clientId, seq, signInId, madeAt, clock, classId, date, session } = entry();
	const base = { id, v, clientId, seq, signInId, madeAt, clock, classId, date, session };
	return { ...base, kind: 'settle', about, outcome: 'closed', reason: 'Looked at' };
};
const takenBack = (...entries: string[]): HeldFact<Withdrawal> => {
	const { id, v, clientId, seq, signInId, madeAt, clock, classId, date, session } = entry();
	return { id, v, clientId, seq, signInId, madeAt, clock, classId, date, session, kind: 'withdraw', entries };
};

async function read(most = 200) {
	const book = await small.store.book(SCHOOL);
	const { facts, more } = await undecided(small.database.db, SCHOOL, book, { days: SEPTEMBER, most });
	return { ids: facts.map(({ id }) => id).sort(), more };
}

it('[O5] what is to be decided comes before what is to be looked at, a register whole or not at all, and what is left is counted', async () => {
	await small.add(
		late('a-1', ava.pupilId, '2026-09-08'),
		late('a-2', ben.pupilId, '2026-09-08'),
		late('b', cal.pupilId, '2026-09-09'),
		entry({ id: 'here', pupilId: dee.pupilId, ...day('2026-09-14') }),
		office('away', { pupilId: dee.pupilId, ...day('2026-09-14') })
	);
	const decided = ['away', 'here'];
	expect(await read()).toEqual({ ids: ['a-1', 'a-2', ...decided, 'b'].sort(), more: 0 });
	expect(await read(3)).toEqual({ ids: ['a-1', 'a-2', ...decided], more: 1 });
	expect(await read(2)).toEqual({ ids: ['a-1', 'a-2', ...decided], more: 1 });
	expect(await read(1)).toEqual({ ids: decided, more: 2 });
});

it('[O5] the morning’s register and the afternoon’s are two', async () => {
	await small.add(
		late('am', ava.pupilId, '2026-09-08'),
		late('pm', ava.pupilId, '2026-09-08', { session: 'PM', code: '\\', madeAt: at('2026-09-08', '13:40') })
	);
	expect(await read(1)).toEqual({ ids: ['am'], more: 1 });
});

it('[O5] a flag that was looked at is not told for another that stands no more', async () => {
	await small.add(
		late('first', ava.pupilId, '2026-09-14', { code: 'N' }),
		{ ...office('then', { ...day('2026-09-14', '11:00'), replaces: ['first'] }), flags: ['clock'] },
		looked('flag:then')
	);
	expect(await read()).toEqual({ ids: [], more: 0 });
});

it('[O5] a flagged mark that was taken back is not told by itself, and its taking back is told with what stands beside it', async () => {
	await small.add(late('wrong', ava.pupilId, '2026-09-14'), takenBack('wrong'));
	expect(await read()).toEqual({ ids: [], more: 0 });
	const back = takenBack('wrong-again');
	await small.add(
		late('wrong-again', ben.pupilId, '2026-09-14', { code: 'N' }),
		back,
		late('right', ben.pupilId, '2026-09-14', { clientId: 'c-other' })
	);
	expect(await read()).toEqual({ ids: [back.id, 'right', 'wrong-again'].sort(), more: 0 });
});
