import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CODES } from './codes.ts';
import { HOW, type Entry, type Plan, type Seen, type Withdrawal } from './facts.ts';
import type { PlansAt } from './answers.ts';
import { asksForPlans, fold, NO_PLANS } from './fold.ts';
import type { CellFact } from './mark.ts';
import { londonInstant } from './sessions.ts';

const DATE = '2026-11-23';
const at = (minute: string, seconds = 0) => londonInstant(DATE, minute) + seconds * 1000;
const base = { v: 1, clientId: 'tablet', seq: 1, signInId: 's', clock: { offsetMs: 0, doubtMs: 100 } };
const cell = { pupilId: 'ava', date: DATE, session: 'AM' as const, classId: '3t' };

function entry(id: string, minute: string, over: Partial<Entry>): Entry {
	return {
		...base,
		...cell,
		id,
		kind: 'mark',
		madeAt: at(minute),
		how: 'tapped',
		replaces: [],
		sawPlans: [],
		...over
	};
}
const tapped = (id: string, minute: string, code: Entry['code'], replaces: string[] = []) =>
	entry(id, minute, { code, replaces });
const filled = (id: string, minute: string, sawPlans: string[] = []) =>
	entry(id, minute, { code: '/', how: 'filled', sawPlans });
const arrival = (id: string, minute: string, code: 'L' | 'U' = 'L', replaces: string[] = []) =>
	entry(id, minute, { code, how: 'desk', arrivedAt: minute, replaces, clientId: 'desk' });
const office = (id: string, minute: string, code: Entry['code'], replaces: string[] = []) =>
	entry(id, minute, { code, how: 'office', replaces, clientId: 'office' });
const withdraw = (id: string, entries: string[]): Withdrawal => ({
	...base,
	classId: '3t',
	date: DATE,
	session: 'AM',
	id,
	kind: 'withdraw',
	madeAt: at('09:00'),
	entries
});
const seen = (id: string, of: string): Seen => ({
	...base,
	...cell,
	id,
	kind: 'seen',
	madeAt: at('09:04'),
	arrival: of
});
const plan = (id: string, code: Plan['code'], over: Partial<Plan> = {}): Plan => ({
	...base,
	id,
	kind: 'plan',
	pupilId: 'ava',
	madeAt: at('08:00'),
	from: { date: DATE, session: 'AM' },
	to: { date: DATE, session: 'PM' },
	code,
	replaces: [],
	...over
});
const expecting = (...plans: Plan[]): PlansAt => ({
	expected: plans,
	byId: new Map(plans.map((each) => [each.id, each]))
});

describe('one head', () => {
	it('[E1] nobody has answered: unmarked, and no code', () => {
		expect(fold([])).toMatchObject({ shown: 'unmarked', code: null, head: null, dispute: null });
	});
	it('[E2] the entry that no other replaces is the mark, and the one before it stays in the history', () => {
		const mark = fold([tapped('a', '08:51', 'N'), tapped('b', '08:53', '/', ['a'])]);
		expect(mark).toMatchObject({ shown: 'present', code: '/', head: 'b', dispute: null });
		expect(mark.history.map((line) => [line.entry.id, line.standing])).toEqual([
			['a', 'replaced'],
			['b', 'shows']
		]);
	});
	it('[E2] a refused entry in a chain of three: what it replaced does not come back, since the third names both', () => {
		// The refused one, b, is left out by the caller.
		expect(fold([tapped('a', '08:51', 'N'), tapped('c', '08:55', '/', ['a', 'b'])]).head).toBe('c');
		expect(fold([tapped('a', '08:51', 'N')]).code).toBe('N');
	});
	it('[E5] a withdrawal takes entries back, and what they had replaced stands again', () => {
		const facts = [tapped('a', '08:51', 'N'), tapped('b', '08:53', '/', ['a']), withdraw('w', ['b'])];
		expect(fold(facts)).toMatchObject({ code: 'N', head: 'a' });
		expect(fold([filled('f', '08:53'), withdraw('w', ['f'])])).toMatchObject({
			shown: 'unmarked',
			code: null
		});
	});
	it('[E1] entries that replace each other in a ring all stay heads: none vanishes', () => {
		const mark = fold([tapped('a', '08:51', 'N', ['b']), tapped('b', '08:53', '/', ['a'])]);
		expect(mark.heads).toEqual(['a', 'b']);
	});
});

