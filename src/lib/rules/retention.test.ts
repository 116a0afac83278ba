import { describe, expect, it } from 'vitest';
import { countsFrom, keptSince, namedPerson, sixYearLine, whyKept } from './retention.ts';
import { londonInstant } from './sessions.ts';

const at = londonInstant;

describe('how long an entry is kept', () => {
	it('[Q1] six years from the day it was made: on the day itself it still stays, on the next it may go', () => {
		const newestAt = at('2020-09-14', '08:53');
		expect(whyKept({ newestAt, isHeld: false }, at('2026-09-14', '23:59'))).toBe('six-years');
		expect(whyKept({ newestAt, isHeld: false }, at('2026-09-15', '00:00'))).toBeNull();
	});

	it('[Q1] what was made on 29 February goes on 1 March, and on 29 February nothing goes a day early', () => {
		expect(keptSince('2026-02-28')).toBe('2020-02-28');
		expect(keptSince('2026-03-01')).toBe('2020-03-01');
		expect(keptSince('2024-02-29')).toBe('2018-02-28');
	});

	it('[Q1] the day is London’s, in summer too', () => {
		expect(sixYearLine(at('2026-07-01', '00:30'))).toBe(at('2020-07-01', '00:00'));
		expect(sixYearLine(at('2026-06-30', '23:30'))).toBe(at('2020-06-30', '00:00'));
	});

	it('[Q1] a tablet whose clock was years slow makes nothing old: the later of made and received counts', () => {
		expect(countsFrom({ madeAt: at('2015-01-01', '09:00'), receivedAt: at('2026-09-14', '08:55') })).toBe(
			at('2026-09-14', '08:55')
		);
	});

	it('[Q2] an amendment starts six years of its own: the cell goes by its newest entry', () => {
		const taken = at('2020-09-14', '08:53');
		const amended = at('2022-01-10', '10:00');
		const newestAt = Math.max(taken, amended);
		expect(whyKept({ newestAt, isHeld: false }, at('2026-09-15', '09:00'))).toBe('six-years');
		expect(whyKept({ newestAt, isHeld: false }, at('2028-01-11', '09:00'))).toBeNull();
	});

	it('[Q3] a hold keeps what is over six years old', () => {
		const newestAt = at('2019-09-14', '08:53');
		expect(whyKept({ newestAt, isHeld: true }, at('2026-09-15', '09:00'))).toBe('held');
	});

	it('[Q4] a purge names a person and their position, or is none', () => {
		expect(namedPerson('Jane Attwell, Attendance Officer')).toEqual({
			name: 'Jane Attwell',
			position: 'Attendance Officer'
		});
		for (const nobody of ['', 'Jane Attwell', ', Attendance Officer', 'Jane Attwell,', ' , '])
			expect(namedPerson(nobody)).toBeNull();
	});
});
