import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	arrival,
	back,
	dayAt,
	elsewhere,
	message,
	MONDAY,
	out,
	tapped
} from '../../../tests/support/desk-facts.ts';
import { at, must, PUPILS, schoolBook, SETTINGS } from '../../../tests/support/school-2026-27.ts';
import { arrivalOffer, notOnRollWords, type ArrivalOffer } from './arriving.ts';
import { readDay } from './day.ts';
import { evacuation } from './evacuation.ts';
import type { ClosureFact, HeldFact, LeaveFact, PlaceFact } from './facts.ts';

const AVA = PUPILS.ava.pupilId;
const offer = (minute: string, facts: HeldFact[] = [], later = minute): ArrivalOffer =>
	arrivalOffer(dayAt(later, facts), AVA, { minute, now: at(MONDAY, later) });
const words = (given: ArrivalOffer) => (given.kind === 'no' ? given.sentence : given.words);

describe('arrived', () => {
	it('[H1] late before the close is L, with its minutes', () => {
		expect(offer('09:01')).toEqual({
			kind: 'arrive',
			session: 'AM',
			code: 'L',
			minutesLate: 11,
			words: 'L, 11 minutes late'
		});
		expect(words(offer('08:51'))).toBe('L, 1 minute late');
	});
	it('[H1] case A10: 08:50 by a whole-minute clock is on time, 09:10 is after the close', () => {
		expect(offer('08:50')).toEqual({ kind: 'no', sentence: 'On time: Ava can go straight to class.' });
		expect(offer('09:10')).toMatchObject({ kind: 'arrive', code: 'U', minutesLate: 20 });
	});
	it('[H1] case A7: to the last minute of the morning U, from its end on the afternoon is meant', () => {
		expect(offer('11:59')).toMatchObject({ session: 'AM', code: 'U' });
		expect(words(offer('12:00'))).toBe('On time for the afternoon: Ava can go straight to class.');
		expect(words(offer('13:10'))).toBe('On time for the afternoon: Ava can go straight to class.');
		expect(offer('13:11')).toMatchObject({ session: 'PM', code: 'L', minutesLate: 1 });
		expect(offer('13:30')).toMatchObject({ session: 'PM', code: 'U', minutesLate: 20 });
	});
	it('[H1] who was away this morning and comes over noon is on no list as here: the desk is told what says so', () => {
		const onTime = 'On time for the afternoon: Ava can go straight to class.';
		const told = `${onTime} Until the register opens the lists say not here: record where Ava is, under Leaving, In school, elsewhere.`;
		const missed = [tapped('n', '08:52', 'N')];
		expect(words(offer('12:20', missed))).toBe(told);
		expect(words(offer('12:20', [tapped('m', '09:20', 'M', { how: 'office' })]))).toBe(told);
		expect(words(offer('12:20', [...missed, elsewhere('e', '12:15', { session: 'PM' })]))).toBe(onTime);
		expect(words(offer('12:20', [tapped('p', '08:52', '/')]))).toBe(onTime);
		expect(words(offer('13:10', missed))).toBe(onTime);
	});
	it('[H1] a held minute decides, not the minute of the tap', () => {
		expect(offer('09:08', [], '09:14')).toMatchObject({ code: 'L', minutesLate: 18 });
		expect(offer('11:50', [], '13:20')).toMatchObject({ session: 'AM', code: 'U' });
	});
	it('[H1] N in class before is no bar, nor is a known absence', () => {
		expect(offer('09:01', [tapped('n', '08:52', 'N')]).kind).toBe('arrive');
		expect(offer('10:30', [message('m')])).toMatchObject({ kind: 'arrive', code: 'U' });
		expect(offer('13:20', [arrival('l', '09:01')])).toMatchObject({ kind: 'arrive', session: 'PM' });
	});
	it('[H2] who was marked present or late in class is not signed in again', () => {
		expect(words(offer('09:05', [tapped('p', '08:52', '/')]))).toBe('Marked present in class at 08:52.');
		expect(words(offer('09:05', [tapped('l', '08:56', 'L')]))).toBe('Marked late in class at 08:56.');
		const byOffice = tapped('p', '08:52', '/', { how: 'office' });
		expect(words(offer('09:05', [byOffice]))).toBe('Marked present by the office at 08:52.');
	});
	it('[H2] nor who was signed in already, seen in class since or not', () => {
		expect(words(offer('09:05', [arrival('l', '09:01')]))).toBe('Signed in at 09:01 already.');
		const seen = [arrival('l', '09:01'), tapped('p', '09:04', '/')];
		expect(words(offer('09:05', seen))).toBe('Signed in at 09:01 already.');
	});
	it('[H2] a fill saw nobody: the child at the desk is late', () => {
		expect(offer('08:58', [tapped('f', '08:54', '/', { how: 'filled' })])).toMatchObject({ code: 'L' });
	});
	it('[H2] where people disagree, the child at the desk can be signed in', () => {
		const two = [tapped('n', '08:53', 'N'), tapped('p', '08:52', '/')];
		expect(offer('09:05', two).kind).toBe('arrive');
		// The wrong child was signed in at 09:01; the right one comes at 09:15.
		const wrong = [arrival('l', '09:01'), tapped('n', '09:05', 'N')];
		expect(offer('09:15', wrong)).toMatchObject({ kind: 'arrive', code: 'U', minutesLate: 25 });
	});
	it('[H4] not before the minute has come', () => {
		expect(words(offer('09:20', [], '09:05'))).toBe('It is not 09:20 yet.');
		expect(words(offer('09:06', [], '09:05'))).toBe('L, 16 minutes late');
	});
	it('[H4] not after school, and not on a day without school', () => {
		expect(words(offer('15:20'))).toBe('School ended at 15:20. There is nobody to sign in.');
		const on = (date: string) => {
			const day = dayAt('09:00', [], date);
			return words(arrivalOffer(day, AVA, { minute: '09:00', now: at(date, '09:00') }));
		};
		expect(on('2026-11-27')).toBe('There is no school on Friday 27 November 2026: INSET.');
		expect(on('2026-11-28')).toBe('There is no school on Saturday 28 November 2026.');
	});
});

