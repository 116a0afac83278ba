import {
	copyFileSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	writeFileSync
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import Papa from 'papaparse';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { runFirstbell } from '../../tests/support/command-line.ts';
import { OLD_DAY, oldMorning } from '../../tests/support/old-entries.ts';
import { at, entry, PUPILS, STAFF } from '../../tests/support/school-2026-27.ts';
import { SCHOOL, SmallSchool } from '../../tests/support/small-school.ts';
import { plainCell } from '../lib/rules/csv-cells.ts';
import { firstbell } from './firstbell.ts';

// Processes of their own take a moment to start, and longer on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const BY = 'Jane Attwell, Attendance Officer';
const NOW = at('2026-11-23', '10:00');
let dataDir: string;
let school: SmallSchool;

beforeEach(async () => {
	dataDir = mkdtempSync(join(tmpdir(), 'firstbell-'));
	school = await SmallSchool.open(join(dataDir, 'firstbell.db'));
});
afterEach(async () => {
	await school.close();
	rmSync(dataDir, { recursive: true, force: true });
});

/** Runs a command in this process, at the school’s time. */
async function run(...args: string[]) {
	const ran = { code: -1, out: '', err: '' };
	ran.code = await firstbell(args, {
		dataDir,
		env: {},
		realNow: () => NOW,
		say: (line) => (ran.out += `${line}\n`),
		warn: (line) => (ran.err += `${line}\n`)
	});
	return ran;
}

describe('the command line', () => {
	it('[Q11] lists its commands, and tells of each how it is called', async () => {
		const all = await run('help');
		expect(all.code).toBe(0);
		const names = ['verify', 'backup', 'restore', 'export', 'verify-export', 'retention', 'hold', 'rebuild'];
		for (const name of names) {
			expect(all.out).toContain(`\n  ${name} `);
			for (const asked of [
				['help', name],
				[name, '--help']
			])
				expect(await run(...asked)).toMatchObject({
					code: 0,
					out: expect.stringContaining(`npm run firstbell -- ${name}`)
				});
		}
		expect((await run()).out).toBe(all.out);
	});

	it.each([
		[['sing'], 'There is no command “sing”'],
		[['help', 'sing'], 'There is no command “sing”'],
		[['--help', 'sing'], 'There is no command “sing”'],
		[['verify', 'now'], '“now” is one word too many'],
		[['backup', '--fast'], '--fast'],
		[['restore'], 'Say which copy'],
		[['retention', '--purge', '--reason', 'Over'], 'Say who does this'],
		[['retention', '--purge', '--by', 'Jane', '--reason', 'Over'], 'with their position'],
		[['retention', '--purge', '--by', BY], 'Say why'],
		[['retention', '--by', BY], 'go with --purge'],
		[['hold', 'add', '--by', BY, '--why', 'Tribunal'], 'Say of whom'],
		[['hold', 'drop'], '“drop”'],
		[['hold', 'lift', 'one', '--by', BY, '--why', 'Over'], 'Say which hold'],
		[['verify-export'], 'Say which folder']
	])('[Q11] %j is not understood: a sentence, and exit code 2', async (args, why) => {
		const ran = await run(...args);
		expect(ran).toMatchObject({ code: 2, out: '' });
		expect(ran.err).toContain(why);
	});

	it('[Q11] a folder without a school, and a file that is no database, are told in a sentence; exit code 1', async () => {
		const none = await runFirstbell(join(dataDir, 'none'), 'verify');
		expect(none).toMatchObject({ code: 1, out: '' });
		expect(none.err).toBe(
			`There is no school in ${join(dataDir, 'none')}. Set DATA_DIR to the folder of the school’s data.\n`
		);
		await school.close();
		for (const end of ['', '-wal', '-shm']) rmSync(join(dataDir, `firstbell.db${end}`), { force: true });
		writeFileSync(join(dataDir, 'firstbell.db'), 'Dear diary, this is no database at all');
		const broken = await runFirstbell(dataDir, 'verify');
		expect(broken.code).toBe(1);
		expect(broken.err).toMatch(/^The database .* cannot be opened \(file is not a database\)/);
		expect(broken.err).toMatch(/\nVerdict: NOT WHOLE\. .*\n$/);
	});

	it.each([
		[['backup', '--to', 'FILE'], 'FILE is a file, and no folder.'],
		[['backup', '--to', 'FILE/a/b'], 'FILE is a file, and no folder.'],
		[['export', '--to', 'FILE/x'], 'FILE is a file, and no folder.'],
		[['restore', 'FOLDER'], 'FOLDER is a folder: say which copy in it.'],
		[['restore', 'FILE/x'], 'There is no file FILE/x.'],
		// There nothing can be made, whoever asks.
		[['backup', '--to', '/proc/x'], 'The folder /proc/x cannot be made (ENOENT).'],
		[['export', '--to', '/proc/x/y'], 'The folder /proc/x cannot be made (ENOENT).']
	])('[Q11] %j: a sentence, exit code 1, and nothing is left behind', async (args, sentence) => {
		const [file, folder] = [join(dataDir, 'a-file'), join(dataDir, 'a-folder')];
		writeFileSync(file, 'Dear diary');
		mkdirSync(folder);
		const placed = (said: string) => said.replace('FILE', file).replace('FOLDER', folder);
		const [command = '', ...rest] = args.map(placed);
		// A process of its own: what never ends would end no test here.
		const ran = await runFirstbell(dataDir, command, ...rest);
		expect(ran).toEqual({ code: 1, out: '', err: `${placed(sentence)}\n` });
		expect(readFileSync(file, 'utf8')).toBe('Dear diary');
		expect(readdirSync(folder)).toEqual([]);
	});

	it('[Y9] verify says its verdict last, and names the first bad position', async () => {
		await school.add(entry());
		const whole = await run('verify');
		expect(whole).toMatchObject({ code: 0, err: '' });
		expect(whole.out.trimEnd().split('\n').at(-1)).toBe(
			'Verdict: whole. Nothing was changed, and nothing is missing.'
		);
		school.database.sqlite.exec(`update mark set code = 'N'`);
		const wrong = await run('verify');
		expect(wrong.code).toBe(1);
		expect(wrong.err).toMatch(/wrong at position \d+\. A mark is not what its entries add up to \(code\)/);
		expect(wrong.err.trimEnd().split('\n').at(-1)).toMatch(/^Verdict: NOT WHOLE\./);
		expect((await run('rebuild')).out).toContain('1 mark made anew');
		expect((await run('verify')).code).toBe(0);
	});
});

describe('verify of a damaged file', () => {
	const path = () => join(dataDir, 'firstbell.db');

	/** A school with some hundred pages, closed: its file is all there is of it. */
	async function closed(): Promise<void> {
		await school.add(...Array.from({ length: 1500 }, (_, n) => entry({ id: `e-${n}`, seq: n + 1 })));
		await school.close();
	}

	/** Overwrites two neighbouring pages in the middle of a table. */
	function damage(table: string): void {
		const sqlite = new Database(path());
		const pages = sqlite
			.prepare(`select pageno from dbstat where name = ? and pagetype = 'leaf' order by path`)
			.pluck()
			.all(table) as number[];
		const size = sqlite.pragma('page_size', { simple: true }) as number;
		sqlite.close();
		const bytes = readFileSync(path());
		const middle = Math.floor(pages.length / 2);
		for (const page of pages.slice(middle, middle + 2)) bytes.fill(0, size * (page - 1), size * page);
		writeFileSync(path(), bytes);
	}

	/** The first fact that the database itself gives back no more. */
	function firstUnreadable(): number {
		const sqlite = new Database(path(), { readonly: true });
		try {
			const read = sqlite.prepare('select json from payload where schoolId = ? and position = ?');
			for (let position = 1; ; position += 1)
				try {
					if (!read.get(SCHOOL, position)) throw new Error('Every fact can be read.');
				} catch (cause) {
					if (cause instanceof Database.SqliteError) return position;
					throw cause;
				}
		} finally {
			sqlite.close();
		}
	}

	const lastLine = ({ err }: { err: string }) => err.trimEnd().split('\n').at(-1);

	it('[Q11] names the first position that cannot be read, and says its verdict last', async () => {
		await closed();
		damage('payload');
		const ran = await run('verify');
		const position = firstUnreadable();
		expect(position).toBeGreaterThan(100);
		expect(ran.code).toBe(1);
		expect(ran.err).toContain('The database file is damaged');
		expect(ran.err).toContain(
			`St James’s: wrong at position ${position}. The file is damaged: what was stored here cannot be read.`
		);
		expect(lastLine(ran)).toMatch(/^Verdict: NOT WHOLE\./);
		expect(ran.err).not.toContain('SqliteError');
		expect(await run('export')).toMatchObject({
			code: 1,
			err: expect.stringMatching(/^The database or a disk cannot be read .*malformed.*\n$/)
		});
	});

	it.each(['mark', 'fact', 'sqlite_autoindex_fact_1', 'school', 'appointment'])(
		'[Q11] says its verdict last, whatever is damaged: %s',
		async (table) => {
			await closed();
			damage(table);
			const ran = await run('verify');
			expect(ran.code).toBe(1);
			expect(ran.err).toContain('damaged');
			expect(lastLine(ran)).toMatch(/^Verdict: NOT WHOLE\./);
			expect(ran.err).not.toContain('    at ');
		}
	);

	it.each([0.7, 0.1, 0.002])(
		'[Q11] says its verdict last of a file that was cut to %d of it',
		async (part) => {
			await closed();
			const bytes = readFileSync(path());
			writeFileSync(path(), bytes.subarray(0, Math.floor(bytes.length * part)));
			const ran = await run('verify');
			expect(ran.code).toBe(1);
			expect(ran.err).toMatch(/damaged|cannot be opened/);
			expect(lastLine(ran)).toMatch(/^Verdict: NOT WHOLE\./);
			expect(ran.err).not.toContain('    at ');
		}
	);
});

describe('retention', () => {
	it('[Q2, Q3, Q4] lists, passes by a hold, purges in a named person’s name, and the register verifies', async () => {
		await school.add(...oldMorning(), entry());
		const list = await run('retention');
		expect(list.out).toContain(`${OLD_DAY} AM  Ava Example (p-ava)  newest entry of ${OLD_DAY}, 2 facts`);
		expect(list.out).toContain('Entries made on Monday 23 November 2020 or later stay.');
		expect(list.out).toContain('3 half-days may be purged; 0 half-days more are held.');

		const added = await run('hold', 'add', '--pupil', 'cal example', '--why', 'A tribunal', '--by', BY);
		expect(added).toMatchObject({
			code: 0,
			out: expect.stringContaining('nothing of Cal Example is purged')
		});
		expect((await run('retention')).out).toContain('2 half-days may be purged; 1 half-day more are held.');
		const purged = await run('retention', '--purge', '--by', BY, '--reason', 'Six years are over');
		expect(purged.code).toBe(0);
		expect(purged.out).toContain('Purge 1, by Jane Attwell, Attendance Officer: Six years are over');
		expect(purged.out).toContain('2 half-days purged');
		expect(purged.out).toContain('Held, and kept: 1 half-day.');
		expect((await run('verify')).code).toBe(0);

		expect(await run('hold', 'lift', '7', '--why', 'Over', '--by', BY)).toMatchObject({
			code: 1,
			err: 'There is no hold 7 that still holds.\n'
		});
		await run('hold', 'lift', '1', '--why', 'It is over', '--by', BY);
		expect((await run('hold', 'list')).out).toMatch(
			/1 {2}Cal Example \(p-cal\), since .*: A tribunal\n {3}lifted on .* by Jane Attwell, Attendance Officer: It is over/
		);
		expect((await run('retention')).out).toContain('1 half-day may be purged; 0 half-days more are held.');
		expect(await run('hold', 'add', '--pupil', 'Nobody', '--why', 'Because', '--by', BY)).toMatchObject({
			code: 1,
			err: expect.stringContaining('Nobody on the roll')
		});
	});
});

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
