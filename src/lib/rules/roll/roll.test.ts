import { describe, expect, it } from 'vitest';
import {
	book,
	contact,
	details,
	leave,
	listOf,
	move,
	register,
	told
} from '../../../../tests/support/roll-facts.ts';
import { PUPILS } from '../../../../tests/support/school-2026-27.ts';
import type { Book } from '../book.ts';
import type { HeldFact, PupilFact } from '../facts.ts';
import { rollHistory } from './amendments.ts';
import { detailsProblems, detailsWarnings } from './details.ts';
import { GROUNDS, groundsFor, groundWords } from './grounds.ts';
import { rollRefusal } from './judge-roll.ts';
import { rollChanges, standingOn } from './lists.ts';
import { leavingProblems, listedTooEarly, placingProblems } from './moving.ts';

describe('who is on roll', () => {
	it('[J1] class lists of a date: a move in mid-week counts from its own day', () => {
		const held = book(move('2026-11-25'));
		expect(listOf(held, 'c-3t', '2026-11-24')).toEqual(['Ava', 'Ben', 'Cal', 'Dee']);
		expect(listOf(held, 'c-3t', '2026-11-25')).toEqual(['Ben', 'Cal', 'Dee']);
		expect(listOf(held, 'c-4e', '2026-11-25')).toEqual(['Ava']);
	});

	it('[J1] who starts, moves and leaves soon, by date; what was taken back is no change', () => {
		const starter = told({ kind: 'pupil', ...details({ pupilId: 'p-eve', forename: 'Eve' }) });
		const start = told({ kind: 'place', pupilId: 'p-eve', classId: 'c-3t', from: '2026-11-30' });
		const wrong = told({ kind: 'place', pupilId: 'p-ben', classId: 'c-4e', from: '2026-11-26' });
		const back = told({
			kind: 'place',
			pupilId: 'p-ben',
			classId: 'c-4e',
			from: '2026-11-26',
			replaces: [wrong.id],
			cancelled: true
		});
		// The same class said again moves nobody.
		const again = told({ kind: 'place', pupilId: 'p-dee', classId: 'c-3t', from: '2026-11-24' });
		const held = book(move('2026-11-25'), starter, start, wrong, back, again, leave('2026-12-18'));
		expect(
			rollChanges(held, '2026-11-23', '2026-12-31').map((each) => [
				each.what,
				each.pupil.forename,
				each.date,
				each.className
			])
		).toEqual([
			['moves', 'Ava', '2026-11-25', '4E'],
			['starts', 'Eve', '2026-11-30', '3T'],
			['leaves', 'Ava', '2026-12-18', '4E']
		]);
		expect(standingOn(held, 'p-eve', '2026-11-23')).toMatchObject({ is: 'to-start' });
		expect(standingOn(held, 'p-ava', '2026-12-18')).toMatchObject({
			is: 'on-roll',
			leaves: { lastDay: '2026-12-18' }
		});
		expect(standingOn(held, 'p-ava', '2026-12-19')).toMatchObject({ is: 'left' });
	});

	it('[J4] a start before the starting day, or in the class the pupil is in, is refused', () => {
		const held = book(told({ kind: 'pupil', ...details() }));
		const placing = { pupilId: 'p-ava', classId: 'c-4e', from: '2026-11-25' };
		expect(placingProblems(held, placing)).toEqual([]);
		expect(placingProblems(held, { ...placing, from: '2023-09-01' })).toMatchObject([{ field: 'from' }]);
		expect(placingProblems(held, { ...placing, classId: 'c-3t' })).toMatchObject([{ field: 'classId' }]);
		expect(placingProblems(held, { ...placing, classId: '' })).toMatchObject([{ words: 'Select the class' }]);
	});
});

it('[J4] who stands on a class list before a starting day that was put off is pointed out; who came back is not', () => {
	const starting = (startingDay: string) =>
		told({ kind: 'pupil', ...details({ register: register({ startingDay }) }) });
	expect(listedTooEarly(book(starting('2026-09-01')), 'p-ava')).toBeNull();
	expect(listedTooEarly(book(starting('2026-11-30')), 'p-ava')).toContain('30 November 2026');
	const back = [leave('2026-10-09'), move('2026-11-30'), starting('2026-11-30')];
	expect(listedTooEarly(book(...back), 'p-ava')).toBeNull();
	expect(listedTooEarly(book(), 'p-nobody')).toBeNull();
});

