import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const SHORTEST = 32;

/**
 * What sign-ins are signed with: the one the operator gives, else one made at the first start and kept in the data
 * folder for its owner alone, so that a restart signs nobody out.
 */
export function accessSecret(dataDir: string, given: string | undefined): string {
	if (given !== undefined && given !== '') {
		if (given.length < SHORTEST)
			throw new Error(`FIRSTBELL_SECRET must be at least ${SHORTEST} characters long.`);
		return given;
	}
	const path = join(dataDir, 'secret');
	try {
		writeFileSync(path, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' });
	} catch (cause) {
		// It is there from an earlier start, or another process made it a moment ago.
		if (!(cause instanceof Error && 'code' in cause && cause.code === 'EEXIST')) throw cause;
	}
	const kept = readFileSync(path, 'utf8').trim();
	if (kept.length < SHORTEST)
		throw new Error(
			`The file ${path} does not hold a secret. Delete it to have a new one made; everybody then signs in again.`
		);
	return kept;
}
