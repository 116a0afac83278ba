import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { back, elsewhere, MONDAY, out } from '../../../tests/support/desk-facts.ts';
import { at, TIMES } from '../../../tests/support/school-2026-27.ts';
import type { HeldFact } from './facts.ts';
import { elsewhereWords, isOverdueBack, outWords, standing, whereaboutsOf } from './whereabouts.ts';

const read = (minute: string, facts: HeldFact[]) => whereaboutsOf(facts, at(MONDAY, minute), TIMES);
const outAt = (minute: string, facts: HeldFact[]) => read(minute, facts).out?.id ?? null;

describe('leaving and coming back', () => {
	it('[B1] nothing said: neither out nor elsewhere', () => {
		expect(read('11:00', [])).toEqual({ out: null, outs: [], elsewhere: null, isBack: false });
	});
	it('[B1] [B3] back: a leaving ended or was taken back; neither while it stands nor before it has begun', () => {
		const left = out('o', '10:40');
		const isBack = (minute: string, facts: HeldFact[]) => read(minute, facts).isBack;
		expect(isBack('11:00', [left])).toBe(false);
		expect(isBack('10:50', [left, back('b', '10:55', 'o')])).toBe(false);
		expect(isBack('11:00', [left, back('b', '10:55', 'o')])).toBe(true);
		expect(isBack('11:00', [left, { ...left, id: 'undone', replaces: ['o'], cancelled: true }])).toBe(true);
		expect(isBack('10:30', [out('later', '14:00')])).toBe(false);
	});
	it('[B1] case B1: who was collected at 10:40 is out from then on, and was not before', () => {
		expect(outAt('10:30', [out('o', '10:40')])).toBeNull();
		expect(outAt('10:40', [out('o', '10:40')])).toBe('o');
		expect(outAt('15:00', [out('o', '10:40')])).toBe('o');
	});
	it('[B1] a leaving a few seconds ahead of this clock has begun', () => {
		expect(whereaboutsOf([out('o', '10:40')], at(MONDAY, '10:39:20')).out?.id).toBe('o');
		expect(whereaboutsOf([out('o', '10:40')], at(MONDAY, '10:38:59')).out).toBeNull();
	});
	it('[B1] the coming back that names it ends it, from its own minute on', () => {
		const facts = [out('o', '10:40'), back('b', '11:30', 'o')];
		expect(outAt('11:00', facts)).toBe('o');
		expect(outAt('11:30', facts)).toBeNull();
		expect(read('12:00', facts).outs.map((each) => [each.out.id, each.back?.id])).toEqual([['o', 'b']]);
	});
	it('[B1] who leaves again after coming back is out again', () => {
		const facts = [out('o1', '10:40'), back('b1', '11:30', 'o1'), out('o2', '14:00')];
		expect(outAt('13:00', facts)).toBeNull();
		expect(outAt('14:05', facts)).toBe('o2');
		expect(outAt('14:05', facts.reverse())).toBe('o2');
	});
	it('[B1] signed out by two people and back once: back', () => {
		const facts = [out('desk', '10:40'), out('office', '10:41'), back('b', '11:30', 'office')];
		expect(outAt('11:20', facts)).toBe('office');
		expect(outAt('11:35', facts)).toBeNull();
	});
	it('[B3] a corrected leaving keeps the coming back that named it, twice corrected too', () => {
		const facts = [
			out('o', '10:40'),
			back('b', '11:30', 'o'),
			out('o2', '11:45', { replaces: ['o'] }),
			out('o3', '11:50', { replaces: ['o2'] })
		];
		expect(read('12:00', facts).outs.map((each) => [each.out.id, each.back?.id])).toEqual([['o3', 'b']]);
		expect(outAt('12:00', facts)).toBeNull();
	});
	it('[B3] a leaving taken back never was; a coming back taken back leaves the child out', () => {
		const cancelled = { cancelled: true } as const;
		expect(
			outAt('11:00', [out('o', '10:40'), out('x', '10:45', { replaces: ['o'], ...cancelled })])
		).toBeNull();
		const facts = [
			out('o', '10:40'),
			back('b', '11:30', 'o'),
			back('x', '11:31', 'o', { replaces: ['b'], ...cancelled })
		];
		expect(outAt('12:00', facts)).toBe('o');
	});
	it('[B3] a fact corrects its own kind only: nobody in class takes back a leaving', () => {
		expect(outAt('11:00', [out('o', '10:40'), elsewhere('e', '10:50', { replaces: ['o'] })])).toBe('o');
	});
	it('[B3] of facts that correct each other those that stand, each once', () => {
		const one = out('o', '10:40');
		expect(standing([one, one]).map(({ id }) => id)).toEqual(['o']);
		expect(standing([{ ...one, replaces: ['o'] }]).map(({ id }) => id)).toEqual(['o']);
		expect(standing([one, out('n', '10:35', { replaces: ['o'] })]).map(({ id }) => id)).toEqual(['n']);
	});
	it('[B2] overdue from the minute on at which the child was expected, and never if none was said', () => {
		const dentist = out('o', '10:40', { expectedBack: '11:30' });
		expect(isOverdueBack(dentist, at(MONDAY, '11:29:59'))).toBe(false);
		expect(isOverdueBack(dentist, at(MONDAY, '11:30'))).toBe(true);
		expect(isOverdueBack(out('o', '10:40'), at(MONDAY, '15:00'))).toBe(false);
	});
});