describe('two unseen answers', () => {
	it('[E4] case F10: the same code twice is one mark and no dispute', () => {
		expect(fold([tapped('a', '08:51', '/'), tapped('b', '08:52', '/')])).toMatchObject({
			code: '/',
			dispute: null
		});
	});
	it('[E7] N tapped before the arrival’s minute: L, the N in the history, no dispute', () => {
		const mark = fold([tapped('n', '08:52', 'N'), arrival('l', '09:01')]);
		expect(mark).toMatchObject({ shown: 'late', code: 'L', head: 'l', dispute: null });
		expect(mark.arrival).toEqual({ entry: 'l', at: '09:01', seenInClass: false });
		expect(mark.history.find((line) => line.entry.id === 'n')?.standing).toBe('stands beside');
	});
	it('[E7] N before the arrival, but within the clocks’ doubt: a dispute', () => {
		const doubtful = { ...tapped('n', '09:00', 'N'), clock: { offsetMs: 0, doubtMs: 120_000 } };
		expect(fold([doubtful, arrival('l', '09:01')]).dispute).toMatchObject({ urgent: false });
		const neverMeasured = { ...tapped('n', '08:50', 'N'), clock: { offsetMs: 0, doubtMs: null } };
		expect(fold([neverMeasured, arrival('l', '09:01')]).dispute).not.toBeNull();
	});
	it('[E7] N tapped after the arrival’s minute: L stays, urgent: signed in, not in class', () => {
		const mark = fold([tapped('n', '09:05', 'N'), arrival('l', '09:01')]);
		expect(mark).toMatchObject({ code: 'L', dispute: { urgent: true, between: ['l', 'n'] } });
		expect(mark.dispute?.why).toContain('signed in, not in class');
	});
	it('[E7] N within the arrival’s own minute: a dispute, and not yet urgent', () => {
		const within = { ...tapped('n', '09:01', 'N'), madeAt: at('09:01', 30) };
		expect(fold([within, arrival('l', '09:01')])).toMatchObject({ code: 'L', dispute: { urgent: false } });
	});
	it('[E15] absent called at 08:55 and entered from paper at 09:20 came before an arrival at 09:01: L, no dispute', () => {
		const paper = (takenAt?: string) => entry('paper', '09:20', { code: 'N', how: 'paper', takenAt });
		expect(fold([paper('08:55'), arrival('desk', '09:01')])).toMatchObject({ code: 'L', dispute: null });
		expect(fold([paper(), arrival('desk', '09:01')]).dispute).toMatchObject({ urgent: true });
	});

	it('[E15] present called before the arrival’s minute is no sighting after it, however late it is entered', () => {
		const told = entry('told', '09:20', { code: '/', how: 'told', takenAt: '08:55' });
		const mark = fold([told, arrival('desk', '09:01')]);
		expect(mark.arrival?.seenInClass).toBe(false);
		expect(mark.dispute).not.toBeNull();
	});

	it('[E15] a stated minute that lies ahead of the entry counts for nothing: nobody calls a register in the future', () => {
		const told = entry('told', '08:55', { code: '/', how: 'told', takenAt: '09:40' });
		expect(fold([told, arrival('desk', '09:01')]).arrival?.seenInClass).toBe(false);
	});

	it('[E7] the same with U after the close', () => {
		expect(fold([tapped('n', '09:20', 'N'), arrival('u', '09:15', 'U')])).toMatchObject({
			code: 'U',
			dispute: { urgent: true }
		});
	});
	it('[E6] Present tapped on a child signed in at the desk, unseen: L stays with its time, and the child is seen in class', () => {
		const mark = fold([tapped('p', '09:05', '/'), arrival('l', '09:01')]);
		expect(mark).toMatchObject({ code: 'L', dispute: null, arrival: { at: '09:01', seenInClass: true } });
	});
	it('[E6] Present tapped on a child signed in at the desk, seen: L stays with its time, and the child is seen in class', () => {
		const mark = fold([arrival('l', '09:01'), tapped('p', '09:05', '/', ['l'])]);
		expect(mark).toMatchObject({ code: 'L', head: 'l', dispute: null, arrival: { seenInClass: true } });
	});
	it('[E6] Absent tapped on a child whose arrival was on screen is urgent too: no tap in class does away with an arrival', () => {
		const mark = fold([arrival('l', '09:01'), tapped('n', '09:05', 'N', ['l'])]);
		expect(mark).toMatchObject({ code: 'L', dispute: { urgent: true } });
	});
	it('[E6] then Present: found, and no dispute is left', () => {
		const facts = [
			arrival('l', '09:01'),
			tapped('n', '09:05', 'N', ['l']),
			tapped('p', '09:07', '/', ['l', 'n'])
		];
		expect(fold(facts)).toMatchObject({ code: 'L', dispute: null, arrival: { seenInClass: true } });
	});
	it('[E6] In class confirms an arrival', () => {
		expect(fold([arrival('l', '09:01'), seen('s', 'l')]).arrival?.seenInClass).toBe(true);
		expect(fold([arrival('l', '09:01'), seen('s', 'another')]).arrival?.seenInClass).toBe(false);
	});
	it('[E6] an arrival that is corrected at the desk leaves what was seen in class as it was', () => {
		const corrected = (over: string[]) => ({ ...arrival('later', '09:03', 'L', over), arrivedAt: '09:00' });
		const confirmed = [arrival('desk', '09:01'), seen('seen', 'desk'), corrected(['desk'])];
		expect(fold(confirmed).arrival).toMatchObject({ entry: 'later', at: '09:00', seenInClass: true });
		const tap = tapped('tap', '09:02', '/', ['desk']);
		expect(fold([arrival('desk', '09:01'), tap, corrected(['desk', 'tap'])]).arrival?.seenInClass).toBe(true);
		expect(fold([arrival('desk', '09:01'), corrected(['desk'])]).arrival?.seenInClass).toBe(false);
	});

	it('[E6] a child seen in class and then marked absent there is not in class, whatever the desk corrects', () => {
		const facts = [
			arrival('desk', '09:01'),
			tapped('here', '09:02', '/', ['desk']),
			tapped('gone', '09:04', 'N', ['desk', 'here']),
			{ ...arrival('later', '09:05', 'L', ['desk', 'here', 'gone']), arrivedAt: '09:01' }
		];
		expect(fold(facts).arrival?.seenInClass).toBe(false);
	});

	it('[E6] a fill is no sighting', () => {
		const mark = fold([filled('f', '09:05'), arrival('l', '09:01')]);
		expect(mark).toMatchObject({ code: 'L', arrival: { seenInClass: false } });
		expect(mark.dispute).not.toBeNull();
	});
	it('[E7] Present tapped before the arrival’s minute: L shows, and it is a dispute', () => {
		expect(fold([tapped('p', '08:52', '/'), arrival('l', '09:01')])).toMatchObject({
			code: 'L',
			arrival: { seenInClass: false },
			dispute: { urgent: false, between: ['l', 'p'] }
		});
	});
	it('[E8] N and the office’s stated cause: the cause, no dispute', () => {
		expect(fold([tapped('n', '08:52', 'N'), office('i', '08:40', 'I')])).toMatchObject({
			shown: 'away',
			code: 'I',
			dispute: null
		});
	});
	it('[E9] two tablets, N and present: present shows, and it is a dispute', () => {
		expect(fold([tapped('n', '08:53', 'N'), tapped('p', '08:52', '/')])).toMatchObject({
			code: '/',
			dispute: { between: ['n', 'p'] }
		});
	});
	it('[E9] a tapped presence and the office’s cause: present shows, and it is a dispute', () => {
		expect(fold([tapped('p', '08:52', '/'), office('i', '08:55', 'I')])).toMatchObject({
			code: '/',
			dispute: { urgent: false }
		});
	});
	it('[E9] filled present and an N it had not seen: N shows, and it is a dispute', () => {
		expect(fold([filled('f', '08:55'), tapped('n', '08:52', 'N')])).toMatchObject({
			code: 'N',
			dispute: { urgent: false }
		});
	});
	it('[E3] among equals the later made shows, then the greater id', () => {
		expect(fold([office('a', '09:20', 'I'), office('b', '09:21', 'M')]).code).toBe('M');
		expect(fold([office('b', '09:20', 'I'), office('a', '09:20', 'M')]).code).toBe('I');
	});
	it('[E9] an entry that replaces them all settles a dispute', () => {
		const facts = [
			tapped('n', '08:53', 'N'),
			tapped('p', '08:52', '/'),
			office('o', '09:30', '/', ['n', 'p'])
		];
		expect(fold(facts)).toMatchObject({ code: '/', head: 'o', dispute: null });
	});
	it('[E7] an office entry that names the arrival takes its place: M with the dentist’s card', () => {
		const facts = [arrival('u', '09:25', 'U'), office('m', '09:40', 'M', ['u'])];
		expect(fold(facts)).toMatchObject({ code: 'M', head: 'm', arrival: null, dispute: null });
	});
});

