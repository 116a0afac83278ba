import { describe, expect, it } from 'vitest';
import { SETTINGS } from '../../../tests/support/school-2026-27.ts';
import { settingsForm, settingsOfForm, settingsProblems, settingsWarnings } from './settings-form.ts';

const TODAY = '2026-11-23';
const form = () => settingsForm(SETTINGS, TODAY);

describe('the settings screen', () => {
	it('[J15] open 08:50 and close 09:25 is refused, because 35 minutes are more than 30; close 09:20 is accepted (case A14)', () => {
		const settings = form();
		settings.times.AM.close = '09:25';
		expect(settingsProblems(settings, TODAY)).toMatchObject([
			{ field: 'times', words: expect.stringContaining('35 minutes') }
		]);
		settings.times.AM.close = '09:20';
		expect(settingsProblems(settings, TODAY)).toEqual([]);
		expect(settingsWarnings(settings)).toEqual([expect.stringContaining('30 minutes in the morning and 20')]);
	});

	it('[J15] what is read and not changed is the same settings, from the new day on', () => {
		const { schoolName, times, callingOrder, show, arrivalReasons } = SETTINGS;
		expect(settingsOfForm(form())).toEqual({
			from: TODAY,
			schoolName,
			times,
			callingOrder,
			show,
			arrivalReasons
		});
		expect(
			settingsOfForm(settingsForm({ ...SETTINGS, mis: 'ScholarPack', switchedOn: ['W'] }, TODAY))
		).toMatchObject({
			mis: 'ScholarPack',
			switchedOn: ['W']
		});
	});

	it('[J15] times of a year group are checked like the school’s, and each year has one set', () => {
		const settings = form();
		const { times } = form();
		settings.byYear = [
			{ year: 'R', times: { ...times, AM: { open: '09:00', close: '09:40', end: '12:00' } } },
			{ year: 'R', times },
			{ year: '', times }
		];
		expect(settingsProblems(settings, TODAY).map(({ field }) => field)).toEqual([
			'year-0',
			'year-1',
			'year-2'
		]);
		expect(settingsProblems(settings, TODAY)[0]?.words).toContain('Reception: ');
	});

	it('[J15] settings hold from today or later, and everything missing is named', () => {
		expect(settingsProblems({ ...form(), from: '2026-11-22' }, TODAY)).toMatchObject([{ field: 'from' }]);
		const empty = { ...form(), schoolName: ' ', system: 'other' as const, from: '' };
		expect(settingsProblems(empty, TODAY).map(({ field }) => field)).toEqual([
			'schoolName',
			'otherSystem',
			'from'
		]);
	});

	it('[J15] reasons are one a line, once each', () => {
		expect(
			settingsOfForm({ ...form(), arrivalReasons: ' Overslept \n\nTraffic\nOverslept' }).arrivalReasons
		).toEqual(['Overslept', 'Traffic']);
	});
});
