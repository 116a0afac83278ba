import fc from 'fast-check';
import { expect, it } from 'vitest';
import { canonicalJson, sha256 } from './chain.ts';

it('[Y1] equal contents have equal hashes, in whatever order their keys came, and come back whole', () => {
	fc.assert(
		fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (held) => {
			const turned = Object.fromEntries(Object.entries(held).reverse());
			expect(canonicalJson(turned)).toBe(canonicalJson(held));
			expect(JSON.parse(canonicalJson(held))).toEqual(JSON.parse(JSON.stringify(held)));
		}),
		{ numRuns: 500 }
	);
});

it('[Y1] no key is left out of the hash, not even one that names a prototype', () => {
	const [one, two] = ['{"a":1,"__proto__":{"b":2}}', '{"a":1}'].map((text) =>
		sha256(canonicalJson(JSON.parse(text)))
	);
	expect(one).not.toBe(two);
});