describe('plans', () => {
	it('[E10] a plan that nobody confirmed counts for nothing', () => {
		expect(fold([], expecting(plan('v', 'V')))).toMatchObject({ shown: 'unmarked', code: null });
	});
	it('[E10] an entry that confirms a plan has the plan’s code', () => {
		const away = entry('a', '08:52', { how: 'plan', confirms: 'v', sawPlans: ['v'] });
		expect(fold([away], expecting(plan('v', 'V')))).toMatchObject({
			shown: 'away',
			code: 'V',
			dispute: null
		});
		expect(fold([away], NO_PLANS)).toMatchObject({ shown: 'away', code: null });
	});
	it('[E10] case A13: an approved V and the child is in class: present wins, without a dispute', () => {
		expect(fold([tapped('p', '08:52', '/')], expecting(plan('v', 'V')))).toMatchObject({
			code: '/',
			dispute: null
		});
	});
	it('[E10] a plan entered while the tablet filled: it shows, counts for nothing, and is a dispute', () => {
		const mark = fold([filled('f', '08:55')], expecting(plan('i', 'I')));
		expect(mark).toMatchObject({
			shown: 'away',
			code: 'I',
			provisional: true,
			dispute: { between: ['f', 'i'] }
		});
	});
	it('[E10] a fill that had seen the plan stands', () => {
		expect(fold([filled('f', '08:55', ['i'])], expecting(plan('i', 'I')))).toMatchObject({
			code: '/',
			provisional: false,
			dispute: null
		});
	});
	it('[E10] a confirmed plan and an unseen fill: the plan, and a dispute', () => {
		const away = entry('a', '08:52', { how: 'plan', confirms: 'i', sawPlans: ['i'] });
		expect(fold([away, filled('f', '08:55', ['i'])], expecting(plan('i', 'I')))).toMatchObject({
			code: 'I',
			provisional: false,
			dispute: { urgent: false }
		});
	});
});

