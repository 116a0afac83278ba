const BYTES = 16;

/** An id whose order follows time (UUID version 7): 48 bits of the instant, and 74 bits of the chance it is given. */
export function timedId(at: number, chance: Uint8Array): string {
	const bytes = new Uint8Array(BYTES);
	bytes.set(chance.subarray(0, BYTES - 6), 6);
	for (let i = 0; i < 6; i += 1) bytes[i] = Math.floor(at / 2 ** (8 * (5 - i))) % 256;
	bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
	bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
	const hex = Buffer.from(bytes).toString('hex');
	return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
