const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const TIME_LENGTH = 10;
const CHANCE_LENGTH = 16;

/** A ULID: 48 bits of time and 80 of chance in 26 characters, so that keys follow time and thirty marks fit in 4 KB. */
export function newId(nowMs: number, chance = crypto.getRandomValues(new Uint8Array(CHANCE_LENGTH))): string {
	let time = '';
	let rest = Math.max(0, Math.floor(nowMs));
	for (let i = 0; i < TIME_LENGTH; i++) {
		time = ALPHABET.charAt(rest % 32) + time;
		rest = Math.floor(rest / 32);
	}
	return time + Array.from(chance.slice(0, CHANCE_LENGTH), (byte) => ALPHABET.charAt(byte % 32)).join('');
}
