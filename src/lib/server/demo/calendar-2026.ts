import type { CalendarFact, SettingsFact } from '../../rules/facts.ts';

/** The demo school's days of 2026/27: 190 of them, 380 sessions (domain cases, fixture). */
export const CALENDAR: Pick<CalendarFact, 'schoolYear' | 'terms' | 'closures'> = {
	schoolYear: '2026/27',
	terms: [
		{ name: 'Autumn, first half', from: '2026-09-01', to: '2026-10-23' },
		{ name: 'Autumn, second half', from: '2026-11-02', to: '2026-12-18' },
		{ name: 'Spring, first half', from: '2027-01-04', to: '2027-02-12' },
		{ name: 'Spring, second half', from: '2027-02-22', to: '2027-03-25' },
		{ name: 'Summer, first half', from: '2027-04-12', to: '2027-05-28' },
		{ name: 'Summer, second half', from: '2027-06-07', to: '2027-07-20' }
	],
	closures: [
		{ date: '2026-09-01', name: 'INSET day' },
		{ date: '2026-11-27', name: 'INSET day' },
		{ date: '2027-01-04', name: 'INSET day' },
		{ date: '2027-05-03', name: 'Early May bank holiday' },
		{ date: '2027-06-07', name: 'INSET day' }
	]
};

/** The policy's morning; the afternoon's times are invented, for the policy gives none. */
export const SETTINGS: Pick<SettingsFact, 'from' | 'times' | 'callingOrder' | 'show' | 'arrivalReasons'> = {
	from: '2026-08-01',
	times: {
		AM: { open: '08:50', close: '09:10', end: '12:00' },
		PM: { open: '13:10', close: '13:30', end: '15:20' }
	},
	callingOrder: 'forename',
	show: 'names',
	arrivalReasons: [
		'Overslept',
		'Traffic',
		'Transport late',
		'Medical appointment',
		'Family reason',
		'No reason given'
	]
};