it('[J1] [J4] a start that was put off stands among those that are soon, by its new day, until the class is corrected', () => {
	const from = (day: string, over: object = {}) =>
		told({ kind: 'place', pupilId: 'p-eve', classId: 'c-3t', from: day, ...over });
	const eve = (startingDay: string) =>
		told({
			kind: 'pupil',
			...details({ pupilId: 'p-eve', forename: 'Eve', register: register({ startingDay }) })
		});
	const soon = (held: Book) =>
		rollChanges(held, '2026-11-23', '2026-12-21').map(({ pupil, what, date, className, isListed }) =>
			[pupil.forename, what, date, className, ...(isListed ? ['listed'] : [])].join(' ')
		);
	// The first day in the class has gone by, or is still to come.
	for (const first of [from('2026-11-16'), from('2026-11-25')]) {
		const putOff = book(eve(first.kind === 'place' ? first.from : ''), first, eve('2026-12-07'));
		expect(soon(putOff)).toEqual(['Eve starts 2026-12-07 3T listed']);
		const corrected = from('2026-12-07', { replaces: [first.id] });
		expect(soon(book(eve('2026-12-07'), first, corrected))).toEqual(['Eve starts 2026-12-07 3T']);
	}
	// Put off beyond what is soon: only where the class would begin by then.
	expect(soon(book(eve('2027-01-11'), from('2026-11-16')))).toEqual([]);
	expect(soon(book(eve('2027-01-11'), from('2026-11-25')))).toEqual(['Eve starts 2027-01-11 3T listed']);
});

describe('leaving', () => {
	const leaving = { pupilId: 'p-ava', lastDay: '2026-12-18', groundId: 'a', nextSchool: 'Canal Street' };

	it('[J5] a name leaves on a ground of regulation 9, or stays: no ground is refused (case H5)', () => {
		expect(leavingProblems(book(), leaving)).toEqual([]);
		expect(leavingProblems(book(), { ...leaving, groundId: '' })).toMatchObject([{ field: 'ground' }]);
		expect(rollRefusal(leave('2026-12-18', { ground: ' ' }), book())).toMatchObject({ refused: 'no-ground' });
		expect(
			rollRefusal(leave('2026-12-18', { ground: '', cancelled: true, reason: 'Stays' }), book())
		).toBeNull();
	});

	it('[J5] what shows the ground is asked where the ground needs it, and the school where it names one', () => {
		const f = { pupilId: 'p-ava', lastDay: '2026-11-13', groundId: 'f' };
		expect(leavingProblems(book(), f)).toMatchObject([
			{ field: 'evidence', words: expect.stringContaining('letter') }
		]);
		expect(leavingProblems(book(), { ...f, evidence: 'Letter of 9 November 2026' })).toEqual([]);
		expect(leavingProblems(book(), { ...leaving, nextSchool: ' ' })).toMatchObject([{ field: 'nextSchool' }]);
	});

	it('[J5] below compulsory age the list is another: its ground is given in words', () => {
		expect(groundsFor(PUPILS.ava.dob, '2026-11-23').map(({ id }) => id)).not.toContain('not-of-age');
		expect(groundsFor(PUPILS.ben.dob, '2026-11-23').map(({ id }) => id)).toContain('not-of-age');
		expect(
			GROUNDS.slice(0, 9)
				.map(({ id }) => id)
				.join('')
		).toBe('abcdefghi');
		expect(groundWords(GROUNDS[0] ?? { id: '', words: '' })).toBe(
			'Regulation 9(1)(a): Registered at another school'
		);
	});

	it('[J5] the last day is a day on roll', () => {
		expect(leavingProblems(book(), { ...leaving, lastDay: '2026-08-01' })).toMatchObject([
			{ field: 'lastDay' }
		]);
	});
});

