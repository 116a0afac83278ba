import { hash } from 'node:crypto';

/** Before the first fact. */
export const GENESIS_HASH = '0'.repeat(64);

/** SHA-256, hex. */
export function sha256(text: string): string {
	return hash('sha256', text);
}

/** One link: what came before, whose chain it is, the place, and the payload's hash, so that a purged payload leaves it whole. */
export function chainHash(before: string, schoolId: string, position: number, payloadHash: string): string {
	return sha256(`${before}\n${schoolId}\n${position}\n${payloadHash}`);
}

/** JSON with keys in one order, so that equal contents have equal hashes. */
export function canonicalJson(value: unknown): string {
	return JSON.stringify(inKeyOrder(value));
}

/** A plain copy: asked of every fact twice, and a replacer would be called for each of its values. */
function inKeyOrder(value: unknown): unknown {
	if (value === null || typeof value !== 'object') return value;
	if (Array.isArray(value)) return value.map(inKeyOrder);
	const held = value as Record<string, unknown>;
	const copy: Record<string, unknown> = {};
	for (const key of Object.keys(held).sort())
		// What a device sends is content, whatever its name.
		if (key === '__proto__')
			Object.defineProperty(copy, key, { value: inKeyOrder(held[key]), enumerable: true });
		else copy[key] = inKeyOrder(held[key]);
	return copy;
}

/** The next hash over the places of facts that were in dispute when they came: their status is in no payload. */
export function disputedAfter(before: string, position: number): string {
	return sha256(`${before}\n${position}`);
}
