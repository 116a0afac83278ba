/** Chance from one seed: the same seed, the same run. Numbers in [0, 1), as Math.random gives them. */
export function chanceOf(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

/** Sixteen bytes of it, for an id. */
export function bytesOf(chance: () => number): Uint8Array<ArrayBuffer> {
	return Uint8Array.from({ length: 16 }, () => Math.floor(chance() * 256));
}
