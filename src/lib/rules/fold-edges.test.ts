import { describe, expect, it } from 'vitest';
import { arrival, office, tap } from '../../../tests/support/office-day.ts';
import type { Entry, HeldFact } from './facts.ts';
import { asksForPlans, fold, NO_PLANS } from './fold.ts';
import type { CellFact } from './mark.ts';

/** The same answer, whichever of the facts a machine heard first. */
function foldBothWays(...facts: CellFact[]) {
	const mark = fold(facts);
	expect(fold([...facts].reverse())).toEqual(mark);
	return mark;
}

const told = (minute: string, code: Entry['code'], over: Partial<HeldFact<Entry>> = {}) =>
	tap('ava', '09:40', code, { how: 'told', takenAt: minute, ...over });

describe('equals and boundaries', () => {
	it('[E3] among equals the later made shows, whatever the ids; of one instant the greater id, whatever the order', () => {
		const later = [office('ava', '09:20', 'I', { id: 'b' }), office('ava', '09:21', 'M', { id: 'a' })];
		expect(foldBothWays(...later).code).toBe('M');
		const same = [office('ava', '09:20', 'I', { id: 'b' }), office('ava', '09:20', 'M', { id: 'a' })];
		expect(foldBothWays(...same).code).toBe('I');
	});

	it('[E3] the office’s presence with a stated minute is stronger than a later tap; without one it is its equal', () => {
		const tapped = tap('ava', '09:30', 'L');
		expect(foldBothWays(office('ava', '09:20', 'U', { arrivedAt: '09:15' }), tapped).code).toBe('U');
		expect(foldBothWays(office('ava', '09:20', 'U'), tapped).code).toBe('L');
	});

	it('[E1] the same fact told twice: the one that the school has placed is kept, whichever came first', () => {
		const placed = tap('ava', '08:52', '/', { id: 'p', position: 7 });
		const { position: _, ...unplaced } = placed;
		const [line] = foldBothWays(placed, unplaced).history;
		expect(line?.entry).toEqual(placed);
		// Our own copy knows more of the sign-in; the school's place counts for more.
		const own = { ...unplaced, signInId: 'a' };
		expect(foldBothWays(placed, own).history[0]?.entry).toEqual(placed);
		const other = { ...placed, signInId: 'in-another' };
		const kept = foldBothWays(placed, other).history;
		expect(kept).toHaveLength(1);
		expect([placed, other]).toContainEqual(kept[0]?.entry);
	});

	it('[E11] entries of one instant lie in the order of their ids', () => {
		const lines = foldBothWays(
			tap('ava', '08:52', 'N', { id: 'b' }),
			tap('ava', '08:52', '/', { id: 'a', replaces: ['b'] }),
			tap('ava', '08:52', '/', { id: 'c', replaces: ['a', 'b'] })
		).history;
		expect(lines.map((line) => line.entry.id)).toEqual(['a', 'b', 'c']);
	});

	it('[E6] Present tapped as the arrival’s minute begins has seen the child', () => {
		expect(foldBothWays(arrival('ava', '09:01'), tap('ava', '09:01', '/'))).toMatchObject({
			code: 'L',
			dispute: null,
			arrival: { seenInClass: true }
		});
	});

	it('[E7] Absent as the arrival’s minute begins is too close to tell; as the next begins it is urgent', () => {
		expect(foldBothWays(arrival('ava', '09:01'), tap('ava', '09:01', 'N')).dispute).toMatchObject({
			urgent: false
		});
		expect(foldBothWays(arrival('ava', '09:01'), tap('ava', '09:02', 'N')).dispute).toMatchObject({
			urgent: true
		});
	});

	it('[E4] Late tapped before the arrival’s minute and signed in late: one code, no dispute, not seen since', () => {
		expect(foldBothWays(tap('ava', '08:58', 'L'), arrival('ava', '09:01'))).toMatchObject({
			code: 'L',
			dispute: null,
			arrival: { seenInClass: false }
		});
	});

	it('[E6] a fill before or after the arrival is a dispute, never urgent and never a sighting', () => {
		for (const minute of ['08:55', '09:05'])
			expect(foldBothWays(tap('ava', minute, '/', { how: 'filled' }), arrival('ava', '09:01'))).toMatchObject(
				{ code: 'L', dispute: { urgent: false }, arrival: { seenInClass: false } }
			);
	});

	it('[E6] [E15] two answers of one minute, both corrected at the desk: seen in class or not, but the same on every machine', () => {
		const corrected = arrival('ava', '09:45', {
			id: 'later',
			arrivedAt: '09:01',
			replaces: ['a-gone', 'b-here', 'desk']
		});
		const facts = [
			told('09:05', 'N', { id: 'a-gone' }),
			told('09:05', '/', { id: 'b-here' }),
			arrival('ava', '09:01', { id: 'desk' }),
			corrected
		];
		expect(foldBothWays(...facts).arrival).toMatchObject({ entry: 'later', seenInClass: true });
	});

	it('[E6] of what had been seen in class before the desk corrected, the latest counts, in whatever order it came', () => {
		const gone = foldBothWays(
			arrival('ava', '09:01', { id: 'desk' }),
			tap('ava', '09:02', '/', { id: 'here', replaces: ['desk'] }),
			tap('ava', '09:04', 'N', { id: 'gone', replaces: ['desk', 'here'] }),
			arrival('ava', '09:05', { id: 'later', arrivedAt: '09:01', replaces: ['desk', 'here', 'gone'] })
		);
		expect(gone.arrival?.seenInClass).toBe(false);
	});
});

