import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { at, TIMES } from '../../../tests/support/school-2026-27.ts';
import { codeDiffers, markOnArrival, markOnArrivalAt, markWhenSeated, timesProblems } from './lateness.ts';
import { londonInstant, londonMinute } from './sessions.ts';

const DAY = '2026-09-14';
const windowOn = (date: string) => ({
	opensAt: at(date, '08:50'),
	closesAt: at(date, '09:10'),
	endsAt: at(date, '12:00')
});
const arriving = (time: string, date = DAY) => markOnArrivalAt(at(date, time), 'AM', windowOn(date));

describe('an arrival at an instant', () => {
	it.each([
		['case A1', '08:30', '/', 0],
		['case A1', '08:50', '/', 0],
		['case A4', '08:50:01', 'L', 1],
		['rules 2.3', '08:51', 'L', 1],
		['rules 2.3', '08:51:01', 'L', 2],
		['case A5', '09:09:59', 'L', 20],
		['rules 2.3', '09:10', 'U', 20],
		['rules 2.3', '09:10:01', 'U', 21],
		['case A7', '11:59:59', 'U', 190]
	])('[L1] [L3] %s: %s is %s, %i minutes late', (_, time, code, minutesLate) => {
		expect(arriving(time)).toEqual({ code, minutesLate });
	});

	it('[L4] case A7: at 12:00:00 the morning was never attended', () => {
		expect(arriving('12:00')).toBeNull();
		expect(arriving('15:00')).toBeNull();
	});

	it('[L1] case A16: 07:50Z on 23 October and 08:50Z on 2 November are both on time', () => {
		const summer = markOnArrivalAt(Date.parse('2026-10-23T07:50:00Z'), 'AM', windowOn('2026-10-23'));
		const winter = markOnArrivalAt(Date.parse('2026-11-02T08:50:00Z'), 'AM', windowOn('2026-11-02'));
		expect([summer?.code, winter?.code]).toEqual(['/', '/']);
	});
});

describe('an arrival by a clock of whole minutes', () => {
	it('[L2] case A10: a desk clock that shows 08:50 is on time, and 09:10 is after the close', () => {
		expect(markOnArrival('08:50', 'AM', TIMES.AM)).toEqual({ code: '/', minutesLate: 0 });
		expect(markOnArrival('08:51', 'AM', TIMES.AM)).toEqual({ code: 'L', minutesLate: 1 });
		expect(markOnArrival('09:09', 'AM', TIMES.AM)).toEqual({ code: 'L', minutesLate: 19 });
		expect(markOnArrival('09:10', 'AM', TIMES.AM)).toEqual({ code: 'U', minutesLate: 20 });
	});

	it('[L4] 11:59 is still the morning and 12:00 no longer', () => {
		expect(markOnArrival('11:59', 'AM', TIMES.AM)?.code).toBe('U');
		expect(markOnArrival('12:00', 'AM', TIMES.AM)).toBeNull();
	});

	it('[L1] the afternoon is judged alike, with its own present code', () => {
		expect(markOnArrival('13:10', 'PM', TIMES.PM)?.code).toBe('\\');
		expect(markOnArrival('13:29', 'PM', TIMES.PM)?.code).toBe('L');
		expect(markOnArrival('13:30', 'PM', TIMES.PM)?.code).toBe('U');
		expect(markOnArrival('15:20', 'PM', TIMES.PM)).toBeNull();
	});

	it('[L1] [L2] on the minute, a whole-minute clock and an exact one agree, in summer and winter', () => {
		const minuteOfDay = fc.integer({ min: 0, max: 1439 });
		fc.assert(
			fc.property(fc.constantFrom('2026-10-23', '2026-11-02'), minuteOfDay, (date, minutes) => {
				const instant = londonInstant(date, '00:00') + minutes * 60_000;
				expect(markOnArrival(londonMinute(instant), 'AM', TIMES.AM)).toEqual(
					markOnArrivalAt(instant, 'AM', windowOn(date))
				);
			})
		);
	});

	it('[L1] who comes later is never marked better', () => {
		const worth = { '/': 0, '\\': 0, L: 1, U: 2 } as const;
		const rank = (instant: number): number => {
			const mark = markOnArrivalAt(instant, 'AM', windowOn(DAY));
			return mark === null ? 3 : worth[mark.code];
		};
		const instants = fc.integer({ min: at(DAY, '08:00'), max: at(DAY, '13:00') });
		fc.assert(
			fc.property(instants, instants, (a, b) => {
				expect(rank(Math.min(a, b))).toBeLessThanOrEqual(rank(Math.max(a, b)));
			})
		);
	});
});

describe('what stands beside the boundary table', () => {
	it('[L5] case A11: the register is begun at 08:56 and Ava is seated: present, unless the gate logged 08:53', () => {
		expect(markWhenSeated(null, 'AM', TIMES.AM)?.code).toBe('/');
		expect(markWhenSeated('08:53', 'AM', TIMES.AM)).toEqual({ code: 'L', minutesLate: 3 });
		expect(markWhenSeated('08:49', 'AM', TIMES.AM)?.code).toBe('/');
	});

	it('[L6] an L or U that says something else than its minute is pointed out, and nothing else is', () => {
		const differs = (code: string, arrivedAt?: string) =>
			codeDiffers({ code, session: 'AM', arrivedAt }, TIMES.AM);
		expect(differs('L', '09:09')).toBe(false);
		expect(differs('L', '09:10')).toBe(true);
		expect(differs('L', '08:50')).toBe(true);
		expect(differs('U', '09:09')).toBe(true);
		expect(differs('U', '12:00')).toBe(true);
		expect(differs('L')).toBe(false);
		expect(differs('I', '10:00')).toBe(false);
	});
});

describe('settings', () => {
	const withMorning = (open: string, close: string, end = '12:00') =>
		timesProblems({ AM: { open, close, end }, PM: TIMES.PM });

	it('[S6] case A14: 08:50 to 09:25 is refused, for 35 minutes exceed 30; to 09:20 it is accepted', () => {
		expect(withMorning('08:50', '09:25').refused).toEqual([
			'The morning register stays open 35 minutes. The longest allowed is 30 minutes.'
		]);
		expect(withMorning('08:50', '09:20').refused).toEqual([]);
	});

	it('[S6] a register that closes as it opens, or after the session ends, is refused', () => {
		expect(withMorning('08:50', '08:50').refused).toHaveLength(1);
		expect(withMorning('08:50', '08:40').refused).toHaveLength(1);
		expect(withMorning('08:50', '09:10', '09:10').refused).toHaveLength(1);
	});

	it('[S6] the afternoon must open after the morning has ended', () => {
		expect(withMorning('08:50', '09:10', '13:10').refused).toEqual([]);
		expect(withMorning('08:50', '09:10', '13:11').refused).toHaveLength(1);
	});

	it('[S6] takings of unequal length are warned of and not refused', () => {
		expect(withMorning('08:50', '09:20').warnings).toHaveLength(1);
		expect(timesProblems(TIMES)).toEqual({ refused: [], warnings: [] });
	});
});
