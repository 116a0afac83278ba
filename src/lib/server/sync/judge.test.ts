// Long, because every refusal of the judge stands in one table, with the few facts that its rules are tried on.
import { describe, expect, it } from 'vitest';
import {
	ASSIGN_TEAL,
	at,
	BOOK_FACTS,
	CLASS_3T,
	entry,
	must,
	PLACES,
	PUPILS,
	schoolBook,
	STAFF
} from '../../../../tests/support/school-2026-27.ts';
import { Book } from '../../rules/book.ts';
import type { Entry, Fact, HeldFact, Plan } from '../../rules/facts.ts';
import { judge, judgedAt, type Evidence, type MadeBy } from './judge.ts';

/** Asked of the judge itself, without a school around it: at 08:55 on Monday 14 September 2026, of Ms Teal and her class. */
const DATE = '2026-09-14';
const [ava, ben] = [PUPILS.ava.pupilId, PUPILS.ben.pupilId];
const by = (maker: MadeBy['maker'], over: Partial<MadeBy> = {}): MadeBy => ({
	...{ maker, revokedAt: null, wrongDevice: false },
	...over
});
const known = (...facts: HeldFact[]) => ({ named: new Map(facts.map((each) => [each.id, each])) });
const asked = (fact: Fact, over: Partial<Evidence> = {}) =>
	judge(fact, {
		...{ book: schoolBook(), madeBy: by(STAFF.teal), now: at(DATE, '08:55') },
		...{ named: new Map(), earlier: [], plans: [], elsewheres: [] },
		...over
	});
/** Its code, or its flags. */
const said = (fact: Fact, over: Partial<Evidence> = {}) => {
	const judged = asked(fact, over);
	return 'refused' in judged ? judged.refused : judged.flags;
};
/** A fact of no half-day. */
const told = (kind: string, over: Record<string, unknown>): Fact => {
	const { id, v, clientId, seq, signInId, madeAt, clock } = entry();
	return { ...{ id, v, clientId, seq, signInId, madeAt, clock, kind }, ...over } as Fact;
};
const other = (kind: string, over: Record<string, unknown> = {}): Fact =>
	told(kind, { classId: 'c-3t', date: DATE, session: 'AM', ...over });
const office = (over: Partial<HeldFact<Entry>> = {}) => entry({ how: 'office', ...over });
const BY_OFFICE = { madeBy: by(STAFF.office) };
const mine = (over: Partial<HeldFact<Entry>> = {}) => entry({ maker: STAFF.teal, ...over });
/** Of Ava, that Monday. */
const plan = (over: Record<string, unknown> = {}) =>
	told('plan', {
		...{ pupilId: ava, code: 'I', replaces: [] },
		...{ from: { date: DATE, session: 'AM' }, to: { date: DATE, session: 'PM' }, ...over }
	}) as HeldFact<Plan>;
/** A browser that never asked the school what time it is, and believes that it is later. */
const CERTAINLY_WRONG = { madeAt: at(DATE, '09:15'), clock: { offsetMs: 0, doubtMs: null } };

