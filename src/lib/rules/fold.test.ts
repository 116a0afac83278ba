import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	entry,
	expecting,
	filled,
	office,
	plan,
	seen,
	tapped,
	withdraw
} from '../../../tests/support/fold-facts.ts';
import { CODES } from './codes.ts';
import { HOW, type Entry } from './facts.ts';
import { asksForPlans, fold, NO_PLANS } from './fold.ts';
import type { CellFact } from './mark.ts';

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
