import { describe, expect, it } from 'vitest';
import {
	CONTACTS,
	DATE,
	dayAt,
	desk,
	on,
	presentButFor,
	tablet,
	tap
} from '../../../tests/support/office-day.ts';
import { must, TIMES } from '../../../tests/support/school-2026-27.ts';
import { childrenToFind } from '../rules/find.ts';
import { codesAfterCall, heardDrafts, heardProblem, settleDraft } from './find-drafts.ts';

const day = dayAt('09:14', [...presentButFor('ava'), tap('ava', '08:52', 'N')]);
const known = {
	session: 'AM',
	now: on('09:14'),
	tablets: [tablet('09:14')],
	tabletsAt: on('09:14')
} as const;
const row = must(childrenToFind(day, { ...known, desks: [desk('09:14')] }).rows[0], 'a row');
const asked = { row, date: DATE, times: TIMES.AM, now: on('09:14') };
const cold = { reason: 'She has a cold', code: 'I' } as const;

describe('what was heard of a child', () => {
	it('G2 the call and the office’s code are one act, and the reason is typed once', () => {
		expect(heardDrafts(row, DATE, CONTACTS[0], cold, ['plan-1'])).toEqual([
			{
				...{ kind: 'call', pupilId: 'p-ava', classId: 'c-3t', date: DATE, session: 'AM' },
				...{ contact: { name: 'Mary', order: 1 }, outcome: 'spoke', reason: 'She has a cold' }
			},
			{
				...{ kind: 'mark', pupilId: 'p-ava', classId: 'c-3t', date: DATE, session: 'AM', how: 'office' },
				...{ code: 'I', reason: 'She has a cold', sawPlans: ['plan-1'] }
			}
		]);
	});
	it('without a code the call alone is kept; of what was heard before, the code alone', () => {
		const kinds = (...args: Parameters<typeof heardDrafts>) => heardDrafts(...args).map(({ kind }) => kind);
		expect(kinds(row, DATE, CONTACTS[1], { ...cold, code: null }, [])).toEqual(['call']);
		expect(kinds(row, DATE, null, cold, [])).toEqual(['mark']);
	});
	it('[P6] the codes are those of the role, why a child is away and never that one is here', () => {
		const codes = codesAfterCall('attendance', row, DATE);
		expect(codes).toEqual(expect.arrayContaining(['I', 'M', 'G', 'O']));
		expect(codes).not.toEqual(expect.arrayContaining(['N']));
		expect(codes.filter((code) => ['/', '\\', 'L', 'U', 'N', 'C'].includes(code))).toEqual([]);
		expect(codesAfterCall('reception', row, DATE)).toEqual([]);
	});
	it('F1 a blank reason is refused with a sentence, and so is a code that wants more', () => {
		const problem = (heard: Parameters<typeof heardProblem>[0]) =>
			heardProblem(heard, { ...asked, role: 'attendance' });
		expect(problem({ ...cold, reason: ' ' })).toEqual({
			at: 'reason',
			words: 'Enter what was said, in a few words'
		});
		expect(problem(cold)).toBeNull();
		expect(problem({ ...cold, code: 'Y7' })).toEqual({
			at: 'code',
			words: 'Enter what kept the pupil from coming.'
		});
		expect(problem({ ...cold, code: 'Y7', detail: 'Flooded road' })).toBeNull();
	});
	it('[CF8] a row is settled under the name that the rule looks for', () => {
		expect(settleDraft(row, DATE, 'Seen in the library')).toEqual({
			...{ kind: 'settle', classId: 'c-3t', date: DATE, session: 'AM', outcome: 'closed' },
			...{ about: row.about, reason: 'Seen in the library' }
		});
	});
});