describe('the admission register', () => {
	it('[J2] what is missing or impossible is said, each with its field', () => {
		expect(detailsProblems(details(), '2026-11-23')).toEqual([]);
		const wrong = details({
			forename: ' ',
			dob: '2027-01-01',
			year: '9',
			register: register({ upn: 'B12', startingDay: '', contacts: [contact({ name: '' })] })
		});
		expect(detailsProblems(wrong, '2026-11-23').map(({ field }) => field)).toEqual([
			'forename',
			'dob',
			'year',
			'startingDay',
			'upn',
			'contact-0'
		]);
	});

	it('[J3] one telephone number is saved, with the warning that the DfE advises more than one (case H7)', () => {
		expect(detailsProblems(details(), '2026-11-23')).toEqual([]);
		expect(detailsWarnings(details())).toEqual([
			'There is one telephone number. The DfE advises more than one.'
		]);
		const two = register({
			contacts: [contact(), contact({ name: 'Bob', order: 2, phones: ['01384 900124'] })]
		});
		expect(detailsWarnings(details({ register: two }))).toEqual([]);
	});

	it('[J3] no number at all, and a parent at home without one, are warned of', () => {
		const none = register({ contacts: [contact({ phones: [''] })] });
		expect(detailsWarnings(details({ register: none }))[0]).toContain('There is no telephone number');
		const one = register({
			contacts: [contact({ phones: [] }), contact({ name: 'Gran', isParent: false, phones: ['1', '2'] })]
		});
		expect(detailsWarnings(details({ register: one }))).toEqual([
			'Ann Example lives with the pupil and has no telephone number.'
		]);
	});

	it('[J6] an amendment shows five items: original, amended, reason, date, and who in which position as it was then', () => {
		const first = told({ kind: 'pupil', ...details() });
		const second = told({
			kind: 'pupil',
			...details({
				surname: 'Other',
				register: register({
					address: '2 Low Road',
					futureAddress: { parent: 'Ann Example', address: '9 New Way', from: '2026-12-01' }
				})
			}),
			reason: 'Mother’s letter'
		});
		const [line] = rollHistory(book(first, second, move('2026-11-25')), 'p-ava').filter(
			({ id }) => id === second.id
		);
		expect(line).toEqual({
			id: second.id,
			what: 'amended',
			changes: [
				{ field: 'Surname', original: 'Example', amended: 'Other' },
				{ field: 'Address', original: '1 High Street', amended: '2 Low Road' },
				{
					field: 'Future address',
					original: '',
					amended: '9 New Way, with Ann Example, from 1 December 2026'
				}
			],
			reason: 'Mother’s letter',
			at: second.madeAt,
			by: { name: 'Mrs Office', position: 'Attendance Officer' }
		});
	});

	it('[J6] nothing is left out of the history: entered, placed, moved, left and taken back, newest first', () => {
		const moved = move('2026-11-25');
		const left = leave('2026-12-18');
		const takenBack = leave('2026-12-18', { cancelled: true, reason: 'Wrong child' });
		const history = rollHistory(book(moved, left, takenBack), 'p-ava');
		expect(history.map(({ what }) => what)).toEqual(['taken-back', 'left', 'placed', 'placed', 'entered']);
		expect(history[2]?.changes).toEqual([
			{ field: 'Class', original: '3T from 1 September 2026', amended: '4E from 25 November 2026' }
		]);
		const unsent = { ...move('2026-12-01'), maker: undefined, position: undefined } as HeldFact<PupilFact>;
		expect(rollHistory(book(unsent), 'p-ava')[0]).toMatchObject({ by: null });
	});

	it('[J6] who came back and leaves again has left twice: the second leaving amends nothing', () => {
		const [gone, back, again] = [leave('2026-11-27'), move('2027-01-05'), leave('2027-03-19')];
		const corrected = leave('2027-03-25');
		const held = book(gone, back, again, corrected);
		const [third, second] = rollHistory(held, 'p-ava').flatMap(({ changes }) => changes);
		expect(second?.original).toBe('');
		expect(third?.original).toContain('Last day 19 March 2027');
		const leavings = rollChanges(held, '2026-11-23', '2027-07-20').filter(({ what }) => what === 'leaves');
		expect(leavings.map(({ date }) => date)).toEqual(['2026-11-27', '2027-03-25']);
	});

	it('[J1] a move that was planned before the leaving is no start to come', () => {
		const held = book(move('2027-01-05'), leave('2026-12-18'));
		expect(standingOn(held, 'p-ava', '2026-12-21')).toMatchObject({ is: 'left' });
	});
});
