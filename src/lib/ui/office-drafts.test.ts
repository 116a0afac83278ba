import { describe, expect, test } from 'vitest';
import { DATE, dayAt, fact, idOf, message, officeBook, on, tap } from '../../../tests/support/office-day.ts';
import { must, STAFF } from '../../../tests/support/school-2026-27.ts';
import { toCheck } from '$lib/rules/checking.ts';
import type { HeldFact } from '$lib/rules/facts.ts';
import { codeDrafts, officeMark, whyNot } from './office-drafts.ts';

const itemOf = (...facts: HeldFact[]) => must(toCheck(dayAt('09:20', facts)).codes[0], 'a code to settle');
const child = {
	of: { classId: 'c-3t', date: DATE, session: 'AM' as const },
	pupilId: idOf('ava'),
	sawPlans: []
};

describe('what one click of the office records', () => {
	test('a message’s code comes with the reason already told, and goes on with the message', () => {
		const rang = message('ava', { reason: 'Tummy bug' });
		const confirmed = tap('ava', '08:52', undefined, { how: 'plan', confirms: rang.id, sawPlans: [rang.id] });
		const [mark, plan, ...more] = codeDrafts(itemOf(rang, confirmed), { code: 'I' });
		expect(mark).toMatchObject({
			kind: 'mark',
			how: 'office',
			code: 'I',
			reason: 'Tummy bug',
			sawPlans: [rang.id]
		});
		expect(plan).toMatchObject({ kind: 'plan', code: 'I', replaces: [rang.id], message: { from: 'Mary' } });
		expect(more).toEqual([]);
	});

	test('[A4] a message without a reason still gives one that can be read later', () => {
		const rang = message('ava', { to: { date: DATE, session: 'AM' } });
		const confirmed = tap('ava', '08:52', undefined, { how: 'plan', confirms: rang.id, sawPlans: [rang.id] });
		expect(codeDrafts(itemOf(rang, confirmed), { code: 'I' })).toMatchObject([
			{ reason: 'Mary rang, no reason given' }
		]);
	});

	test('a U of the class is entered by its word, and settled in the same act', () => {
		const propose = fact('09:25', {
			...{ kind: 'propose', pupilId: idOf('ava'), code: 'U', arrivedAt: '09:25' },
			maker: STAFF.teal
		});
		const drafts = codeDrafts(itemOf(tap('ava', '08:52', 'N'), propose), { code: 'U', arrivedAt: '09:25' });
		expect(drafts).toMatchObject([
			{ how: 'told', code: 'U', arrivedAt: '09:25', takenBy: 'Ms Teal', takenAt: '09:25' },
			{ kind: 'settle', about: propose.id, outcome: 'accepted' }
		]);
	});

	test('[P3] what a role may not enter is said before it is recorded', () => {
		const by = { book: officeBook(), role: 'attendance' as const, now: on('09:20') };
		const no = (code: 'E' | 'I' | 'U') => whyNot(officeMark(child, { code }, 'Because'), { code }, by);
		expect(no('I')).toBeNull();
		expect(no('E')).toContain('for the head');
		expect(no('U')).toBe('Enter the time the pupil arrived.');
	});
});
