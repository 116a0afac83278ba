import { describe, expect, it } from 'vitest';
import {
	arrival,
	dayAt,
	fact,
	idOf,
	message,
	office,
	officeBook,
	on,
	plan,
	settle,
	tap
} from '../../../tests/support/office-day.ts';
import { must } from '../../../tests/support/school-2026-27.ts';
import { toCheck, toCheckOver } from './checking.ts';
import { dealtWith } from './dealt-with.ts';
import { readDay } from './day.ts';
import type { HeldFact } from './facts.ts';

const read = (time: string, ...facts: HeldFact[]) => toCheck(dayAt(time, facts));
const dealt = (time: string, ...facts: HeldFact[]) => dealtWith(dayAt(time, facts), facts);

describe('what the office has to look at', () => {
	it('[O5] two unseen answers are asked about with both of them, urgent ones first', () => {
		const present = tap('ava', '08:52', '/');
		const absent = tap('ava', '08:53', 'N', { clientId: 'c-other' });
		const came = arrival('ben', '09:01');
		const missing = tap('ben', '09:05', 'N');
		const { disputes } = read('09:20', present, absent, came, missing);
		expect(disputes.map((each) => [each.row.pupil.pupilId, each.urgent])).toEqual([
			[idOf('ben'), true],
			[idOf('ava'), false]
		]);
		expect(disputes[1]?.answers.map((each) => each.id)).toEqual([present.id, absent.id]);
	});

	it('[O5] what nobody decided is to check on the next day too, after that day’s own', () => {
		const yesterday = { date: '2026-11-06' };
		const was = [
			tap('ava', '08:52', '/', yesterday),
			tap('ava', '08:53', 'N', { ...yesterday, clientId: 'c-other' })
		];
		const now = [tap('ben', '08:52', '/'), tap('ben', '08:53', 'N', { clientId: 'c-other' })];
		const days = [dayAt('09:20', now), readDay(officeBook(), was, yesterday.date, on('09:20'))];
		const { disputes } = toCheckOver(days);
		expect(disputes.map(({ row, of }) => [row.pupil.pupilId, of.date])).toEqual([
			[idOf('ben'), '2026-11-09'],
			[idOf('ava'), '2026-11-06']
		]);
	});

	it('[E10] a fill that had not seen a plan is asked about with the plan beside it', () => {
		const known = plan('ava');
		const filled = tap('ava', '08:55', '/', { how: 'filled' });
		const [only] = read('09:20', known, filled).disputes;
		expect(only?.answers.map((each) => each.id)).toEqual([filled.id, known.id]);
	});

	it('a message that the class confirmed waits for its code; one with a code does not', () => {
		const rang = message('ava', { reason: 'Tummy bug' });
		const coded = plan('ben', { code: 'M' });
		const confirm = (who: 'ava' | 'ben', confirms: string) =>
			tap(who, '08:52', undefined, { how: 'plan', confirms, sawPlans: [confirms] });
		const { codes } = read('09:20', rang, coded, confirm('ava', rang.id), confirm('ben', coded.id));
		expect(codes).toMatchObject([{ from: 'message', plan: { id: rang.id } }]);
		expect(codes).toHaveLength(1);
	});

	it('a message for a child marked N waits for its code too, because nobody is to ring', () => {
		const { codes } = read('09:20', message('ava'), tap('ava', '08:52', 'N'));
		expect(codes.map((each) => each.row.pupil.pupilId)).toEqual([idOf('ava')]);
	});

	it('[O5] a code that the class proposes waits until it stands, or until somebody settles it', () => {
		const propose = fact('09:25', {
			kind: 'propose',
			pupilId: idOf('ava'),
			code: 'U',
			arrivedAt: '09:25'
		});
		const absent = tap('ava', '08:52', 'N');
		expect(read('09:30', absent, propose).codes).toMatchObject([{ from: 'proposal' }]);
		expect(read('09:30', absent, propose, settle(propose.id, '09:28')).codes).toEqual([]);
		const entered = office('ava', '09:28', 'U', { arrivedAt: '09:25', replaces: [absent.id] });
		expect(read('09:30', absent, propose, entered).codes).toEqual([]);
	});

	it('a name that is on no list stands until it is settled', () => {
		const name = fact('08:58', { kind: 'unlisted', name: 'Zara' });
		expect(read('09:20', name).names).toMatchObject([{ unlisted: { name: 'Zara' } }]);
		expect(read('09:20', name, settle(name.id, '09:05')).names).toEqual([]);
	});

	it('[O5] flagged marks stand together by register and flag, each once, and one that was replaced is not asked about', () => {
		const late = tap('ava', '09:15', '/', { flags: ['late-taking', 'clock'] });
		const doubtful = tap('ben', '09:10', '/', { flags: ['clock'] });
		const replaced = tap('cal', '09:15', '/', { flags: ['late-taking'] });
		const after = tap('cal', '09:16', 'N', { flags: ['late-taking'], replaces: [replaced.id] });
		const { flags } = read('09:20', late, doubtful, replaced, after);
		expect(flags.map(({ flag, marks }) => [flag, marks.map(({ entry }) => entry.id)])).toEqual([
			['clock', [late.id, doubtful.id]],
			['late-taking', [after.id]]
		]);
		const seen = settle(`flag:${late.id}`, '09:18');
		expect(read('09:20', late, seen).flags).toEqual([]);
	});

	it('a quiet day has nothing to look at', () => {
		expect(read('09:20', tap('ava', '08:52', '/'))).toEqual({
			disputes: [],
			codes: [],
			names: [],
			flags: []
		});
	});
});

