import type { Role } from '../../rules/roles.ts';
import { CLASSES } from './classes.ts';

/** One person of the demo school, with a login. */
export interface DemoStaff {
	staffId: string;
	username: string;
	name: string;
	position: string;
	role: Role;
	/** Classes given to them for the year. */
	classIds: string[];
}

/** Everybody's password in the demo school, and nowhere else. */
export const DEMO_PASSWORD = 'firstbell-demo';

const others: readonly [username: string, name: string, position: string, role: Role, classIds?: string[]][] =
	[
		// His for the year, beside their own teacher, so that he has a register to take whenever a newcomer looks.
		['cover', 'Mr Colin Cover', 'Supply teacher', 'cover', ['c-2oak']],
		['reception', 'Mrs Rita Recep', 'Receptionist', 'reception'],
		['office', 'Mrs Olive Office', 'School Office Manager', 'attendance'],
		['attendance', 'Mr Attila Attwell', 'Attendance Officer', 'attendance'],
		['head', 'Dr Helen Head', 'Headteacher', 'head'],
		['deputy', 'Mrs Della Deputy', 'Deputy Headteacher', 'deputy'],
		['safeguarding', 'Mr Stephen Guard', 'Designated Safeguarding Lead', 'safeguarding'],
		['governor', 'Mrs Gwen Govan', 'Chair of Governors', 'governor']
	];

/** Every role has someone: a teacher for each class, cover, reception, the office, head, deputy, safeguarding, governor. */
export const STAFF: readonly DemoStaff[] = [
	...CLASSES.map(({ classId, name, teacher }): DemoStaff => {
		const username = teacher.surname.toLowerCase();
		return {
			staffId: `s-${username}`,
			username,
			name: `${teacher.title} ${teacher.forename} ${teacher.surname}`,
			position: `Class teacher, ${name}`,
			role: 'teacher',
			classIds: [classId]
		};
	}),
	...others.map(([username, name, position, role, classIds = []]): DemoStaff => ({
		staffId: `s-${username}`,
		username,
		name,
		position,
		role,
		classIds
	}))
];

/** Who takes the register of a class. */
export function teacherOf(classId: string): string {
	const teacher = STAFF.find((each) => each.role === 'teacher' && each.classIds.includes(classId));
	if (!teacher) throw new Error(`The demo school has no class ${classId}.`);
	return teacher.staffId;
}

/** Who signs children in, keeps the absences, and sets the school up. */
export const RECEPTION = 's-reception';
export const ATTENDANCE = 's-attendance';
export const HEAD = 's-head';
