import { createHash } from 'node:crypto';

/** Before the first fact. */
export const GENESIS_HASH = '0'.repeat(64);

/** SHA-256, hex. */
export function sha256(text: string): string {
	return createHash('sha256').update(text).digest('hex');
}

/** One link: what came before, whose chain it is, the place, and the payload's hash, so that a purged payload leaves it whole. */
export function chainHash(before: string, schoolId: string, position: number, payloadHash: string): string {
	return sha256(`${before}\n${schoolId}\n${position}\n${payloadHash}`);
}

/** JSON with keys in one order, so that equal contents have equal hashes. */
export function canonicalJson(value: unknown): string {
	return JSON.stringify(value, (_key, held: unknown) =>
		held !== null && typeof held === 'object' && !Array.isArray(held)
			? Object.fromEntries(Object.entries(held).sort(([a], [b]) => (a < b ? -1 : 1)))
			: held
	);
}
