// Long, because it is a list: one step for each thing that a person can record, in the order of a half-day.
import type { Draft } from '../../src/lib/device/device.ts';
import type { Session } from '../../src/lib/rules/sessions.ts';
import { CALENDAR, PUPILS, SETTINGS, STAFF, TIMES } from '../support/school-2026-27.ts';
import { REGISTER } from '../support/small-school.ts';

/** The devices of a recorded school, and who is signed in on each. */
export const DEVICES = {
	tablet: { deviceId: 'tablet', person: STAFF.teal },
	desk: { deviceId: 'desk', person: STAFF.recep },
	office: { deviceId: 'office', person: STAFF.office },
	study: { deviceId: 'study', person: STAFF.head }
} as const;
export type DeviceName = keyof typeof DEVICES;

/** What one device records, and by which name later steps speak of it. */
export interface Step {
	by: DeviceName;
	/** HH:MM */
	at: string;
	name: string;
	draft: (idOf: (name: string) => string) => Draft;
}

const { ava, ben, cal, dee } = PUPILS;

/** Every kind of fact that people can record, in one half-day; one of them (`against the rules`) is refused. */
export function everyKind(session: Session): Step[] {
	const [register, isAM] = [{ ...REGISTER, session }, session === 'AM'];
	const cell = (pupil: { pupilId: string }) => ({ ...register, pupilId: pupil.pupilId });
	const half = { date: REGISTER.date, session };
	const present = isAM ? '/' : '\\';
	const minute = (after: number) => {
		const from = (isAM ? 8 * 60 + 50 : 13 * 60 + 10) + after;
		return `${String(Math.floor(from / 60)).padStart(2, '0')}:${String(from % 60).padStart(2, '0')}`;
	};
	const later = isAM ? '2026-10-05' : '2026-10-06';
	const mark = { kind: 'mark' as const, sawPlans: [] };
	const tapped = { ...mark, how: 'tapped' as const };
	const n = isAM ? 1 : 2;
	const step = (by: DeviceName, after: number, name: string, draft: Step['draft']): Step => ({
		by,
		at: minute(after),
		name: `${session} ${name}`,
		draft: (idOf) => draft((of) => idOf(`${session} ${of}`))
	});
	return [
		step('desk', -15, 'message', () => ({
			kind: 'plan',
			pupilId: cal.pupilId,
			from: half,
			to: half,
			reason: 'A cold',
			message: { from: 'Mother', via: 'phone' },
			replaces: []
		})),
		step('tablet', 1, 'present', () => ({ ...tapped, ...cell(ava), code: present })),
		step('tablet', 1, 'absent', () => ({ ...tapped, ...cell(ben), code: 'N' })),
		step('tablet', 2, 'wrong tap', () => ({ ...tapped, ...cell(cal), code: 'L' })),
		step('tablet', 2, 'taken back', (idOf) => ({
			kind: 'withdraw',
			...register,
			entries: [idOf('wrong tap')]
		})),
		step('tablet', 3, 'against the rules', () => ({ ...tapped, ...cell(cal), code: 'I' })),
		step('tablet', 3, 'rest present', () => ({
			...mark,
			...cell(dee),
			how: 'filled',
			code: present,
			actId: `fill-${n}`
		})),
		step('tablet', 4, 'unlisted', () => ({ kind: 'unlisted', ...register, name: 'Robin' })),
		step('tablet', 5, 'finish', () => ({
			kind: 'finish',
			...register,
			blanks: [cal.pupilId],
			heads: 2,
			here: 2
		})),
		step('desk', 10, 'arrival', () => ({
			...mark,
			...cell(ben),
			how: 'desk',
			code: 'L',
			arrivedAt: minute(10),
			reason: 'Traffic'
		})),
		step('tablet', 12, 'seen', (idOf) => ({ kind: 'seen', ...cell(ben), arrival: idOf('arrival') })),
		step('office', 13, 'call', () => ({
			kind: 'call',
			...cell(cal),
			contact: { name: 'Mary', order: 1 },
			outcome: 'no-answer'
		})),
		step('office', 14, 'entered', () => ({
			...mark,
			...cell(cal),
			how: 'office',
			code: 'I',
			reason: 'A cold'
		})),
		step('office', 15, 'from paper', () => ({
			...mark,
			...cell(dee),
			how: 'paper',
			code: present,
			takenBy: 'Mr Cover',
			takenAt: minute(2)
		})),
		step('desk', 25, 'out', () => ({
			kind: 'out',
			...cell(ava),
			at: minute(25),
			why: 'appointment',
			where: 'Dentist',
			collectedBy: 'Father',
			replaces: []
		})),
		step('tablet', 26, 'elsewhere', () => ({
			kind: 'elsewhere',
			...cell(dee),
			at: minute(26),
			where: 'Library',
			replaces: []
		})),
		step('tablet', 28, 'proposal', () => ({
			kind: 'propose',
			...cell(cal),
			code: 'U',
			arrivedAt: minute(28),
			note: 'At the gate'
		})),
		step('desk', 50, 'back', (idOf) => ({
			kind: 'back',
			...cell(ava),
			at: minute(50),
			out: idOf('out'),
			replaces: []
		})),
		step('office', 60, 'settled', (idOf) => ({
			kind: 'settle',
			...register,
			about: idOf('unlisted'),
			outcome: 'closed',
			reason: 'A visitor'
		})),
		step('office', 61, 'plan', () => ({
			kind: 'plan',
			pupilId: ben.pupilId,
			from: { date: later, session: 'AM' },
			to: { date: later, session: 'PM' },
			code: 'M',
			reason: 'Hospital',
			replaces: []
		})),
		step('office', 62, 'new class', () => ({
			kind: 'class',
			classId: `c-new-${n}`,
			name: `New ${n}`,
			years: ['3'],
			order: 10 + n
		})),
		step('office', 63, 'new pupil', () => ({
			kind: 'pupil',
			pupilId: `p-new-${n}`,
			forename: 'Eve',
			surname: `Example ${n}`,
			dob: '2018-10-10',
			year: '3',
			register: {
				sex: 'F',
				address: '1 High Street',
				startingDay: later,
				siblings: [],
				contacts: [
					{
						name: 'Mary',
						relation: 'Mother',
						isParent: true,
						livesWith: true,
						order: 1,
						phones: ['01632 960001']
					}
				]
			}
		})),
		step('office', 64, 'placed', () => ({
			kind: 'place',
			pupilId: `p-new-${n}`,
			classId: `c-new-${n}`,
			from: later
		})),
		step('office', 65, 'left', () => ({
			kind: 'leave',
			pupilId: `p-new-${n}`,
			lastDay: '2026-12-18',
			ground: 'Moved to another school'
		})),
		step('office', 66, 'class given', () => ({
			kind: 'assign',
			staffId: STAFF.cover.staffId,
			classId: `c-new-${n}`,
			from: { date: later, session: 'AM' },
			replaces: []
		})),
		step('office', 67, 'calendar', () => {
			const { schoolYear, terms, closures } = CALENDAR;
			return { kind: 'calendar', schoolYear, terms, closures };
		}),
		step('office', 68, 'times of a day', () => ({
			kind: 'times',
			date: later,
			times: { ...TIMES, AM: { open: '10:00', close: '10:20', end: '12:00' } },
			reason: 'Ice on the roads',
			replaces: []
		})),
		step('office', 69, 'carried over', () => ({
			kind: 'exported',
			from: REGISTER.date,
			to: REGISTER.date,
			upTo: 1,
			system: 'The school’s system'
		})),
		step('study', 70, 'settings', () => {
			const { from, schoolName, times, callingOrder, show, arrivalReasons } = SETTINGS;
			return { kind: 'settings', from, schoolName, times, callingOrder, show, arrivalReasons };
		}),
		step('study', 71, 'closure', () => ({
			kind: 'closure',
			code: 'Y4',
			from: { date: isAM ? '2026-12-14' : '2026-12-15', session: 'AM' },
			to: { date: isAM ? '2026-12-14' : '2026-12-15', session: 'PM' },
			reason: 'The boiler has failed',
			replaces: []
		})),
		step('study', 72, 'instruction', () => ({
			kind: 'instruction',
			what: 'overdue-N-is-O',
			staffId: STAFF.office.staffId,
			name: STAFF.office.name,
			from: later,
			replaces: []
		}))
	];
}
