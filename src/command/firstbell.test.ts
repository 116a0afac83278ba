// Longer than others: all commands are tried by their own program, on one school.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it, vi } from 'vitest';
import { runFirstbell, runWithRoom } from '../../tests/support/command-line.ts';
import { dataDir, eachSchoolInAFolder, school } from '../../tests/support/each-school.ts';
import { OLD_DAY, oldMorning } from '../../tests/support/old-entries.ts';
import { entry } from '../../tests/support/school-2026-27.ts';
import { SCHOOL } from '../../tests/support/small-school.ts';
import { BY, run } from '../../tests/support/typed-here.ts';
import { prepareData } from './prepare-data.ts';

eachSchoolInAFolder();

// Processes of their own take a moment to start, and longer on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

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
		[['backup', '--to', ''], 'Say which folder'],
		[['export', '--to', ' '], 'Say which folder'],
		[['restore'], 'Say which copy'],
		[['retention', '--purge', '--reason', 'Over'], 'Say who does this'],
		[['retention', '--purge', '--by', 'Jane', '--reason', 'Over'], 'with their position'],
		[['retention', '--purge', '--by', BY], 'Say why'],
		[['retention', '--by', BY], 'go with --purge'],
		[['hold', 'add', '--by', BY, '--why', 'Tribunal'], 'Say of whom'],
		[['hold', 'drop'], '“drop”'],
		[['hold', 'list', 'all'], '“all” is one word too many'],
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

	it('[Q11] a database of which nothing is left is told apart from an older one, on which the server may be started', async () => {
		await school.close();
		for (const end of ['-wal', '-shm']) rmSync(join(dataDir, `firstbell.db${end}`), { force: true });
		writeFileSync(join(dataDir, 'firstbell.db'), '');
		for (const name of ['verify', 'backup', 'export', 'rebuild'])
			expect(await run(name)).toMatchObject({ code: 1, err: expect.stringContaining('is empty') });
		writeFileSync(join(dataDir, 'secret'), 'of the school that was here before its database was lost');
		await expect(prepareData({ dataDir, demo: true })).rejects.toThrow('No school is made up in its place');
		rmSync(join(dataDir, 'secret'));
		expect(await prepareData({ dataDir, demo: false })).toMatchObject({ schoolName: null });
	});

	it('[Q11] a full disk is told as that: no whole register is called damaged for it, and nothing half written stays', async () => {
		const many = Array.from({ length: 400 }, (_, n) =>
			entry({ id: `fill-${n}`, seq: 10_000 + n, pupilId: `p-fill-${n}` })
		);
		await school.add(...many);
		const exported = await runWithRoom(dataDir, 64 * 1024, 'export');
		expect(exported.code).toBe(1);
		expect(exported.err).toMatch(/^A file or folder cannot be read or written: .*\.\n$/);
		expect(readdirSync(join(dataDir, 'exports'))).toEqual([]);
		await school.close();
		const verified = await runWithRoom(dataDir, 0, 'verify');
		expect(verified.code).toBe(1);
		expect(verified.err).toMatch(
			/^Nothing more can be written beside .*: make room on its disk, then try again\.\n$/
		);
	});

	it('[Q11] a database, or a copy, that a newer version has had is left alone, and told in a sentence; exit code 1', async () => {
		const newer = school.database.sqlite;
		newer.exec(`insert into kysely_migration values ('0999-of-the-future', '2030-01-01')`);
		const sentence =
			'The database is of a newer Firstbell than this one: use that version, or a later one. Nothing was changed.\n';
		for (const args of [
			['verify'],
			['rebuild'],
			['retention', '--purge', '--by', BY, '--reason', 'Over now']
		])
			expect(await run(...args)).toEqual({ code: 1, out: '', err: sentence });
		expect(newer.prepare('select count(*) from purge').pluck().get()).toBe(0);
		const copy = join(dataDir, 'copy.db');
		newer.exec(`vacuum into '${copy}'`);
		const other = join(dataDir, 'other');
		expect(await runFirstbell(other, 'restore', copy)).toEqual({ code: 1, out: '', err: sentence });
		expect(readdirSync(other), 'but that nobody may serve the folder meanwhile').toEqual(['firstbell.lock']);
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

	it('[Q11] says its verdict last of a file in whose own schema a byte was changed', async () => {
		await closed();
		const text = readFileSync(path()).toString('latin1');
		expect(text).toContain('json_extract(');
		writeFileSync(path(), text.replaceAll('json_extract(', 'json_expract('), 'latin1');
		const ran = await run('verify');
		expect(ran.code).toBe(1);
		expect(lastLine(ran)).toMatch(/^Verdict: NOT WHOLE\./);
		expect(ran.err).not.toContain('    at ');
	});

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
