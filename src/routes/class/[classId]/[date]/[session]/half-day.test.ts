import { expect, it } from 'vitest';
import { load } from './+page.ts';

const at = (date: string, session: string) =>
	load({ params: { classId: 'c-4elm', date, session } } as Parameters<typeof load>[0]);

it('the address of a half-day opens it', () => {
	expect(at('2026-11-23', 'am')).toEqual({ classId: 'c-4elm', date: '2026-11-23', session: 'AM' });
	expect(at('2028-02-29', 'pm')).toMatchObject({ date: '2028-02-29', session: 'PM' });
});

it.each([
	['2026-02-30', 'am'],
	['2026-11-23', 'noon'],
	['2026-11-3', 'am'],
	['today', 'pm']
])('%s, %s is no half-day: there is no such page', (date, session) => {
	expect(() => at(date, session)).toThrow(expect.objectContaining({ status: 404 }));
});