describe('what was dealt with', () => {
	const present = tap('ava', '08:52', '/');
	const absent = tap('ava', '08:53', 'N', { clientId: 'c-other' });

	it('an entry that replaces two answers which disagreed is a dispute dealt with, with its reason', () => {
		const right = office('ava', '09:15', '/', {
			replaces: [present.id, absent.id],
			reason: 'Seen in the room'
		});
		const { disputes } = dealt('09:20', present, absent, right);
		expect(disputes).toMatchObject([{ entry: { id: right.id }, reason: 'Seen in the room' }]);
	});

	it('a correction of one answer is no dispute dealt with', () => {
		const right = office('ava', '09:15', 'I', { replaces: [absent.id], reason: 'Mother rang' });
		expect(dealt('09:20', absent, right).disputes).toEqual([]);
	});

	it('a message’s code that was entered, a name and a flag that were settled each stand in their own list', () => {
		const rang = message('ben', { reason: 'Tummy bug' });
		const confirmed = tap('ben', '08:52', undefined, {
			how: 'plan',
			confirms: rang.id,
			sawPlans: [rang.id]
		});
		const ill = office('ben', '09:15', 'I', {
			replaces: [confirmed.id],
			sawPlans: [rang.id],
			reason: 'Tummy bug'
		});
		const name = fact('08:58', { kind: 'unlisted', name: 'Zara' });
		const flagged = tap('cal', '09:10', '/', { flags: ['clock'] });
		const day = [rang, confirmed, ill, name, flagged];
		const lists = dealt('09:20', ...day, settle(name.id, '09:05'), settle(`flag:${flagged.id}`, '09:18'));
		expect(lists.codes.map((each) => each.entry?.id)).toEqual([ill.id]);
		expect(lists.names).toMatchObject([{ about: { name: 'Zara' }, outcome: 'closed' }]);
		expect(lists.flags).toHaveLength(1);
		expect(lists.refused).toEqual([]);
	});

	it('a settling of what this device never held is of a refused fact; one accepted shows the entry that cites it', () => {
		const entered = office('ava', '09:15', '/', { cites: 'refused-1', reason: 'Class confirms' });
		const lists = dealt('09:20', entered, settle('refused-1', '09:15'), settle('refused-2', '09:16'));
		expect(lists.refused.map((each) => [each.id, each.entry?.id ?? null])).toHaveLength(2);
		expect(must(lists.refused[1], 'the first settled comes last').entry?.id).toBe(entered.id);
		expect(lists.refused[0]?.entry).toBeNull();
	});

	it('a child found is no refused fact: it was settled under the mark that this device holds', () => {
		const missing = tap('ava', '08:52', 'N');
		expect(dealt('09:20', missing, settle(missing.id, '09:30')).refused).toEqual([]);
	});
});