describe('while the school is closed', () => {
	const morning = { date: MONDAY, session: 'AM' } as const;
	const closed: HeldFact<ClosureFact> = {
		...SETTINGS,
		id: 'f-closed',
		kind: 'closure',
		...{ code: 'Y4', from: morning, to: morning, reason: 'Boiler failed', replaces: [] }
	};
	const dayOf = (minute: string, facts: HeldFact[], closure = closed) =>
		readDay(schoolBook().add([closure]), facts, MONDAY, at(MONDAY, minute));
	const under = (minute: string, facts: HeldFact[] = [], closure = closed) =>
		arrivalOffer(dayOf(minute, facts, closure), AVA, { minute, now: at(MONDAY, minute) });
	const y4 = tapped('y4', '08:20', 'Y4', { how: 'office', closure: closed.id });

	it('[M7] the desk is warned, and a child who comes is signed in all the same and on the evacuation list', () => {
		const warning =
			'School closed for the morning: Boiler failed. Ava is on site, so is recorded all the same.';
		expect(under('09:01', [y4])).toMatchObject({ kind: 'arrive', code: 'L', minutesLate: 11, warning });
		expect(under('11:32', [out('o', '10:40')])).toMatchObject({ kind: 'back', warning });
		const signedIn = arrival('l', '09:01', { replaces: ['y4'] });
		const list = evacuation(dayOf('09:05', [y4, signedIn]), [], at(MONDAY, '09:05'));
		const ava = list.classes.flatMap(({ rows }) => rows).find(({ pupil }) => pupil.pupilId === AVA);
		expect(ava).toMatchObject({ where: 'on-site' });
	});
	it('[M7] who is on time is nobody’s lateness: the office is told to mark the child', () => {
		expect(words(under('08:45', [y4]))).toBe(
			'School closed for the morning: Boiler failed. Tell the office that Ava is on site, so that they are marked.'
		);
	});
	it('[M7] no warning for a half-day or a class that is not closed', () => {
		expect(under('13:20')).not.toHaveProperty('warning');
		const others: HeldFact<ClosureFact> = { ...closed, code: 'Y3', classIds: ['c-other'] };
		expect(under('09:01', [], others)).not.toHaveProperty('warning');
	});
});

describe('not on the roll', () => {
	const leave: HeldFact<LeaveFact> = {
		...SETTINGS,
		id: 'f-leave',
		kind: 'leave',
		pupilId: AVA,
		lastDay: '2026-11-13',
		ground: 'f'
	};
	const said = (date: string, facts: HeldFact[], pupilId = AVA) => {
		const day = readDay(schoolBook().add(facts), [], date, at(date, '09:05'));
		return words(arrivalOffer(day, pupilId, { minute: '09:05', now: at(date, '09:05') }));
	};
	it('[H4] left last week', () => {
		expect(said('2026-11-16', [leave])).toBe('Left on 13 November 2026.');
		expect(said('2026-11-13', [leave])).toBe('L, 15 minutes late');
	});
	it('[H4] not started yet, for the first time or again', () => {
		const place: HeldFact<PlaceFact> = {
			...SETTINGS,
			id: 'f-back',
			kind: 'place',
			pupilId: AVA,
			classId: 'c-3t',
			from: '2026-11-30',
			// Told after the leaving: it is a coming back.
			position: 900
		};
		expect(said('2026-11-16', [leave, place])).toBe('Starts on 30 November 2026.');
		const eve = { ...PUPILS.ava, id: 'f-eve', pupilId: 'p-eve' };
		expect(said('2026-11-16', [eve, { ...place, pupilId: 'p-eve' }], 'p-eve')).toBe(
			'Starts on 30 November 2026.'
		);
	});
	it('[H4] on no class list, or unknown', () => {
		const eve = { ...PUPILS.ava, id: 'f-eve', pupilId: 'p-eve', forename: 'Eve' };
		expect(said(MONDAY, [eve], 'p-eve')).toBe('Eve is not on any class list.');
		expect(notOnRollWords(dayAt('09:00', []), 'p-nobody')).toBe('This child is not on the school’s list.');
	});
});

