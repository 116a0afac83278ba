const CHECK_LETTERS = 'ABCDEFGHJKLMNPQRTUVWXYZ';
const FORM = /^([A-HJ-NP-RT-Z])(\d{11})([0-9A-HJ-NP-RT-Z])$/;

/** [J7] What is wrong with a unique pupil number, in a sentence; null if nothing, or if there is none. */
export function upnProblem(upn: string): string | null {
	if (upn === '') return null;
	const [, letter = '', digits = '', last = ''] = FORM.exec(upn) ?? [];
	if (!letter) return `The UPN ${upn} is not a letter followed by 12 digits`;
	const values = [...digits].map(Number);
	// The last place of a temporary number is a letter.
	values.push(/\d/.test(last) ? Number(last) : CHECK_LETTERS.indexOf(last));
	const sum = values.reduce((total, value, at) => total + value * (at + 2), 0);
	const right = CHECK_LETTERS[sum % 23];
	return right === letter
		? null
		: `The UPN ${upn} has a mistake in it: its first letter does not fit its digits`;
}

/** A number as it is kept: capitals, no blanks. */
export function upnOf(typed: string): string {
	return typed.replace(/\s/g, '').toUpperCase();
}