describe('a refusal says what is wrong, in a sentence', () => {
	const out = (minute: string) =>
		other('out', { pupilId: ava, at: minute, why: 'appointment', replaces: [] });
	const back = (entries: string[]) => other('withdraw', { entries });
	const lateBack = other('withdraw', { entries: ['e-z'], madeAt: at(DATE, '08:54:59') + 3_600_000 });
	const lateAgain = entry({ code: 'N', replaces: ['e-z'], madeAt: at(DATE, '09:15') });
	const book = (over: Record<string, unknown>) =>
		schoolBook().add([
			{ ...PUPILS.ava, id: 'f-ava-2', position: 98, ...over },
			{
				...ASSIGN_TEAL,
				...{ id: 'f-gone', kind: 'leave', pupilId: ava, lastDay: '2026-09-11', ground: 'a' }
			} as never
		]);
	/** Ben has always been in 4B. */
	const movedAway = (over: Record<string, unknown>) => {
		const stayed = BOOK_FACTS.filter((each) => !('pupilId' in each && each.pupilId === ben));
		const place = must(PLACES[0], 'a place');
		return new Book().add([
			...stayed,
			{ ...CLASS_3T, id: 'f-4b', classId: 'c-4b' },
			{ ...PUPILS.ben, ...over },
			{ ...place, id: 'f-ben', pupilId: ben, classId: 'c-4b' }
		]);
	};
	const REFUSED: readonly [string, RegExp, Fact, Partial<Evidence>?][] = [
		['unknown-sign-in', /does not know/, entry(), { madeBy: 'unknown-sign-in' }],
		['not-appointed', /not on the staff/, entry(), { madeBy: 'not-appointed' }],
		['unsealed', /did not seal.*sends it itself/, entry(), { madeBy: 'unsealed' }],
		['other-device', /another device/, entry(), { madeBy: by(STAFF.teal, { wrongDevice: true }) }],
		[
			'device-revoked',
			/withdrawn from use/,
			entry(),
			{ madeBy: by(STAFF.teal, { revokedAt: at(DATE, '08:51') }) }
		],
		['role', /^Class teacher cannot record this/, other('settings')],
		['no-such-day', /no such day as 2026-09-31/, entry({ date: '2026-09-31' })],
		['no-session', /no AM session on Saturday 12 September 2026/, entry({ date: '2026-09-12' }), BY_OFFICE],
		['not-your-class', /^Mr Cover did not have this class/, entry(), { madeBy: by(STAFF.cover) }],
		['day-over', /corrected by the office/, entry({ date: '2026-09-11' })],
		['unknown-class', /does not know that class/, office({ classId: 'c-no' }), BY_OFFICE],
		['not-yet', /It is not 08:57 yet/, out('08:57'), BY_OFFICE],
		['unknown-pupil', /does not know that pupil/, entry({ pupilId: 'p-no' })],
		[
			'after-close',
			/Registers had closed: this is a correction/,
			lateBack,
			{ ...known(mine({ id: 'e-z' })), now: at(DATE, '11:00') }
		],
		[
			'missing-reason',
			/needs its reason/,
			lateAgain,
			{ ...known(mine({ id: 'e-z' })), now: at(DATE, '09:30') }
		],
		['not-on-roll', /^Ava was not on the roll/, entry(), { book: book({ knownAs: undefined }) }],
		['not-on-roll', /^Avie was not on the roll/, entry(), { book: book({ knownAs: 'Avie' }) }],
		['not-in-class', /^Ben was never in that class/, entry({ pupilId: ben }), { book: movedAway({}) }],
		['not-in-class', /^Benny was never/, entry({ pupilId: ben }), { book: movedAway({ knownAs: 'Benny' }) }],
		['unknown-plan', /confirms an absence/, entry({ confirms: 'none', how: 'plan' })],
		[
			'plan-not-then',
			/not for that session/,
			entry({ confirms: 'p-1', how: 'plan' }),
			known(plan({ id: 'p-1', only: 'PM' }))
		],
		[
			'no-such-day',
			/no such day as 2026-09-31/,
			plan({ to: { date: '2026-09-31', session: 'AM' } }),
			BY_OFFICE
		],
		[
			'other-pupil',
			/known of another child/,
			plan({ replaces: ['p-1'] }),
			{ ...BY_OFFICE, ...known(plan({ id: 'p-1', pupilId: ben })) }
		],
		['role', /^Class teacher cannot record a mark in that way/, entry({ how: 'desk' })],
		['no-instruction', /standing instruction/, office({ instruction: 'none', code: 'O' }), BY_OFFICE],
		['not-yours', /Only whoever made a mark/, back(['e-x']), known(entry({ id: 'e-x', maker: STAFF.cover }))],
		['other-register', /another register/, back(['e-y']), known(mine({ id: 'e-y', session: 'PM' }))]
	];
	it.each(REFUSED)('[P5] %s: %s', (code, words, fact, over) => {
		const judged = asked(fact, over);
		expect(judged).toEqual({ refused: code, message: expect.stringMatching(words) });
		expect('refused' in judged && judged.message).toMatch(/^[A-Z].*\.$/);
	});
});

