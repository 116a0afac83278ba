import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Papa from 'papaparse';
import { describe, expect, it, vi } from 'vitest';
import { dataDir, eachSchoolInAFolder, school } from '../../tests/support/each-school.ts';
import { oldMorning } from '../../tests/support/old-entries.ts';
import { at, entry, PUPILS, STAFF } from '../../tests/support/school-2026-27.ts';
import { SCHOOL } from '../../tests/support/small-school.ts';
import { BY, run } from '../../tests/support/typed-here.ts';
import { plainCell } from '../lib/rules/csv-cells.ts';

eachSchoolInAFolder();

// Processes of their own take a moment to start, and longer on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

describe('an export', () => {
	const table = (folder: string, file: string) =>
		Papa.parse<Record<string, string>>(readFileSync(join(folder, file), 'utf8').replace('\ufeff', ''), {
			header: true,
			skipEmptyLines: true
		}).data;

	async function exported(name = 'out'): Promise<string> {
		const folder = join(dataDir, name);
		expect(await run('export', '--to', folder)).toMatchObject({ code: 0, err: '' });
		return folder;
	}

	async function amended(): Promise<void> {
		await school.add(
			entry({ id: 'first', code: '/', session: 'PM', madeAt: at('2026-09-14', '13:12') }),
			entry({ id: 'n', code: 'N' })
		);
		await school.add(
			entry({
				...{ id: 'i', code: 'I', how: 'office', replaces: ['n'], reason: '=2+3, said mother' },
				...{ madeAt: at('2026-09-15', '09:30'), maker: STAFF.office }
			}),
			entry({ id: 'pm', pupilId: PUPILS.ben.pupilId, session: 'PM', code: '\\' })
		);
	}

	it('[Q12] has every entry, and each amendment with its five items (cases E7, L2)', async () => {
		await amended();
		const folder = await exported();
		expect(table(folder, 'entries.csv').map((row) => [row.id, row.code, row['is amendment']])).toEqual([
			['first', '/', ''],
			['n', 'N', ''],
			['i', 'I', 'yes'],
			['pm', '\\', '']
		]);
		expect(table(folder, 'amendments.csv')).toMatchObject([
			{
				pupil: 'Ava Example',
				'original entry': 'N',
				'amended entry': 'I',
				reason: "'=2+3, said mother",
				'date of the amendment': '2026-09-15 09:30',
				name: 'Mrs Office',
				position: 'Attendance Officer'
			}
		]);
		expect(plainCell(table(folder, 'amendments.csv')[0]?.reason ?? '')).toBe('=2+3, said mother');
		expect(table(folder, 'marks.csv').map((row) => [row.forename, row.session, row.code])).toEqual([
			['Ava', 'AM', 'I'],
			['Ava', 'PM', '/'],
			['Ben', 'PM', '\\']
		]);
		expect(table(folder, 'roll.csv').map((row) => row.forename)).toEqual(['Ava', 'Ben', 'Cal', 'Dee']);
		expect(table(folder, 'calendar.csv')).toContainEqual(
			expect.objectContaining({ what: 'no school', name: 'INSET', from: '2026-11-27' })
		);
		expect(readFileSync(join(folder, 'README.html'), 'utf8')).toContain('Nothing but a text editor');
	});

	it('[Q12] no cell of any table begins a formula, whatever was recorded (case L2)', async () => {
		await school.add(
			...['=1', '+44', '-1', '@x', '\t=1'].map((reason, n) => entry({ id: `r${n}`, reason, detail: reason }))
		);
		const folder = await exported();
		const files = readdirSync(folder).filter((name) => name.endsWith('.csv'));
		expect(files.length).toBeGreaterThan(6);
		for (const file of files)
			for (const row of table(folder, file))
				for (const cell of Object.values(row)) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
	});

	it('[Q12] with purged entries still has every link of the chain, and says who purged', async () => {
		await school.add(...oldMorning(), entry());
		await run('retention', '--purge', '--by', BY, '--reason', 'Six years are over');
		const folder = await exported();
		expect(await run('verify-export', folder)).toMatchObject({
			code: 0,
			out: expect.stringContaining('10 of them purged')
		});
		expect(table(folder, 'keeping.csv')).toMatchObject([
			{ what: 'purge', by: 'Jane Attwell', position: 'Attendance Officer', why: 'Six years are over' }
		]);
		expect(readFileSync(join(folder, 'facts.jsonl'), 'utf8')).not.toContain('Chickenpox');
	});

	it('[Q13] is found changed, whatever was changed in it', async () => {
		await amended();
		const folder = await exported();
		const genuine = await run('verify-export', folder);
		expect(genuine).toMatchObject({ code: 0, err: '' });
		expect(genuine.out.trimEnd()).toMatch(/\nVerdict: as it was signed\.$/);
		for (const name of readdirSync(folder)) {
			const path = join(folder, name);
			const bytes = readFileSync(path);
			const changed = Buffer.from(bytes);
			const middle = Math.floor(changed.length / 2);
			changed[middle] = (changed[middle] ?? 0) ^ 1;
			writeFileSync(path, changed);
			expect([name, (await run('verify-export', folder)).code]).toEqual([name, 1]);
			writeFileSync(path, bytes);
		}
		writeFileSync(join(folder, 'entries-new.csv'), 'x');
		rmSync(join(folder, 'marks.csv'));
		const ran = await run('verify-export', folder);
		expect(ran.code).toBe(1);
		expect(ran.err).toContain('marks.csv is missing.');
		expect(ran.err).toContain('entries-new.csv was not part of the export.');
		expect(ran.err.trimEnd()).toMatch(/\nVerdict: NOT as it was signed\.$/);
	});

	it('[Q13] signed by somebody else is found by the school’s own key, or by the key it is compared with', async () => {
		await amended();
		const folder = await exported();
		const other = mkdtempSync(join(tmpdir(), 'firstbell-'));
		try {
			copyFileSync(join(folder, 'public-key.pem'), join(other, 'ours.pem'));
			rmSync(join(dataDir, 'signing-key.pem'));
			const forged = await exported('forged');
			rmSync(join(dataDir, 'signing-key.pem'));
			expect((await run('verify-export', forged)).out).toContain('There is no key here to compare that with');
			const compared = await run('verify-export', forged, '--key', join(other, 'ours.pem'));
			expect(compared).toMatchObject({ code: 1, err: expect.stringContaining('signed with another key') });
			expect((await run('verify-export', folder, '--key', join(other, 'ours.pem'))).code).toBe(0);
		} finally {
			rmSync(other, { recursive: true, force: true });
		}
	});

	it('[Q12] overwrites nothing, and leaves nothing half done', async () => {
		const folder = await exported();
		expect(await run('export', '--to', folder)).toMatchObject({
			code: 1,
			err: `${folder} is there already: an export overwrites nothing.\n`
		});
		expect(readdirSync(dataDir).filter((name) => name.includes('partial'))).toEqual([]);
		expect(await school.store.verify(SCHOOL)).toBeNull();
	});
});
