import fc from 'fast-check';
import { expect, it } from 'vitest';
import { drawnAtOnce } from './desk-drawn.ts';

it('the first child found is drawn with the letter, and with it those who stand already', () => {
	const stands = (name: string) => ['Ben', 'Cal'].includes(name);
	expect(drawnAtOnce(['Ava', 'Dee'], stands)).toEqual(['Ava']);
	expect(drawnAtOnce(['Ava', 'Ben', 'Cal', 'Dee'], stands)).toEqual(['Ava', 'Ben', 'Cal']);
	expect(drawnAtOnce(['Ben', 'Cal'], stands)).toEqual(['Ben', 'Cal']);
	expect(drawnAtOnce([], stands)).toEqual([]);
});

it('who comes a breath later comes below: no card that is drawn moves', () => {
	const ids = fc.uniqueArray(fc.nat({ max: 9 }), { maxLength: 6 });
	fc.assert(
		fc.property(ids, fc.uniqueArray(fc.nat({ max: 9 })), (found, standing) => {
			const drawn = drawnAtOnce(found, (id) => standing.includes(id));
			expect(drawn).toEqual(found.slice(0, drawn.length));
			expect(drawn.length).toBeGreaterThanOrEqual(Math.min(1, found.length));
		})
	);
});