describe('coming back', () => {
	it('[H3] who has left and is not signed back in comes back', () => {
		const given = offer('11:32', [tapped('p', '08:52', '/'), out('o', '10:40')]);
		expect(given).toMatchObject({ kind: 'back', arrival: null, words: 'Back at 11:32, out since 10:40' });
		expect(given.kind === 'back' && given.out.id).toBe('o');
	});
	it('[H3] once back, an arrival is none again', () => {
		const facts = [tapped('p', '08:52', '/'), out('o', '10:40'), back('b', '11:30', 'o')];
		expect(words(offer('11:32', facts))).toBe('Marked present in class at 08:52.');
	});
	it('[H3] home for lunch and back after the afternoon’s register opened: late for the afternoon too', () => {
		const facts = [tapped('p', '08:52', '/'), out('o', '12:00', { why: 'lunch' })];
		const late = offer('13:20', facts);
		expect(late).toMatchObject({ kind: 'back', arrival: { session: 'PM', code: 'L', minutesLate: 10 } });
		expect(words(late)).toBe('Back at 13:20, out since 12:00: L, 10 minutes late');
		expect(offer('13:05', facts)).toMatchObject({ kind: 'back', arrival: null });
	});
	it('[H3] who left after the afternoon’s register opened is not late for it', () => {
		expect(offer('14:30', [out('o', '13:40', { session: 'PM' })])).toMatchObject({ arrival: null });
	});
	it('[H3] who was seen in class for the afternoon is not late for it', () => {
		const facts = [out('o', '12:00'), tapped('t', '13:12', '\\', { session: 'PM' })];
		expect(offer('13:20', facts)).toMatchObject({ kind: 'back', arrival: null });
	});
	it('[H3] U does not take the place of a cause that is known', () => {
		const facts = [out('o', '12:00'), tapped('m', '13:12', 'M', { session: 'PM', how: 'office' })];
		expect(offer('14:00', facts)).toMatchObject({ kind: 'back', arrival: null });
		expect(offer('13:25', facts)).toMatchObject({ kind: 'back', arrival: { code: 'L' } });
	});
	it('[H3] who comes back from a trip with the school was never late: no U for a class whose register waits on the coach', () => {
		const facts = [tapped('p', '08:52', '/'), out('o', '09:15', { why: 'trip' })];
		expect(offer('15:00', facts)).toMatchObject({
			kind: 'back',
			arrival: null,
			words: 'Back at 15:00, out since 09:15'
		});
		expect(offer('11:00', [out('o', '08:40', { why: 'trip' })])).toMatchObject({ arrival: null });
	});
	it('[H3] a held minute from before the leaving is an arrival', () => {
		expect(offer('09:05', [out('o', '10:40')], '10:45')).toMatchObject({ kind: 'arrive', code: 'L' });
	});
});

it('[H1] whatever the minute, the answer is an L or U with minutes, or a sentence', () => {
	const facts = [tapped('n', '08:52', 'N')];
	const day = dayAt('23:59', facts);
	fc.assert(
		fc.property(fc.integer({ min: 0, max: 1439 }), (minutes) => {
			const hh = String(Math.floor(minutes / 60)).padStart(2, '0');
			const minute = `${hh}:${String(minutes % 60).padStart(2, '0')}`;
			const given = must(arrivalOffer(day, AVA, { minute, now: at(MONDAY, '23:59') }), 'an answer');
			const isLate = (minute > '08:50' && minute < '12:00') || (minute > '13:10' && minute < '15:20');
			expect(given.kind).toBe(isLate ? 'arrive' : 'no');
			if (given.kind === 'no') expect(given.sentence).toMatch(/\.$/);
			if (given.kind === 'arrive') expect(given.minutesLate).toBeGreaterThan(0);
		})
	);
});