describe('what is no arrival, and what is', () => {
	it('[E6] the office’s entry with a stated minute is one; a tap with a minute, or the desk’s entry without one, is not', () => {
		const byOffice = office('ava', '09:30', 'U', { arrivedAt: '09:15' });
		expect(fold([byOffice])).toMatchObject({ shown: 'late', arrival: { at: '09:15', seenInClass: false } });
		expect(foldBothWays(byOffice, tap('ava', '09:20', 'N')).dispute).toMatchObject({ urgent: true });
		expect(fold([tap('ava', '09:01', 'L', { arrivedAt: '09:01' })]).arrival).toBeNull();
		expect(fold([office('ava', '09:01', 'U')]).arrival).toBeNull();
		const { arrivedAt: _, ...without } = arrival('ava', '09:01');
		expect(fold([without]).arrival).toBeNull();
	});

	it('[E6] what was carried over from another system saw nobody', () => {
		const imported = tap('ava', '09:05', '/', { how: 'import' });
		const mark = foldBothWays(imported, arrival('ava', '09:01'));
		expect(mark).toMatchObject({ code: 'L', arrival: { seenInClass: false } });
		expect(mark.dispute).not.toBeNull();
	});

	it('[E15] only what was entered from paper or by word counts from the minute of the calling', () => {
		const tapped = tap('ava', '09:20', 'N', { takenAt: '08:55' });
		expect(foldBothWays(tapped, arrival('ava', '09:01')).dispute).toMatchObject({ urgent: true });
	});
});

describe('what disagrees with a cause', () => {
	it('[E8] only the office’s own cause settles an N: one that was told by word does not', () => {
		expect(foldBothWays(told('08:55', 'I'), tap('ava', '08:52', 'N'))).toMatchObject({
			code: 'I',
			dispute: { urgent: false }
		});
	});

	it('[E9] the office’s presence and an N, the office’s cause and a fill: disputes', () => {
		expect(foldBothWays(office('ava', '09:20', '/'), tap('ava', '08:52', 'N')).dispute).not.toBeNull();
		const fill = tap('ava', '08:55', '/', { how: 'filled' });
		expect(foldBothWays(office('ava', '09:20', 'I'), fill)).toMatchObject({
			code: 'I',
			dispute: { urgent: false }
		});
	});

	it('[E13] confirmations whose plans are not held: one plan is one answer, two are a dispute', () => {
		const confirmed = (id: string, confirms: string) => {
			const { code: _, ...rest } = tap('ava', '08:52', 'M', { id, how: 'plan', confirms });
			return rest;
		};
		expect(foldBothWays(confirmed('a', 'v'), confirmed('b', 'v')).dispute).toBeNull();
		expect(foldBothWays(confirmed('a', 'v'), confirmed('b', 'w')).dispute).not.toBeNull();
	});
});

describe('where no plan is held', () => {
	it('[E10] a fill stands, and a tap never asks for plans', () => {
		const fill = tap('ava', '08:55', '/', { how: 'filled' });
		expect(fold([fill], NO_PLANS)).toMatchObject({ code: '/', provisional: false, dispute: null });
		expect(asksForPlans(fill)).toBe(true);
		expect(asksForPlans(tap('ava', '08:52', '/'))).toBe(false);
		expect(asksForPlans({ how: 'plan', confirms: 'v' })).toBe(true);
	});
});
