import { describe, expect, it } from 'vitest';
import { book, details, leave, move, register, told } from '../../../../tests/support/roll-facts.ts';
import { isToJoin } from './to-join.ts';

describe('who is to join a class', () => {
	const eve = (startingDay: string) =>
		told({ kind: 'pupil', ...details({ pupilId: 'p-eve', register: register({ startingDay }) }) });
	const place = told({ kind: 'place', pupilId: 'p-eve', classId: 'c-4e', from: '2026-11-30' });
	const on = (date: string, classId = 'c-4e') => ({ pupilId: 'p-eve', classId, date });

	it('[C11] a child with a starting day and a class from a later day, until the day before', () => {
		const held = book(eve('2026-11-30'), place);
		expect(isToJoin(held, on('2026-11-23'))).toBe(true);
		expect(isToJoin(held, on('2026-11-29'))).toBe(true);
		expect(isToJoin(held, on('2026-11-30'))).toBe(false);
		expect(isToJoin(held, on('2026-11-23', 'c-3t'))).toBe(false);
	});

	it('[C11] from the starting day on a child is on the register, whether or not a class list has the child yet', () => {
		expect(isToJoin(book(eve('2026-11-25'), place), on('2026-11-24'))).toBe(true);
		expect(isToJoin(book(eve('2026-11-25'), place), on('2026-11-25'))).toBe(false);
	});

	it('[C11] nobody who is on a list, who has left, or of whom no starting day or class is known', () => {
		const ava = { pupilId: 'p-ava', classId: 'c-4e', date: '2026-11-23' };
		const later = told({ kind: 'pupil', ...details({ register: register({ startingDay: '2026-11-30' }) }) });
		expect(isToJoin(book(later, move('2026-11-30')), ava)).toBe(false);
		expect(isToJoin(book(leave('2026-11-20')), ava)).toBe(false);
		expect(isToJoin(book(leave('2026-11-20'), move('2026-11-30')), ava)).toBe(false);
		expect(isToJoin(book(eve('2026-11-30')), on('2026-11-23'))).toBe(false);
		expect(isToJoin(book(place), on('2026-11-23'))).toBe(false);
	});
});
