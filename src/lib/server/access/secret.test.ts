import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { accessSecret } from './secret.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'firstbell-secret-'))));
afterEach(() => rmSync(folder, { recursive: true }));

test('a secret is made at the first start, for its owner alone, and stays the same', () => {
	const made = accessSecret(folder, undefined);
	expect(made.length).toBeGreaterThanOrEqual(43);
	expect(accessSecret(folder, undefined)).toBe(made);
	expect(statSync(join(folder, 'secret')).mode & 0o777).toBe(0o600);
});

test('a secret that is given is used, and a short one is refused in a sentence', () => {
	expect(accessSecret(folder, 'g'.repeat(40))).toBe('g'.repeat(40));
	expect(() => accessSecret(folder, 'short')).toThrow(
		'FIRSTBELL_SECRET must be at least 32 characters long.'
	);
});

test('an emptied secret file is no secret', () => {
	writeFileSync(join(folder, 'secret'), '\n');
	expect(() => accessSecret(folder, undefined)).toThrow('does not hold a secret');
});
