import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { PUPILS } from '../../../tests/support/school-2026-27.ts';
import { ageOn, csaEnd, csaStart, isCompulsoryAge } from './age.ts';
import { addDays, isoWeekday } from './calendar.ts';

describe('compulsory school age', () => {
	it('[G1] case C1: Ben, 5 on 1 January 2027, begins on 31 March 2027', () => {
		expect(csaStart(PUPILS.ben.dob)).toBe('2027-03-31');
	});

	it('[G1] case C2: Cal, 5 on 31 December 2026, begins that very day', () => {
		expect(csaStart(PUPILS.cal.dob)).toBe('2026-12-31');
	});

	it.each([
		['2021-03-31', '2026-03-31'],
		['2021-04-01', '2026-08-31'],
		['2021-08-31', '2026-08-31'],
		['2021-09-01', '2026-12-31'],
		['2020-02-29', '2025-03-31']
	])('[G1] born %s, compulsory age begins on %s', (dob, start) => {
		expect(csaStart(dob)).toBe(start);
	});

	it.each([
		['2010-09-01', '2027-06-25'],
		['2011-08-31', '2027-06-25'],
		['2010-08-31', '2026-06-26'],
		['2012-01-10', '2028-06-30']
	])('[G2] born %s, it ends on the last Friday in June, %s', (dob, end) => {
		expect(csaEnd(dob)).toBe(end);
	});

	it('[G3] both its days are part of it', () => {
		const { dob } = PUPILS.ben;
		expect(isCompulsoryAge(dob, '2027-03-30')).toBe(false);
		expect(isCompulsoryAge(dob, '2027-03-31')).toBe(true);
		expect(isCompulsoryAge(dob, csaEnd(dob))).toBe(true);
		expect(isCompulsoryAge(dob, addDays(csaEnd(dob), 1))).toBe(false);
	});

	it('[G4] Dee turns 10 on her birthday and not the day before', () => {
		expect(ageOn(PUPILS.dee.dob, '2026-05-04')).toBe(9);
		expect(ageOn(PUPILS.dee.dob, '2026-05-05')).toBe(10);
	});

	it('[G1] [G2] whoever is born when begins at 5 or within five months after, and ends on a Friday at 15 or 16', () => {
		const births = fc.date({ min: new Date('2008-01-01'), max: new Date('2030-12-31'), noInvalidDate: true });
		fc.assert(
			fc.property(births, (born) => {
				const dob = born.toISOString().slice(0, 10);
				const fifth = `${Number(dob.slice(0, 4)) + 5}${dob.slice(4)}`;
				expect(csaStart(dob) >= fifth).toBe(true);
				expect(csaStart(dob) <= addDays(fifth, 153)).toBe(true);
				expect(isoWeekday(csaEnd(dob))).toBe(5);
				expect([15, 16]).toContain(ageOn(dob, csaEnd(dob)));
			})
		);
	});
});
