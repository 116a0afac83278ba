import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bundle, unbundle } from './bundle.ts';
import { Bundle } from './sync.ts';
import * as z from 'zod/mini';

const value = fc.oneof(
	fc.integer(),
	fc.string(),
	fc.constant(null),
	fc.array(fc.integer()),
	fc.record({ a: fc.integer() })
);
const fact = fc.dictionary(
	fc.constantFrom('kind', 'v', 'clientId', 'id', 'seq', 'code', 'clock', '__proto__', 'toString'),
	value
);

describe('bundles', () => {
	it('[P] any facts come back from their bundles whole and in their order', () => {
		fc.assert(
			fc.property(fc.array(fact, { maxLength: 20 }), (facts) => {
				const sent = JSON.parse(JSON.stringify(bundle(facts))) as Bundle[];
				for (const each of sent) expect(z.safeParse(Bundle, each).success).toBe(true);
				expect(JSON.stringify(sent.flatMap(unbundle).map(sorted))).toBe(JSON.stringify(facts.map(sorted)));
			})
		);
	});

	it('[P] a field that one fact lacks is never given to it', () => {
		const [first, second] = bundle([{ kind: 'mark', code: '/' }, { kind: 'mark' }]).flatMap(unbundle);
		expect(first).toEqual({ kind: 'mark', code: '/' });
		expect(second).toEqual({ kind: 'mark' });
	});

	it('[P] a bundle never holds more than the schema takes', () => {
		const sizes = bundle(Array.from({ length: 1201 }, (_, seq) => ({ kind: 'mark', seq }))).map(
			(b) => b.each.length
		);
		expect(sizes).toEqual([500, 500, 201]);
	});
});

function sorted(raw: Record<string, unknown>): [string, unknown][] {
	return Object.entries(raw).sort(([a], [b]) => (a < b ? -1 : 1));
}
