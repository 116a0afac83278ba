import { isCode, type Code } from './codes.ts';

/** What each code means, in our own words; a screen that never shows them does not load them. */
export const CODE_MEANINGS: Record<Code, string> = {
	'/': 'In school when the morning register began.',
	'\\': 'In school when the afternoon register began.',
	L: 'Came after the register began and before it closed.',
	K: 'At education that the council arranged, not at a school where they are registered.',
	V: 'On a visit or trip arranged by or for the school and supervised by its staff.',
	P: 'At a sporting activity that the school approved, supervised by someone suitable.',
	W: 'On work experience that the school approved.',
	B: 'At another approved and supervised educational activity. Never learning at home.',
	D: 'At the other school where they are registered, for a session due there.',
	C1: 'Performing under a licence, or in regulated work abroad.',
	M: 'At a medical or dental appointment.',
	J1: 'At an interview for a school or a job, with leave asked for in advance.',
	S: 'On agreed leave to study for a public examination.',
	X: 'Below compulsory school age and not due in for this session.',
	C2: 'Of compulsory school age, on a part-time timetable agreed with a parent.',
	C: 'On leave that the head granted in advance for exceptional circumstances.',
	T: 'Travelling with a parent whose trade requires it, with no fixed home.',
	R: 'On a day that their parents’ religious body sets apart.',
	I: 'Too ill to come, in body or mind.',
	E: 'Suspended or excluded, with no other education arranged yet.',
	Q: 'Could not come because the council did not make the access arrangements it owes.',
	Y1: 'Lives beyond walking distance and the transport normally provided did not run.',
	Y2: 'Could not come because an emergency disrupted travel widely.',
	Y3: 'Part of the school was closed and they could not be taken in elsewhere.',
	Y4: 'The whole school closed although the session was planned.',
	Y5: 'In police detention, on remand or serving a sentence.',
	Y6: 'Coming would have gone against public health guidance or law.',
	Y7: 'Another unavoidable cause that affected the pupil.',
	G: 'Away on holiday without leave.',
	N: 'Absent, and nobody knows why yet. Must be settled within 5 school days.',
	O: 'Absent for a reason unknown or not accepted.',
	U: 'Came after the register closed and before the session ended.',
	Z: 'Expected, but not on the admission register yet.',
	'#': 'The whole school is closed as planned.'
};

const SUCCESSORS: ReadonlyMap<string, string> = new Map([
	['H', 'use C if leave was granted, otherwise G'],
	['F', 'use C if leave was granted, otherwise G'],
	['J', 'use J1'],
	['Y', 'use the one of Y1 to Y7 that fits']
]);

/** [C9] Why a code may not stand on a date on which it was not in force, and what would be right. */
export function notInForce(code: string): string {
	const successor = SUCCESSORS.get(code);
	if (successor !== undefined) return `${code} ended on 18 August 2024: ${successor}.`;
	return isCode(code) ? `${code} began on 19 August 2024.` : 'This is not an attendance code.';
}
