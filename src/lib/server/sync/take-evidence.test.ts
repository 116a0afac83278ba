import { describe, expect, it } from 'vitest';
import {
	ASSIGN_TEAL,
	at,
	entry,
	PUPILS,
	schoolBook,
	STAFF
} from '../../../../tests/support/school-2026-27.ts';
import type { Entry, Fact, HeldFact, Plan } from '../../rules/facts.ts';
import type { Writing } from '../store/store.ts';
import type { MadeBy } from './judge.ts';
import {
	besides,
	earlierFacts,
	earlierIn,
	elsewheres,
	isObservance,
	isTaking,
	type Earlier
} from './take-evidence.ts';

/** Asked of what is looked up, without a database: a school’s writing that notes each look. */
const DATE = '2026-09-14';
const [ava, ben] = [PUPILS.ava.pupilId, PUPILS.ben.pupilId];
const now = at(DATE, '10:00');
function noting(stored: { earlier?: HeldFact[]; plans?: HeldFact<Plan>[] } = {}) {
	const looks: string[] = [];
	const noted = <T>(look: string, found: T) => {
		looks.push(look);
		return Promise.resolve(found);
	};
	const asked: Partial<Writing> = {
		book: () => Promise.resolve(schoolBook()),
		plansOf: (pupilId) => noted(`plans of ${pupilId}`, stored.plans ?? []),
		marksOn: (pupilId, date) => noted(`marks of ${pupilId} on ${date}`, [{ code: '/' }]),
		elsewheresOf: ({ pupilId }) => noted(`elsewheres of ${pupilId}`, []),
		earlier: (clientId) => noted(`earlier of ${clientId}`, stored.earlier ?? [])
	};
	return { writing: asked as Writing, looks };
}
const told = (kind: string, over: Record<string, unknown>): Fact => {
	const { id, v, clientId, seq, signInId, madeAt, clock } = entry();
	return { ...{ id, v, clientId, seq, signInId, madeAt, clock, kind }, ...over } as Fact;
};
const inClass = { classId: 'c-3t', date: DATE, session: 'AM' };
const finish = (over: Record<string, unknown> = {}) => told('finish', { ...inClass, blanks: [], ...over });
const plan = (over: Record<string, unknown> = {}) =>
	told('plan', {
		...{ pupilId: ava, code: 'I', replaces: [] },
		...{ from: { date: DATE, session: 'AM' }, to: { date: DATE, session: 'PM' }, ...over }
	}) as HeldFact<Plan>;
const after = { madeAt: at(DATE, '09:10') };

describe('the pupil’s plans and the days beside', () => {
	const looksFor = async (fact: Fact) => {
		const { writing, looks } = noting();
		await besides(writing, fact, []);
		return looks;
	};
	it('[X8] are looked up where a code rests on them, and never for a tap or an arrival', async () => {
		for (const code of ['/', 'N', 'L', 'U', 'I', undefined] as const)
			expect(await looksFor(entry({ code })), code).toEqual([]);
		for (const code of ['X', 'C', 'V'] as const)
			expect(await looksFor(entry({ code })), code).toEqual([`plans of ${ava}`]);
		expect(await looksFor(plan())).toEqual([`plans of ${ava}`]);
		expect(await looksFor(plan({ code: 'U' }))).toEqual([`plans of ${ava}`]);
		expect(await looksFor(finish())).toEqual([]);
		const { writing } = noting();
		expect(await besides(writing, finish(), [])).toEqual({ plans: [] });
		expect(await besides(writing, entry(), [])).toEqual({ plans: [] });
	});

	it('[C12] [X9] with what was marked on the days beside, for one day of religious observance alone', async () => {
		const beside = [`plans of ${ava}`, `marks of ${ava} on 2026-09-11`, `marks of ${ava} on 2026-09-15`];
		expect(await looksFor(entry({ code: 'R' }))).toEqual(beside);
		expect(await looksFor(plan({ code: 'R' }))).toEqual(beside);
		const weekend = { date: '2026-09-12', session: 'AM' };
		expect(await looksFor(plan({ code: 'R', from: weekend, to: weekend }))).toEqual([`plans of ${ava}`]);
		const { writing } = noting();
		expect(await besides(writing, entry({ code: 'R' }), [])).toEqual({
			plans: [],
			marked: new Map(['2026-09-11', '2026-09-15'].map((date) => [date, [{ code: '/' }]]))
		});
		expect([entry({ code: 'R' }), plan({ code: 'R' })].map(isObservance)).toEqual([true, true]);
		const others = [entry(), plan(), finish(), told('propose', { ...inClass, pupilId: ava, code: 'R' })];
		expect(others.map(isObservance)).toEqual([false, false, false, false]);
	});

	it('[X8] are the pupil’s own: those that are stored, and those of this push', async () => {
		const [stored, own, others] = [plan(), plan({ code: 'V' }), plan({ pupilId: ben })];
		const { writing } = noting({ plans: [stored] });
		expect(await besides(writing, plan(), [own, others])).toEqual({ plans: [stored, own] });
	});
});