describe('what is taken', () => {
	it('[P2] a word of the roll and a plan have no flag, by whatever clock', () => {
		const place = told('place', { pupilId: ava, classId: 'c-3t', from: DATE });
		for (const fact of [place, plan()]) expect(said({ ...fact, ...CERTAINLY_WRONG }, BY_OFFICE)).toEqual([]);
	});
	it('[X4] a plan may name one that the school has not got, and no mark', () => {
		expect(said(plan({ replaces: ['none'] }), BY_OFFICE)).toEqual([]);
		const named = known(entry({ id: 'e-1' }));
		expect(said(plan({ replaces: ['e-1'] }), { ...BY_OFFICE, ...named })).toBe('other-pupil');
	});
	it('[P2] what was refused for a class that nobody knows is settled, by whatever clock', () => {
		const settle = { about: 'x', outcome: 'closed', reason: 'Seen', classId: 'c-no' };
		expect(said(other('settle', settle), BY_OFFICE)).toEqual([]);
		expect(said(other('settle', { ...settle, ...CERTAINLY_WRONG }), BY_OFFICE)).toEqual([]);
	});
	it('[P4] a confirmation is of the same child’s known absence', () => {
		const confirming = (held: HeldFact) =>
			said(entry({ confirms: 'p-1', how: 'plan' }), known({ ...held, id: 'p-1' }));
		expect(confirming(plan())).toEqual([]);
		expect(confirming(plan({ pupilId: ben }))).toBe('unknown-plan');
		expect(confirming(entry())).toBe('unknown-plan');
	});
	it('[P4] by the times of its half-day: hours that do not span the taking are none that it can confirm', () => {
		const confirming = (from: string) =>
			said(entry({ confirms: 'p-1', how: 'plan' }), known(plan({ id: 'p-1', times: { from, to: '11:00' } })));
		expect(confirming('08:50')).toEqual([]);
		expect(confirming('08:51')).toBe('plan-not-then');
	});
});

describe('the instant by which a fact is judged', () => {
	const book = schoolBook();
	const now = at(DATE, '08:55');
	it('[T3] its own corrected time, up to a minute ahead; else, and without a measure, the opening of its session, and never later than now', () => {
		expect(judgedAt(entry({ madeAt: now + 60_000 }), book, now)).toBe(now + 60_000);
		expect(judgedAt(entry({ madeAt: now + 60_001 }), book, now)).toBe(at(DATE, '08:50'));
		const unmeasured = { clock: { offsetMs: 5, doubtMs: null } };
		expect(judgedAt(entry(unmeasured), book, now)).toBe(at(DATE, '08:50'));
		expect(judgedAt(entry({ ...unmeasured, session: 'PM' }), book, now)).toBe(now);
		expect(judgedAt(told('pupil', unmeasured), book, now)).toBe(now);
	});
	it('[P1] what was made at the very instant of a withdrawal from use still stands', () => {
		const madeAt = at(DATE, '08:52');
		const revoked = (revokedAt: number) => ({ madeBy: by(STAFF.teal, { revokedAt }) });
		expect(said(entry({ madeAt }), revoked(madeAt))).toEqual([]);
		expect(said(entry({ madeAt }), revoked(madeAt - 1))).toBe('device-revoked');
	});
	it('[P8] what is said to have happened within the next minute may have; a teacher’s day ends with the day, an office’s does not', () => {
		const out = (minute: string) =>
			other('out', { pupilId: ava, at: minute, why: 'appointment', replaces: [] });
		expect(said(out('08:56'), BY_OFFICE)).toEqual([]);
		const late = { now: at('2026-09-15', '08:00') };
		expect(said(entry(), late)).toEqual([]);
		const nextDay = { madeAt: at('2026-09-15', '07:00') };
		expect(said(entry(nextDay), late)).toBe('day-over');
		expect(
			said(other('settle', { ...nextDay, about: 'x', outcome: 'closed', reason: 'Seen' }), {
				...late,
				...BY_OFFICE
			})
		).toEqual([]);
	});
	it('[L6] [T3] a minute that has not come is flagged, and so is a doubt that reaches the opening', () => {
		const arrival = (arrivedAt: string) =>
			said(office({ code: 'L', arrivedAt, madeAt: at(DATE, '08:53') }), BY_OFFICE);
		expect(arrival('08:56')).toEqual([]);
		expect(arrival('08:57')).toEqual(['clock']);
		// A person looks at it anyway.
		const proposed = other('propose', { pupilId: ava, code: 'U', arrivedAt: '09:15' });
		expect(said(proposed)).toEqual([]);
		expect(said(entry({ clock: { offsetMs: 0, doubtMs: 120_000 } }))).toEqual(['clock']);
		expect(said(entry({ clock: { offsetMs: 0, doubtMs: 119_999 } }))).toEqual([]);
	});
});

