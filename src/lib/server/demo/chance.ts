import { createHash } from 'node:crypto';
import { timedId } from '../access/timed-id.ts';

/** The same answers for the same key, for ever: what is made up about one pupil hangs on nobody else. */
export class Chance {
	#state: number;

	constructor(...key: (string | number)[]) {
		this.#state = createHash('sha256').update(key.join(' ')).digest().readUInt32LE(0);
	}

	/** From 0 up to, and without, 1. */
	next(): number {
		// mulberry32: small, and good enough to make up a school.
		this.#state = (this.#state + 0x6d2b79f5) | 0;
		let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
		t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
		return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
	}

	/** True in that part of all cases. */
	holds(part: number): boolean {
		return this.next() < part;
	}

	/** A whole number from `least` to `most`, both included. */
	between(least: number, most: number): number {
		return least + Math.floor(this.next() * (most - least + 1));
	}

	/** One of these. */
	of<T>(choices: readonly T[]): T {
		const chosen = choices[this.between(0, choices.length - 1)];
		if (chosen === undefined) throw new Error('There is nothing to choose from.');
		return chosen;
	}
}

/** The id of a demo fact: ordered by time like any other, and the same at every start. */
export function demoId(at: number, ...key: (string | number)[]): string {
	return timedId(at, createHash('sha256').update(key.join(' ')).digest());
}

const BASE32 = '0123456789abcdefghjkmnpqrstvwxyz';

/** A short opaque id: a letter and eight signs that say nothing. */
export function shortId(letter: string, ...key: (string | number)[]): string {
	const bytes = createHash('sha256').update(key.join(' ')).digest();
	return letter + [...bytes.subarray(0, 8)].map((byte) => BASE32[byte % 32]).join('');
}
