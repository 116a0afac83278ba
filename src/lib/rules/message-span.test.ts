import { describe, expect, it } from 'vitest';
import { MONDAY } from '../../../tests/support/desk-facts.ts';
import { at, CLASS_3T, schoolBook, SETTINGS } from '../../../tests/support/school-2026-27.ts';
import {
	absenceSession,
	longMessageDays,
	messageSpan,
	messageSpans,
	wentHomeSpan,
	type Span,
	type SpanChoice
} from './message-span.ts';

const book = schoolBook();
const FRIDAY = '2026-09-11';
const written = (span: Span | null) =>
	span && `${span.from.date} ${span.from.session} to ${span.to.date} ${span.to.session}`;
const span = (choice: SpanChoice, date: string, minute: string) =>
	written(messageSpan(choice, at(date, minute), book));

describe('what an absence message is for', () => {
	it('[H5] this half-day is the one under way, or the next to come', () => {
		expect(absenceSession(at(MONDAY, '08:31'), book)).toEqual({ date: MONDAY, session: 'AM' });
		expect(absenceSession(at(MONDAY, '12:00'), book)).toEqual({ date: MONDAY, session: 'PM' });
		expect(absenceSession(at(FRIDAY, '15:20'), book)).toEqual({ date: MONDAY, session: 'AM' });
		expect(absenceSession(at('2026-09-13', '20:00'), book)).toEqual({ date: MONDAY, session: 'AM' });
		expect(absenceSession(at('2027-07-20', '16:00'), book)).toBeNull();
	});
	it('[H5] this session, today, or until a date', () => {
		expect(span('session', MONDAY, '09:30')).toBe('2026-09-14 AM to 2026-09-14 AM');
		expect(span('today', MONDAY, '09:30')).toBe('2026-09-14 AM to 2026-09-14 PM');
		expect(span({ until: '2026-09-16' }, MONDAY, '09:30')).toBe('2026-09-14 AM to 2026-09-16 PM');
		expect(span({ until: '2026-09-16' }, MONDAY, '13:30')).toBe('2026-09-14 AM to 2026-09-16 PM');
	});
	it('[H5] on a voicemail of the evening or the weekend, until a date begins with the next school day', () => {
		expect(span({ until: '2026-09-15' }, '2026-09-13', '20:00')).toBe('2026-09-14 AM to 2026-09-15 PM');
		expect(span({ until: '2026-09-14' }, FRIDAY, '16:00')).toBe('2026-09-14 AM to 2026-09-14 PM');
	});
	it('[H5] nothing where there is nothing: no school today, a date gone by, the calendar’s end', () => {
		expect(span('today', '2026-09-13', '20:00')).toBeNull();
		expect(span({ until: FRIDAY }, MONDAY, '09:00')).toBeNull();
		expect(span('session', '2027-07-20', '16:00')).toBeNull();
	});

	describe('of brothers and sisters in classes with times of their own', () => {
		const times = {
			AM: { open: '08:30', close: '08:50', end: '11:30' },
			PM: { open: '12:50', close: '13:10', end: '15:00' }
		};
		const early = { ...CLASS_3T, id: 'f-early', classId: 'c-early', years: ['R'], position: 9000 };
		const own = { ...SETTINGS, id: 'f-own', timesByYear: { R: times }, position: 9001 };
		const both = schoolBook().add([early, own]);
		const spans = (choice: SpanChoice, minute: string, classIds: string[]) =>
			messageSpans(choice, at(MONDAY, minute), both, classIds)?.map(written) ?? null;
		const [theirs, others] = ['c-early', CLASS_3T.classId];

		it('[H5] until a date, each begins with the day that its own class has next', () => {
			// 15:10: the early class has gone home, the other has not.
			const until = { until: '2026-09-16' };
			const [next, today] = ['2026-09-15 AM to 2026-09-16 PM', '2026-09-14 AM to 2026-09-16 PM'];
			expect(spans(until, '15:10', [theirs, others])).toEqual([next, today]);
			expect(spans(until, '15:10', [others, theirs])).toEqual([today, next]);
			expect(spans({ until: MONDAY }, '15:10', [others, theirs])).toBeNull();
		});

		it('[H5] a half-day that was named is the same for all: what is recorded is what was chosen', () => {
			const [morning, afternoon] = ['2026-09-14 AM to 2026-09-14 AM', '2026-09-14 PM to 2026-09-14 PM'];
			expect(spans('session', '11:40', [others, theirs])).toEqual([morning, morning]);
			expect(spans('session', '11:40', [theirs, others])).toEqual([afternoon, afternoon]);
		});
	});

	it('[H5] of ten school days or more says how many they are, as where a wrong year was typed', () => {
		const days = (until: string) => {
			const told = messageSpan({ until }, at(MONDAY, '09:30'), book);
			return told && longMessageDays(told, book);
		};
		// Two school weeks end on Friday 25 September.
		expect([days('2026-09-24'), days('2026-09-25'), days('2026-09-27')]).toEqual([null, 10, 10]);
		expect(days('2027-07-16')).toBeGreaterThan(150);
	});
});

describe('went home ill', () => {
	const home = (minute: string, until?: string) =>
		written(wentHomeSpan({ date: MONDAY, minute }, book, until));

	it('[H6] case B1: collected at 10:40, the afternoon is known and the morning is not touched', () => {
		expect(home('10:40')).toBe('2026-09-14 PM to 2026-09-14 PM');
		expect(home('12:30')).toBe('2026-09-14 PM to 2026-09-14 PM');
		expect(home('13:10')).toBe('2026-09-14 PM to 2026-09-14 PM');
		expect(home('08:45')).toBe('2026-09-14 AM to 2026-09-14 PM');
	});
	it('[H6] case B5: collected at 14:00, after the afternoon’s register, nothing of that day', () => {
		expect(home('14:00')).toBeNull();
		expect(home('13:11')).toBeNull();
		expect(home('14:00', '2026-09-15')).toBe('2026-09-15 AM to 2026-09-15 PM');
	});
	it('[H6] until a later day', () => {
		expect(home('10:40', '2026-09-16')).toBe('2026-09-14 PM to 2026-09-16 PM');
		expect(home('10:40', FRIDAY)).toBeNull();
		expect(wentHomeSpan({ date: '2026-09-12', minute: '10:40' }, book)).toBeNull();
	});
});