describe('a child who is with another class', () => {
	const cover = { madeBy: by(STAFF.cover) };
	const book = () =>
		schoolBook().add([
			{ ...CLASS_3T, id: 'f-4b', classId: 'c-4b', name: '4B' },
			{ ...ASSIGN_TEAL, id: 'f-cover', staffId: STAFF.cover.staffId, classId: 'c-4b' }
		]);
	const elsewhere = (id: string, over: Record<string, unknown> = {}) =>
		other('elsewhere', {
			...{ id, pupilId: ava, at: '08:45', where: '4B', withClass: 'c-4b', replaces: [], ...over }
		}) as never;
	const hosted = (fact: Fact, ...elsewheres: never[]) => said(fact, { ...cover, book: book(), elsewheres });

	it('[B7] is marked, seen and proposed for by whoever has that class, and nothing else is', () => {
		expect(hosted(entry(), elsewhere('x'))).toEqual([]);
		expect(hosted(other('seen', { pupilId: ava, arrival: 'e' }), elsewhere('x'))).toEqual([]);
		expect(hosted(other('propose', { pupilId: ava, code: 'M', reason: 'Card' }), elsewhere('x'))).toEqual([]);
		expect(hosted(other('finish', { blanks: [] }), elsewhere('x'))).toBe('not-your-class');
		expect(hosted(entry())).toBe('not-your-class');
		expect(hosted(entry(), elsewhere('x', { withClass: 'c-5a' }))).toBe('not-your-class');
		expect(hosted(entry(), elsewhere('x', { withClass: undefined }))).toBe('not-your-class');
	});
	it('[B7] and still, with a flag, by a tablet that has not heard that the child went on', () => {
		const gone = elsewhere('y', { withClass: 'c-5a', replaces: ['x'], at: '08:50' });
		expect(hosted(entry(), elsewhere('x'), gone)).toEqual(['other-class']);
		expect(hosted(entry(), elsewhere('x'), elsewhere('z', { withClass: 'c-5a' }))).toEqual([]);
		expect(hosted(entry(), elsewhere('x'), gone, elsewhere('z'))).toEqual([]);
		const back = elsewhere('y', { replaces: ['x'], cancelled: true });
		expect(hosted(entry(), elsewhere('x'), back)).toEqual(['other-class']);
	});
});

