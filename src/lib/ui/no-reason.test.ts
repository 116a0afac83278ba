import { expect, test } from 'vitest';
import type { StandingN } from '$lib/rules/n-clock.ts';
import { notEstablished, reasonDrafts, underInstruction } from './no-reason-drafts.ts';

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