describe('in school, and not in the room', () => {
	const where = (minute: string, facts: HeldFact[]) => read(minute, facts).elsewhere?.id ?? null;

	it('[B5] from its minute to the one it names', () => {
		const facts = [elsewhere('e', '09:30', { until: '10:15' })];
		expect(['09:20', '09:30', '10:14', '10:15'].map((minute) => where(minute, facts))).toEqual([
			null,
			'e',
			'e',
			null
		]);
	});
	it('[B5] with no end named, to the end of its half-day', () => {
		expect(where('11:59', [elsewhere('e', '09:30')])).toBe('e');
		expect(where('12:00', [elsewhere('e', '09:30')])).toBeNull();
		expect(where('14:00', [elsewhere('e', '13:20', { session: 'PM' })])).toBe('e');
	});
	it('[B5] leaving ends it, and coming back does not begin it again', () => {
		const facts = [elsewhere('e', '09:30'), out('o', '10:40'), back('b', '11:30', 'o')];
		expect(where('10:30', facts)).toBe('e');
		expect(where('10:45', facts)).toBeNull();
		expect(where('11:45', facts)).toBeNull();
	});
	it('[B5] the latest holds', () => {
		const facts = [elsewhere('hall', '10:00'), elsewhere('library', '09:30')];
		expect(where('10:30', facts)).toBe('hall');
	});
	it('[B5] says where, or with which class', () => {
		expect(elsewhereWords(elsewhere('e', '09:30'), undefined)).toBe('In school, elsewhere: library');
		expect(elsewhereWords(elsewhere('e', '09:30', { withClass: 'c-4e' }), '4 Elm')).toBe(
			'In school, with 4 Elm'
		);
	});
});

it('[B1] the words say where to, as far as it was said', () => {
	expect(outWords(out('o', '10:40', { why: 'appointment', where: 'dentist' }))).toBe(
		'Out since 10:40: dentist'
	);
	expect(outWords(out('o', '10:40', { why: 'appointment' }))).toBe('Out since 10:40: appointment');
	expect(outWords(out('o', '10:40'))).toBe('Out since 10:40: gone home');
	expect(outWords(out('o', '10:40', { why: 'other' }))).toBe('Out since 10:40');
});

const minute = fc.integer({ min: 0, max: 20 }).map((n) => `10:${String(10 + n)}`);
const id = fc.constantFrom('a', 'b', 'c', 'd', 'e');
const replaces = fc.uniqueArray(id, { maxLength: 2 });
const anyFact: fc.Arbitrary<HeldFact> = fc.oneof(
	fc
		.tuple(id, minute, replaces)
		.map(([of, when, named]) => out(`o${of}`, when, { replaces: named.map((n) => `o${n}`) })),
	fc
		.tuple(id, minute, id, replaces)
		.map(([of, when, named, r]) => back(`b${of}`, when, `o${named}`, { replaces: r.map((n) => `b${n}`) })),
	fc.tuple(id, minute).map(([of, when]) => elsewhere(`e${of}`, when))
);

it('[B4] the same facts in any order, however often they came, say the same', () => {
	const distinct = fc.uniqueArray(anyFact, { selector: (fact) => fact.id, maxLength: 8 });
	fc.assert(
		fc.property(distinct, fc.integer(), (facts, seed) => {
			const shuffled = [...facts, ...facts.slice(0, 3)].sort(
				(a, b) => ((a.id.charCodeAt(1) * seed) % 7) - ((b.id.charCodeAt(1) * seed) % 7)
			);
			const ids = ({ out: gone, outs, elsewhere: room }: ReturnType<typeof read>) => [
				gone?.id,
				outs.map((each) => [each.out.id, each.back?.id]),
				room?.id
			];
			expect(ids(read('10:40', shuffled))).toEqual(ids(read('10:40', facts)));
		})
	);
});