describe('where else the child was said to be', () => {
	const looksFor = async (fact: Fact, by: Parameters<typeof elsewheres>[2]) => {
		const { writing, looks } = noting();
		expect(await elsewheres(writing, fact, by, now)).toEqual([]);
		return looks;
	};
	const by = (maker: MadeBy['maker']): MadeBy => ({ maker, revokedAt: null, wrongDevice: false });
	it('[B7] is looked up for whoever takes a class and had another then, and for nobody else', async () => {
		for (const role of ['teacher', 'cover'] as const)
			expect(await looksFor(entry(), by({ ...STAFF.cover, role }))).toEqual([`elsewheres of ${ava}`]);
		expect(await looksFor(entry(), by(STAFF.teal))).toEqual([]);
		expect(await looksFor(entry(), by(STAFF.office))).toEqual([]);
		expect(await looksFor(entry(), 'unknown-sign-in')).toEqual([]);
		expect(await looksFor(finish(), by(STAFF.cover))).toEqual([]);
		expect(await looksFor(ASSIGN_TEAL, by(STAFF.cover))).toEqual([]);
	});
});

describe('what came before in the register', () => {
	it('[A1] is not looked up for a mark before the close, and once for all that is made of it after', async () => {
		const stored = entry({ id: 'stored', seq: 1 });
		const { writing, looks } = noting({ earlier: [stored] });
		const held = new Map<string, Earlier>();
		expect(await earlierFacts(writing, entry({ seq: 2 }), held)).toEqual([]);
		expect(await earlierFacts(writing, ASSIGN_TEAL, held)).toEqual([]);
		expect(looks).toEqual([]);
		expect(await earlierFacts(writing, finish({ seq: 3 }), held)).toEqual([stored]);
		expect(await earlierFacts(writing, entry({ seq: 4, ...after }), held)).toEqual([stored]);
		expect(looks).toEqual(['earlier of c-tablet']);
		expect(await earlierFacts(writing, finish({ seq: 5, session: 'PM' }), held)).toEqual([stored]);
		expect(looks).toHaveLength(2);
	});

	it('[A3] is what this client numbered lower, stored or of this push, and what anybody took back', async () => {
		const taps = [1, 2, 3].map((seq) => entry({ id: `e-${seq}`, seq }));
		const others = told('withdraw', { ...inClass, entries: ['e-1'], clientId: 'c-other', seq: 900 });
		const { writing } = noting({ earlier: [...taps, others] });
		const held = new Map<string, Earlier>();
		const now = entry({ seq: 3, ...after });
		const fresh = entry({ id: 'fresh', seq: 2 });
		earlierIn(held, now).fresh.push(fresh);
		const ids = (await earlierFacts(writing, now, held)).map(({ id }) => id);
		expect(ids).toEqual(['e-1', 'e-2', others.id, 'fresh']);
	});

	it('[A1] a mark is taking until the close of its register, and nothing else is', async () => {
		const { writing } = noting();
		const taking = (over: Partial<HeldFact<Entry>>) => isTaking(writing, entry(over));
		expect(await taking({ madeAt: at(DATE, '09:09:59') })).toBe(true);
		expect(await taking(after)).toBe(false);
		expect(await taking({ date: '2026-09-12' })).toBe(false);
		expect(await isTaking(writing, finish())).toBe(false);
	});
});
