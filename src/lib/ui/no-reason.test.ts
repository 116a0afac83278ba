import { expect, test } from 'vitest';
import { at, schoolBook } from '../../../tests/support/school-2026-27.ts';
import type { StandingN } from '$lib/rules/n-clock.ts';
import { notEstablished, reasonDrafts, underInstruction, whyNotAll } from './no-reason-drafts.ts';

const n = (session: 'AM' | 'PM'): StandingN => ({
	...{ pupilId: 'p-ava', classId: 'c-3t', date: '2026-09-14', session, isDisputed: false },
	...{ entry: `head-${session}`, entries: [`first-${session}`, `head-${session}`] }
});

test('[N3] case E5: O with its reason is one entry that replaces all that stood, and asks a person', () => {
	expect(notEstablished([n('AM')], 'act')).toEqual([
		{
			kind: 'mark',
			pupilId: 'p-ava',
			classId: 'c-3t',
			date: '2026-09-14',
			session: 'AM',
			how: 'office',
			code: 'O',
			reason: 'Not established in 5 school days',
			sawPlans: [],
			replaces: ['first-AM', 'head-AM']
		}
	]);
});

test('[N3] several half-days of one child are one act with one reason', () => {
	const drafts = reasonDrafts([n('AM'), n('PM')], { code: 'I' }, 'Mother rang: tummy bug', 'act');
	expect(drafts.map(({ session, code, reason, actId }) => ({ session, code, reason, actId }))).toEqual([
		{ session: 'AM', code: 'I', reason: 'Mother rang: tummy bug', actId: 'act' },
		{ session: 'PM', code: 'I', reason: 'Mother rang: tummy bug', actId: 'act' }
	]);
});

test('[N5] what is entered under the head’s instruction says so in each entry', () => {
	expect(underInstruction([n('AM')], 'i-1', 'act')).toMatchObject([
		{ code: 'O', instruction: 'i-1', actId: 'act', reason: 'Not established in 5 school days' }
	]);
});

test('[C12] case C14: R for several days is refused before it is recorded; both halves of one day are not', () => {
	const by = { book: schoolBook(), role: 'attendance' as const, now: at('2026-09-18', '10:00') };
	const on = (date: string, session: 'AM' | 'PM' = 'AM'): StandingN => ({ ...n(session), date });
	const why = (sessions: StandingN[], chosen: Parameters<typeof whyNotAll>[1]) =>
		whyNotAll(sessions, chosen, 'Letter', by);
	const eid = { code: 'R', detail: 'Eid al-Fitr' } as const;
	const friday = [on('2026-09-11'), on('2026-09-11', 'PM')];
	expect(why(friday, eid)).toBe(null);
	expect(why([...friday, on('2026-09-14')], eid)).toContain('R is for the one day');
	expect(why([...friday, on('2026-09-14')], { code: 'I' })).toBe(null);
	expect(why(friday, { code: 'R' })).toBe('Enter the religious day.');
});