describe('taking back', () => {
	const back = (over: Record<string, unknown> = {}) => other('withdraw', { entries: ['e-1'], ...over });
	const late = { now: at(DATE, '09:30') };
	const after = { madeAt: at(DATE, '09:10') };

	it('[A7] one’s own, until the close and not from then on', () => {
		const own = known(mine({ id: 'e-1' }));
		expect(said(back({ madeAt: at(DATE, '09:09:59') }), { ...own, ...late })).toEqual([]);
		expect(said(back(after), { ...own, ...late })).toBe('after-close');
	});
	it('[A7] [A3] of a register begun after the close until it is finished, and never of what was marked in time', () => {
		const begun = mine({ id: 'e-1', madeAt: at(DATE, '09:12') });
		const then = { madeAt: at(DATE, '09:13') };
		const finish = other('finish', { blanks: [], madeAt: at(DATE, '09:12:30') }) as HeldFact;
		expect(said(back(then), { ...known(begun), ...late, earlier: [begun] })).toEqual([]);
		expect(said(back(then), { ...known(begun), ...late, earlier: [begun, finish] })).toBe('after-close');
		const inTime = mine({ id: 'e-0', pupilId: ben });
		expect(said(back(then), { ...known(begun), ...late, earlier: [inTime, begun] })).toBe('after-close');
		const atClose = mine({ id: 'e-1', madeAt: at(DATE, '09:10') });
		expect(said(back(then), { ...known(atClose), ...late, earlier: [atClose] })).toEqual([]);
	});
	it('[A7] [A3] what else was recorded before the close, by this tablet or taken back by anybody, begins no register', () => {
		const begun = mine({ id: 'e-1', madeAt: at(DATE, '09:12') });
		const seen = other('seen', { pupilId: ben, arrival: 'e' }) as HeldFact;
		const others = { ...(back({ entries: ['e-0'] }) as HeldFact), clientId: 'c-other' };
		expect(
			said(back({ madeAt: at(DATE, '09:13') }), { ...known(begun), ...late, earlier: [seen, others, begun] })
		).toEqual([]);
	});
	it('[T3] [A7] before the close, though a clock that is certainly wrong says otherwise: flagged, and taken back', () => {
		const own = known(mine({ id: 'e-1' }));
		expect(said(back(CERTAINLY_WRONG), { ...own, ...late })).toEqual(['clock']);
		const jumped = { madeAt: at('2026-09-16', '08:53') };
		expect(said(back(jumped), { ...own, now: at(DATE, '08:53') })).toEqual(['clock']);
	});
	it('[A7] what the school has not got is not asked whose it is; what nobody is known to have made is nobody’s own', () => {
		expect(said(back({ entries: ['e-none'] }))).toEqual([]);
		expect(said(back(), known(entry({ id: 'e-1' })))).toBe('not-yours');
	});
	it.each([
		['another class', { classId: 'c-4b' }],
		['another day', { date: '2026-09-15' }],
		['another half-day', { session: 'PM' as const }],
		['no mark', { kind: 'seen' as never }]
	])('[A7] never of %s', (_what, over) => {
		expect(said(back(), known(mine({ id: 'e-1', ...over })))).toBe('other-register');
	});
	it('[A7] [M6] of several every one is asked: one that is another’s, of another register, made in time or of no bulk act takes back none', () => {
		const several = (over: Partial<HeldFact<Entry>>, fact: Record<string, unknown> = {}) =>
			said(back({ entries: ['e-1', 'e-2'], ...fact }), {
				...known(mine({ id: 'e-1', madeAt: at(DATE, '09:12') }), mine({ id: 'e-2', pupilId: ben, ...over })),
				...late
			});
		expect(several({})).toEqual([]);
		expect(several({ maker: STAFF.cover })).toBe('not-yours');
		expect(several({ session: 'PM' })).toBe('other-register');
		expect(several({}, { madeAt: at(DATE, '09:15') })).toBe('after-close');
		const bulk = entry({ id: 'e-1', how: 'office', actId: 'act', maker: STAFF.head });
		const single = entry({ id: 'e-2', how: 'office', maker: STAFF.head });
		const undo = back({ entries: ['e-1', 'e-2'], madeAt: at(DATE, '09:15'), reason: 'Wrong day' });
		expect(said(undo, { ...known(bulk, single), ...late, ...BY_OFFICE })).toBe('not-yours');
	});
	it('[M6] a bulk act’s by whoever keeps the record, with a reason, at any time; and no part of anything else', () => {
		const bulk = (over: Partial<HeldFact<Entry>> = {}) =>
			entry({ id: 'e-1', how: 'office', actId: 'act', maker: STAFF.head, ...over });
		const undo = (fact: HeldFact<Entry>, reason?: string) =>
			said(back({ madeAt: at(DATE, '09:15'), ...(reason ? { reason } : {}) }), {
				...known(fact),
				...late,
				...BY_OFFICE
			});
		expect(undo(bulk(), 'Wrong day')).toEqual([]);
		expect(undo(bulk())).toBe('not-yours');
		expect(undo(bulk({ actId: undefined }), 'Wrong day')).toBe('not-yours');
		expect(undo(bulk({ how: 'paper' }), 'Wrong day')).toBe('not-yours');
		const byTeacher = { ...known(bulk()), ...late };
		expect(said(back({ ...after, reason: 'Wrong day' }), byTeacher)).toBe('not-yours');
	});
});

