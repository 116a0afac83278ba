import { describe, expect, test } from 'vitest';
import { at, entry, PUPILS, schoolBook, TIMES } from '../../../tests/support/school-2026-27.ts';
import { arrival, message } from '../../../tests/support/desk-facts.ts';
import type { HeldFact } from '$lib/rules/facts.ts';
import { readRegister } from '$lib/rules/register.ts';
import { PaperTaking } from './paper-taking.svelte.ts';

const OF = { classId: 'c-3t', date: '2026-09-14', session: 'AM' } as const;
const { ava, ben, cal, dee } = PUPILS;
const BOOK = schoolBook();
const MORNING = {
	opensAt: at(OF.date, '08:50'),
	closesAt: at(OF.date, '09:10'),
	endsAt: at(OF.date, '12:00')
};
const BY = { how: 'paper', takenBy: 'Ms Teal', takenAt: '08:55', actId: 'act-1' } as const;

function opened(minute: string, ...facts: HeldFact[]): PaperTaking {
	const now = at(OF.date, minute);
	const taking = new PaperTaking(OF, () => ({ times: TIMES.AM, window: MORNING, now }));
	taking.take(readRegister(BOOK, facts, OF));
	return taking;
}
const marks = (taking: PaperTaking) => taking.drafts(BY).filter((draft) => draft.kind === 'mark');

describe('a register from paper', () => {
	test('nobody is present by default: nothing stated is nothing recorded but who is blank', () => {
		const taking = opened('09:15');
		expect(taking.counts).toMatchObject({ here: 0, left: 4 });
		const blanks = [ava, ben, cal, dee].map((each) => each.pupilId);
		expect(taking.drafts(BY)).toEqual([{ kind: 'finish', ...OF, blanks }]);
	});

	test('*All present but* states each blank without a known absence, the exceptions stand, and all is one act', () => {
		const taking = opened('09:15', message('rang'));
		taking.state(ben.pupilId, { answer: 'absent' });
		taking.allPresent();
		expect(taking.left.map((row) => row.pupil.pupilId)).toEqual([ava.pupilId]);
		taking.state(ava.pupilId, { answer: 'away' });
		expect(taking.counts).toMatchObject({ here: 2, absent: 1, away: 1, left: 0 });
		expect(marks(taking).map((draft) => draft.code ?? draft.confirms)).toEqual(['rang', 'N', '/', '/']);
		for (const draft of marks(taking)) expect(draft).toMatchObject({ ...BY, date: OF.date });
		expect(marks(taking)[0]?.sawPlans).toEqual(['rang']);
		expect(taking.drafts(BY).at(-1)).toMatchObject({ kind: 'finish', blanks: [] });
	});

	test('*Not all present* takes back what was stated together, and keeps the exceptions', () => {
		const taking = opened('09:15');
		taking.allPresent();
		taking.state(cal.pupilId, { answer: 'late' });
		taking.notAllPresent();
		expect(taking.counts).toMatchObject({ here: 0, late: 1, left: 3 });
	});

	test.each([
		['08:50', '/'],
		['09:09', 'L'],
		['09:10', 'U']
	] as const)('[L1] late at %s is %s, by the minute, with its own reason', (arrivedAt, code) => {
		const taking = opened('09:15');
		taking.state(ava.pupilId, { answer: 'late', arrivedAt });
		expect(marks(taking)).toMatchObject([{ code, arrivedAt, reason: expect.stringContaining(arrivedAt) }]);
	});

	test('[P7] late without a time is L without a time', () => {
		const taking = opened('09:15');
		taking.state(ava.pupilId, { answer: 'late' });
		expect(marks(taking)).toMatchObject([{ code: 'L' }]);
		expect(marks(taking)[0]).not.toHaveProperty('arrivedAt');
	});

	test('[A4] after the close what differs from a received mark needs a reason, and only that keeps it', () => {
		const taking = opened('09:15', entry({ id: 'e-ava', pupilId: ava.pupilId }));
		taking.state(ava.pupilId, { answer: 'absent' });
		taking.state(ben.pupilId, { answer: 'present' });
		expect(taking.differing().map((row) => row.pupil.pupilId)).toEqual([ava.pupilId]);
		expect(taking.mustSayWhy()).toBe(true);
		const said = taking.drafts({ ...BY, reason: 'Called again at 09:05' });
		expect(said.map((draft) => ('reason' in draft ? draft.reason : undefined))).toEqual([
			'Called again at 09:05',
			undefined,
			undefined
		]);
	});

	test('before the close it is the taking, and what differs is named all the same', () => {
		const taking = opened('09:00', entry({ id: 'e-ava', pupilId: ava.pupilId }));
		taking.state(ava.pupilId, { answer: 'absent' });
		expect(taking.differing()).toHaveLength(1);
		expect(taking.mustSayWhy()).toBe(false);
	});

	test('marks that came from the tablet stand without being stated again', () => {
		const taking = opened('09:15', entry({ id: 'e-ava', pupilId: ava.pupilId }));
		taking.allPresent();
		expect(taking.counts).toMatchObject({ here: 4, left: 0 });
		expect(marks(taking)).toHaveLength(3);
	});

	test('[E7] called absent before the child was signed in: the arrival stands and nothing speaks against it', () => {
		const taking = opened('09:15', arrival('came', '09:01', { pupilId: ava.pupilId }));
		taking.state(ava.pupilId, { answer: 'absent' });
		expect(marks(taking)).toEqual([]);
		expect(taking.drafts({ ...BY, takenAt: '09:05' }).filter((draft) => draft.kind === 'mark')).toMatchObject(
			[{ code: 'N' }]
		);
	});
});
