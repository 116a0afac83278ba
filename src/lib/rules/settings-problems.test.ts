import { describe, expect, it } from 'vitest';
import { schoolBook, SETTINGS, TIMES } from '../../../tests/support/school-2026-27.ts';
import { settingsProblem } from './settings-problems.ts';

const TODAY = '2026-11-23';
const book = schoolBook();
const problem = (over: Partial<typeof SETTINGS>) =>
	settingsProblem({ ...SETTINGS, from: TODAY, ...over }, { book, today: TODAY });

describe('settings that may not stand', () => {
	it('[J15] those that reach back before the day on which they are recorded, or begin on no day', () => {
		expect(problem({})).toBeNull();
		expect(problem({ from: '2026-11-24' })).toBeNull();
		const later = { AM: { ...TIMES.AM, close: '09:15' }, PM: TIMES.PM };
		expect(problem({ times: later })).toBeNull();
		expect(problem({ times: later, from: '2026-11-22' })).toMatch(/^Settings hold from today on, or later/);
		expect(problem({ switchedOn: ['W'], from: '2026-11-22' })).toMatch(/^Settings hold from today on/);
		expect(problem({ from: '2026-08-31' })).toMatch(/^Settings hold from today on/);
		expect(problem({ from: '2026-11-31' })).toBe('There is no such day as 2026-11-31.');
	});

	it('[J15] what says again what already held leaves earlier days as they were, in whatever order its parts come', () => {
		const { times, ...rest } = SETTINGS;
		const { open, close, end } = TIMES.AM;
		expect(problem({ from: '2026-09-01' })).toBeNull();
		expect(
			problem({ ...rest, times: { PM: times.PM, AM: { end, close, open } }, from: '2026-11-20' })
		).toBeNull();
	});

	it('[S6] [J15] those by which a register would stay open for 35 minutes, of a year group too; 30 are accepted (case A14)', () => {
		const closing = (close: string) => ({ ...TIMES, AM: { open: '08:50', close, end: '12:00' } });
		expect(problem({ times: closing('09:25') })).toContain('35 minutes');
		expect(problem({ times: closing('09:20') })).toBeNull();
		expect(problem({ timesByYear: { R: closing('09:25') } })).toContain('35 minutes');
	});
});
