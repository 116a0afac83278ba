import { expect, it } from 'vitest';
import type { Draft } from './draft.ts';
import { signedInTablet, tap } from './fake-tablet.ts';

const DATE = '2026-11-23';
const message: Draft = {
	kind: 'plan',
	pupilId: 'p-1',
	from: { date: DATE, session: 'AM' },
	to: { date: DATE, session: 'PM' },
	reason: 'A cold',
	message: { from: 'Sam, mother', via: 'phone' },
	replaces: []
};

it('[D-record] a day holds what was recorded here, what waits, and what was refused: a message too, which lies in no half-day', async () => {
	const { device, school } = await signedInTablet();
	const [mark] = await device.record(tap('p-2'));
	const [told] = await device.record(message);
	const before = await device.day(DATE);
	expect(before.facts.map((fact) => fact.id)).toEqual(expect.arrayContaining([mark?.id, told?.id]));
	expect([...before.unsentIds]).toEqual([mark?.id]);

	school.refuses = (fact) => (fact.kind === 'plan' ? { code: 'role', message: 'Ask the office.' } : null);
	await device.sync('test');
	const after = await device.day(DATE);
	expect(after.refused).toMatchObject([{ fact: { id: told?.id }, message: 'Ask the office.' }]);
	expect(after.facts.map((fact) => fact.id)).not.toContain(told?.id);
	expect(after.unsentIds.size).toBe(0);
	expect((await device.day('2026-11-24')).refused).toEqual([]);
});
