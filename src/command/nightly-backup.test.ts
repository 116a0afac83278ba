import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { at } from '../../tests/support/school-2026-27.ts';
import { SCHOOL, SmallSchool } from '../../tests/support/small-school.ts';
import { noteBackup } from '../lib/server/store/backups.ts';
import { NightlyBackup } from './nightly-backup.ts';

// Processes of their own take a moment to start, and longer on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

let dataDir: string;
let school: SmallSchool;
let now: number;
let copies: number[];
let said: string[];
let answers: number[];

beforeEach(async () => {
	dataDir = mkdtempSync(join(tmpdir(), 'firstbell-'));
	school = await SmallSchool.open(join(dataDir, 'firstbell.db'));
	[copies, said, answers] = [[], [], []];
});
afterEach(async () => {
	await school.close();
	rmSync(dataDir, { recursive: true, force: true });
});

function nights(): NightlyBackup {
	return new NightlyBackup({
		dataDir,
		env: {},
		say: (line) => said.push(line),
		realNow: () => now,
		copy: async () => {
			copies.push(now);
			const code = answers.shift() ?? 0;
			const row = await school.store.school(SCHOOL);
			if (code === 0 && row)
				await noteBackup(school.database.db, row, { at: now, file: `/${now}.db`, verifiedAt: now });
			return code;
		}
	});
}

describe('the nightly copy', () => {
	it('[Q9] one a night while the server runs, looked for every few minutes', async () => {
		const backup = nights();
		for (now = at('2026-11-23', '00:00'); now < at('2026-11-26', '00:00'); now += 5 * 60_000)
			await backup.look();
		expect(copies).toEqual(
			['2026-11-23 00:00', '2026-11-23 02:00', '2026-11-24 02:00', '2026-11-25 02:00'].map((moment) =>
				at(moment.slice(0, 10), moment.slice(11))
			)
		);
		expect(said).toEqual([]);
	});

	it('[Q9] one that fails is said, and tried again after an hour, not every few minutes', async () => {
		answers = [1, 1, 0];
		const backup = nights();
		for (now = at('2026-11-23', '02:00'); now < at('2026-11-23', '06:00'); now += 5 * 60_000)
			await backup.look();
		expect(copies).toEqual(['02:00', '03:00', '04:00'].map((minute) => at('2026-11-23', minute)));
		expect(said).toHaveLength(2);
	});

	it('[Q9] never two at once', async () => {
		now = at('2026-11-23', '02:00');
		const backup = nights();
		expect(await Promise.all([backup.look(), backup.look()])).toEqual([true, false]);
		expect(copies).toHaveLength(1);
	});
});
