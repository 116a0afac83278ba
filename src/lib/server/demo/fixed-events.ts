import type { Code } from '../../rules/codes.ts';

/** Something known ahead for certain pupils on a certain day. */
export interface FixedEvent {
	date: string;
	/** Until this day; the same day if absent. */
	to?: string;
	classId: string;
	/** All of the class if absent. */
	seats?: readonly number[];
	code: Code;
	only?: 'AM' | 'PM';
	times?: { from: string; to: string };
	back?: string;
	detail?: string;
	reason?: string;
	/** The day and minute at which it was put in. */
	told: readonly [date: string, minute: string];
	by?: 'head';
	/** Plans entered together. */
	act?: string;
}

const GRAMMAR = 'Black Country Museum visit';
const CHOIR = 'Choir at the Town Hall';

/** The newcomer's morning is Monday 23 November 2026, in 4 Elm: one ill, one at the dentist, one on a trip. */
export const FIXED_EVENTS: readonly FixedEvent[] = [
	{
		date: '2026-11-23',
		to: '2026-11-24',
		classId: 'c-4elm',
		seats: [9],
		code: 'I',
		reason: 'Mother telephoned',
		told: ['2026-11-23', '07:52']
	},
	{
		date: '2026-11-23',
		classId: 'c-4elm',
		seats: [16],
		code: 'M',
		only: 'AM',
		times: { from: '08:30', to: '10:00' },
		back: '10:15',
		detail: 'Dentist',
		told: ['2026-11-18', '11:20']
	},
	{
		date: '2026-11-23',
		classId: 'c-4elm',
		seats: [20],
		code: 'M',
		only: 'AM',
		times: { from: '10:45', to: '11:40' },
		back: '11:50',
		detail: 'Optician',
		told: ['2026-11-19', '10:05']
	},
	...[
		{ classId: 'c-4elm', seats: [25] },
		{ classId: 'c-4oak', seats: [1, 8, 13, 27] },
		{ classId: 'c-5oak', seats: [6, 11, 19] }
	].map((who): FixedEvent => ({
		...who,
		date: '2026-11-23',
		code: 'V',
		detail: CHOIR,
		told: ['2026-11-09', '11:30'],
		act: 'choir'
	})),
	...['c-6oak', 'c-6elm'].map((classId): FixedEvent => ({
		classId,
		date: '2026-10-07',
		code: 'V',
		detail: GRAMMAR,
		told: ['2026-09-22', '11:10'],
		act: 'museum'
	})),
	...['c-3oak', 'c-3elm'].map((classId): FixedEvent => ({
		classId,
		date: '2026-11-12',
		code: 'V',
		detail: 'Woodland day, Priory Woods',
		told: ['2026-10-20', '10:40'],
		act: 'woods'
	})),
	{
		date: '2026-11-12',
		to: '2026-11-13',
		classId: 'c-5elm',
		seats: [14],
		code: 'C',
		reason: 'Granted by the headteacher',
		detail: 'Family funeral abroad',
		told: ['2026-11-10', '11:45'],
		by: 'head'
	}
];

/** Days on which a pupil's story is told here and not by chance. */
export function fixedDays(classId: string): ReadonlySet<string> {
	const days = FIXED_EVENTS.filter((event) => event.classId === classId).flatMap((event) => [
		event.date,
		event.to ?? event.date
	]);
	return new Set(days);
}
