import { createHash, type KeyObject } from 'node:crypto';
import { createReadStream, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { chainHash, GENESIS_HASH, sha256 } from '../store/chain.ts';
import { PUBLIC_KEY, SIGNATURE, SUMS } from './folder.ts';
import { fingerprint, isSignedBy, publicKeyIn } from './signing.ts';

/** What checking an export has shown. */
export interface CheckedExport {
	/** What is wrong, in sentences; none: it is as it was signed. */
	wrong: string[];
	files: number;
	facts: number;
	purged: number;
	/** The fingerprint of the key it is signed with; null where it is not signed. */
	fingerprint: string | null;
	/** Whether that is the key it was compared with; null where there was none to compare. */
	isExpectedKey: boolean | null;
}

/** Checks an export’s signature, every file of it, and the chain of its facts. */
export async function checkExport(path: string, expected: KeyObject | null): Promise<CheckedExport> {
	const missing = [SUMS, SIGNATURE, PUBLIC_KEY].filter((name) => !existsSync(join(path, name)));
	if (missing.length > 0)
		throw new Error(`${path} is not an export of a register: it has no ${missing.join(', no ')}.`);
	const wrong: string[] = [];
	const sums = readFileSync(join(path, SUMS));
	const key = keyIn(path);
	if (!key) wrong.push(`${PUBLIC_KEY} does not hold a key.`);
	else if (!isSignedBy(sums, readFileSync(join(path, SIGNATURE)), key))
		wrong.push('The list of files is not the one that was signed.');
	const listed = listedIn(sums.toString());
	for (const [name, hash] of listed)
		if (!existsSync(join(path, name))) wrong.push(`${name} is missing.`);
		else if ((await hashOf(join(path, name))) !== hash) wrong.push(`${name} was changed.`);
	for (const name of readdirSync(path))
		if (!listed.has(name) && ![SUMS, SIGNATURE, PUBLIC_KEY].includes(name))
			wrong.push(`${name} was not part of the export.`);
	const chain = await walk(path);
	if (chain.wrong !== null) wrong.push(chain.wrong);
	return {
		wrong,
		...{ files: listed.size, facts: chain.facts, purged: chain.purged },
		fingerprint: key && fingerprint(key),
		isExpectedKey: key && expected ? fingerprint(key) === fingerprint(expected) : null
	};
}

function keyIn(path: string): KeyObject | null {
	try {
		return publicKeyIn(readFileSync(join(path, PUBLIC_KEY)));
	} catch {
		return null;
	}
}

function listedIn(sums: string): ReadonlyMap<string, string> {
	const lines = sums.split('\n').filter((line) => line !== '');
	// A name is a file of this folder, and never a way out of it.
	return new Map(
		lines.flatMap((line) => {
			const [, hash, name] = /^([0-9a-f]{64}) {2}([\w.-]+)$/.exec(line) ?? [];
			return hash !== undefined && name !== undefined ? [[name, hash] as const] : [];
		})
	);
}

async function hashOf(path: string): Promise<string> {
	const hash = createHash('sha256');
	for await (const bytes of createReadStream(path)) hash.update(bytes as Buffer);
	return hash.digest('hex');
}

interface Line {
	position: number;
	payloadHash: string;
	hash: string;
	payload: string | null;
}

async function walk(path: string): Promise<{ wrong: string | null; facts: number; purged: number }> {
	let facts = 0;
	let purged = 0;
	let before = GENESIS_HASH;
	const found = (wrong: string | null) => ({ wrong, facts, purged });
	const [chain, about] = [join(path, 'facts.jsonl'), join(path, 'school.json')];
	// That they are missing has been said.
	if (!existsSync(chain) || !existsSync(about)) return found(null);
	try {
		const school = JSON.parse(readFileSync(about, 'utf8')) as Record<string, unknown>;
		const lines = createInterface({ input: createReadStream(chain), crlfDelay: Infinity });
		for await (const line of lines) {
			const fact = JSON.parse(line) as Line;
			facts += 1;
			if (fact.position !== facts) return found(`facts.jsonl has no place ${facts}.`);
			if (fact.payload === null) purged += 1;
			else if (sha256(fact.payload) !== fact.payloadHash)
				return found(`facts.jsonl, place ${facts}: the payload is not the one that was stored.`);
			if (chainHash(before, String(school.schoolId), facts, fact.payloadHash) !== fact.hash)
				return found(`facts.jsonl, place ${facts}: the chain is broken here.`);
			before = fact.hash;
		}
		if (school.position !== facts || school.hash !== before)
			return found('facts.jsonl does not end where school.json says.');
		return found(null);
	} catch {
		return found(`facts.jsonl or school.json cannot be read after place ${facts}.`);
	}
}