describe('corrections and late registers', () => {
	const late = { now: at(DATE, '09:30') };
	const again = (over: Partial<HeldFact<Entry>> = {}) =>
		entry({ id: 'e-2', code: 'N', replaces: ['e-1'], madeAt: at(DATE, '09:15'), ...over });
	it('[A4] a correction after the close needs its reason, unless what it names was taken back, or is no mark', () => {
		const first = mine({ id: 'e-1' });
		expect(said(again(), { ...known(first), ...late, earlier: [first] })).toBe('missing-reason');
		expect(said(again({ reason: 'Was not here' }), { ...known(first), ...late, earlier: [first] })).toEqual(
			[]
		);
		const back = other('withdraw', { entries: ['e-1'] }) as HeldFact;
		expect(said(again(), { ...known(first), ...late, earlier: [first, back] })).not.toBe('missing-reason');
		expect(said(again(), { ...known(), ...late })).not.toBe('missing-reason');
	});
	it('[A3] the taker of a late register changes own taps until it is finished, flagged; another browser’s taps are not one’s own', () => {
		const first = mine({ id: 'e-1', madeAt: at(DATE, '09:12') });
		expect(said(again(), { ...known(first), ...late, earlier: [first] })).toEqual(['late-taking']);
		const elsewhere = { ...first, clientId: 'c-other' };
		expect(said(again(), { ...known(elsewhere), ...late, earlier: [elsewhere] })).toBe('missing-reason');
		const finish = other('finish', { blanks: [], madeAt: at(DATE, '09:13') }) as HeldFact;
		expect(said(again(), { ...known(first), ...late, earlier: [first, finish] })).toBe('missing-reason');
	});
	it('[A3] one own tap of that register before the close, on whomever, and it is no late register', () => {
		const first = mine({ id: 'e-1', madeAt: at(DATE, '09:12') });
		const inTime = mine({ id: 'e-0', pupilId: ben });
		expect(said(again(), { ...known(first), ...late, earlier: [inTime, first] })).toBe('missing-reason');
		const seen = other('seen', { pupilId: ben, arrival: 'e' }) as HeldFact;
		expect(said(again(), { ...known(first), ...late, earlier: [seen, first] })).toEqual(['late-taking']);
	});
	it('[T3] [A4] a clock that is certainly wrong makes no correction and no late register of what it marks', () => {
		const first = mine({ id: 'e-1' });
		expect(said(again(CERTAINLY_WRONG), { ...known(first), ...late })).toEqual(['clock']);
		expect(said(entry(CERTAINLY_WRONG), late)).toEqual(['clock']);
		const measured = { ...CERTAINLY_WRONG, clock: entry().clock };
		expect(said(entry(measured), late)).toEqual(['late-taking']);
	});
	it('[L6] a code that differs from its minute’s is flagged', () => {
		expect(said(office({ code: 'U', arrivedAt: '08:53' }), BY_OFFICE)).toEqual(['code-differs']);
		expect(said(office({ code: 'L', arrivedAt: '08:53' }), BY_OFFICE)).toEqual([]);
	});
});
