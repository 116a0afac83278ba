const LETTERS = 'ABCDEFGHJKLMNPQRTUVWXYZ';

/** A unique pupil number of the national form, with its check letter, of a school that there is not. */
export function upn(classId: string, seat: number): string {
	const number =
		[...classId].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 1000, 7) * 100 + seat;
	const digits = `9999999${String(number).padStart(5, '0')}`;
	const sum = [...digits].reduce((total, digit, index) => total + Number(digit) * (index + 2), 0);
	return `${LETTERS[sum % 23] ?? ''}${digits}`;
}