describe('a classroom’s copy', () => {
	it('[E13] with codes taken away folds to the same answer: heads, dispute and what is shown', () => {
		const whole = [tapped('n', '08:52', 'N'), office('i', '08:40', 'I'), office('m', '08:45', 'M')];
		const redacted = whole.map((each): Entry => {
			const { code, ...rest } = each;
			return code === 'N' ? each : { ...rest, shownAs: 'known', tag: `tag of ${code ?? 'none'}` };
		});
		const strip = ({ head, heads, shown, dispute }: ReturnType<typeof fold>) => ({
			head,
			heads,
			shown,
			dispute
		});
		expect(strip(fold(redacted))).toEqual(strip(fold(whole)));
		expect(fold(redacted).code).toBeNull();
	});
});

describe('in any order', () => {
	const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
	const anyEntry = (id: string) =>
		fc
			.record({
				minute: fc.integer({ min: 0, max: 59 }),
				code: fc.constantFrom(...CODES),
				how: fc.constantFrom(...HOW),
				arrived: fc.boolean(),
				doubtMs: fc.constantFrom(0, 500, 200_000, null),
				replaces: fc.subarray(ids),
				confirms: fc.boolean()
			})
			.map(({ minute, code, how, arrived, doubtMs, replaces, confirms }) => {
				const clock = `${minute < 30 ? '08' : '09'}:${String(minute).padStart(2, '0')}`;
				return entry(id, clock, {
					how,
					replaces,
					clock: { offsetMs: 0, doubtMs },
					...(confirms ? { confirms: 'v' } : { code }),
					...(arrived ? { arrivedAt: clock } : {})
				});
			});
	const anyFacts = fc
		.tuple(
			fc.subarray(ids, { minLength: 1 }).chain((some) => fc.tuple(...some.map(anyEntry))),
			fc.subarray(ids).map((entries) => withdraw('w', entries)),
			fc.subarray(ids).map((some) => some.map((id) => seen(`s-${id}`, id)))
		)
		.map(([entries, taken, seens]): CellFact[] => [...entries, taken, ...seens]);
	const plans = expecting(plan('v', 'V'));

	it('[E1] any order, any repetition and any split of the same facts give the same mark', () => {
		fc.assert(
			fc.property(
				anyFacts.chain((facts) =>
					fc.tuple(
						fc.constant(facts),
						fc.shuffledSubarray([...facts, ...facts], { minLength: facts.length * 2 }),
						fc.nat(facts.length)
					)
				),
				([facts, shuffled, cut]) => {
					const mark = fold(facts, plans);
					expect(fold(shuffled, plans)).toEqual(mark);
					expect(fold([...facts.slice(cut), ...facts.slice(0, cut)], plans)).toEqual(mark);
				}
			),
			{ numRuns: 1000 }
		);
	});
	it('[E10] where no entry confirms a plan and none is a fill, the mark is the same without the plans', () => {
		fc.assert(
			fc.property(anyFacts, (facts) => {
				const alone = facts.filter((fact) => fact.kind !== 'mark' || !asksForPlans(fact));
				expect(fold(alone, plans)).toEqual(fold(alone, NO_PLANS));
			}),
			{ numRuns: 1000 }
		);
	});
	it('[E11] no entry vanishes from the history, and a mark that shows is one of the entries', () => {
		fc.assert(
			fc.property(anyFacts, (facts) => {
				const mark = fold(facts, plans);
				const entries = facts.filter((fact) => fact.kind === 'mark').map((fact) => fact.id);
				expect(mark.history.map((line) => line.entry.id).sort()).toEqual(entries.sort());
				const live = mark.history.filter((line) => line.standing !== 'withdrawn');
				expect(mark.head !== null).toBe(live.length > 0);
				expect(mark.heads.every((id) => entries.includes(id))).toBe(true);
			}),
			{ numRuns: 1000 }
		);
	});
});
