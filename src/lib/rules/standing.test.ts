import { describe, expect, it } from 'vitest';
import { at, entry } from '../../../tests/support/school-2026-27.ts';
import type { HeldFact, TimesFact } from './facts.ts';
import { Standing, tell, Told } from './standing.ts';

const DATE = '2026-09-14';
/** Other times of one day, told at a minute past nine. */
function times(id: string, minute: number, over: Partial<HeldFact<TimesFact>> = {}): HeldFact<TimesFact> {
	const { v, clock, signInId } = entry();
	const time = `09:${String(minute).padStart(2, '0')}`;
	return {
		...{ v, clock, signInId, id, kind: 'times', clientId: `c-${id}`, seq: 1, madeAt: at(DATE, time) },
		...{ date: DATE, times: {} as TimesFact['times'], reason: 'Snow', replaces: [], ...over }
	};
}
const idsOf = (facts: Iterable<{ id: string }>) => [...facts].map(({ id }) => id);

describe('what stands', () => {
	const first = times('first', 1);
	const second = times('second', 2);
	const corrected = times('corrected', 3, { replaces: ['first'] });
	const back = times('back', 4, { replaces: ['corrected'], cancelled: true });

	it('[R4] is what no other replaces, in the order in which it was made, asked again after each word', () => {
		const told = new Standing<TimesFact>();
		const after = (fact: HeldFact<TimesFact>) => {
			told.take(fact);
			return idsOf(told.standing);
		};
		expect(idsOf(told.standing)).toEqual([]);
		expect(after(second)).toEqual(['second']);
		expect(after(first)).toEqual(['first', 'second']);
		expect(after(corrected)).toEqual(['second', 'corrected']);
		// Who only takes back says nothing that holds; what had been replaced does not stand again.
		expect(after(back)).toEqual(['second']);
		expect(after(first)).toEqual(['second']);
		expect(idsOf(told.all)).toEqual(['second', 'first', 'corrected', 'back']);
	});

	it('[R4] whatever came first: what is replaced may come after what replaces it', () => {
		const told = new Standing<TimesFact>();
		for (const fact of [back, corrected, second, first]) told.take(fact);
		expect(idsOf(told.standing)).toEqual(['second']);
	});

	it('[R5] a fact is held as the school placed it, whichever telling comes first', () => {
		const placed = { ...first, position: 3, receivedAt: at(DATE, '09:30') };
		for (const tellings of [
			[first, placed],
			[placed, first]
		]) {
			const told = new Standing<TimesFact>();
			for (const each of tellings) told.take(each);
			expect(told.standing).toEqual([placed]);
		}
	});

	it('[R4] is worked out once between two words', () => {
		const told = new Standing<TimesFact>();
		told.take(first);
		expect(told.standing).toBe(told.standing);
	});
});

describe('what was told last', () => {
	it('[R4] holds, asked again after each word, each key for itself', () => {
		const about = new Map<string, Told<TimesFact>>();
		expect(new Told<TimesFact>().latest).toBeUndefined();
		tell(about, 'a', times('mid', 2));
		expect(about.get('a')?.latest?.id).toBe('mid');
		tell(about, 'a', times('last', 3));
		expect(about.get('a')?.latest?.id).toBe('last');
		tell(about, 'a', times('early', 1));
		tell(about, 'b', times('other', 1));
		expect([...about].map(([key, { latest }]) => [key, latest?.id])).toEqual([
			['a', 'last'],
			['b', 'other']
		]);
	});
});
