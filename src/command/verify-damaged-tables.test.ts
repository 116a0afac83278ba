import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { oldEntry } from '../../tests/support/old-entries.ts';
import { at } from '../../tests/support/school-2026-27.ts';
import { SCHOOL, SmallSchool } from '../../tests/support/small-school.ts';
import { addHold } from '../lib/server/store/holds.ts';
import { purge } from '../lib/server/store/purge.ts';
import { firstbell } from './firstbell.ts';

const NOW = at('2026-11-23', '10:00');
let dataDir: string;
const path = () => join(dataDir, 'firstbell.db');

beforeEach(() => {
	dataDir = mkdtempSync(join(tmpdir(), 'firstbell-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

/** A school with two hundred holds, and as many purges, each of several pages. */
async function closed(): Promise<void> {
	const school = await SmallSchool.open(path());
	await school.add(oldEntry({ id: 'old' }));
	const { db } = school.database;
	const words = 'A tribunal asks for all of it. '.repeat(8);
	const person = { name: 'Dr Head', position: 'Headteacher' };
	for (let n = 0; n < 200; n++) {
		await addHold(db, SCHOOL, { pupilId: `p-${n}`, why: words, ...person, at: n });
		await purge(db, SCHOOL, { ...person, reason: words, now: at('2025-11-20', '10:00') + n });
	}
	await school.close();
}

/** Overwrites the middle page of a table, and answers with how many of its rows can still be read before it. */
function damage(table: string): number {
	const sqlite = new Database(path());
	const pages = sqlite
		.prepare(`select pageno, ncell from dbstat where name = ? and pagetype = 'leaf' order by path`)
		.all(table) as { pageno: number; ncell: number }[];
	const size = sqlite.pragma('page_size', { simple: true }) as number;
	sqlite.close();
	const middle = Math.floor(pages.length / 2);
	const bytes = readFileSync(path());
	const { pageno } = pages[middle] ?? { pageno: 0 };
	bytes.fill(0, size * (pageno - 1), size * pageno);
	writeFileSync(path(), bytes);
	return pages.slice(0, middle).reduce((sum, { ncell }) => sum + ncell, 0);
}

it.each(['hold', 'purge'])(
	'[Q11] verify names the table %s and its first row that cannot be read',
	async (table) => {
		await closed();
		const before = damage(table);
		expect(before).toBeGreaterThan(10);
		let err = '';
		const code = await firstbell(['verify'], {
			...{ dataDir, env: {}, realNow: () => NOW, say: () => {} },
			warn: (line) => (err += `${line}\n`)
		});
		expect(code).toBe(1);
		expect(err).toContain(
			`St James’s: The file is damaged: row ${before + 1} of the table “${table}” cannot be read.`
		);
		expect(err.trimEnd().split('\n').at(-1)).toMatch(/^Verdict: NOT WHOLE\./);
	}
);
