import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { buildIfOld } from './build-if-old.ts';
import { mustBeFree, portOf } from './port-free.ts';
import { dataFolder, prepareData } from './prepare-data.ts';
import { told } from './told.ts';
import { welcome } from './welcome.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'firstbell-command-'))));
afterEach(() => rmSync(folder, { recursive: true }));

/** What check-node says on some version of Node, and the code it ends with. */
function checkNode(version: string): { said: string[]; code: number } {
	const ran = { said: [] as string[], code: 0 };
	const source = readFileSync(join(import.meta.dirname, 'check-node.js'), 'utf8');
	runInNewContext(source, {
		console: { error: (line: string) => ran.said.push(line) },
		process: { versions: { node: version }, exit: (code: number) => (ran.code = code) }
	});
	return ran;
}

describe('a Node that is too old', () => {
	test.each(['12.22.0', '20.20.2', '22.17.1', '23.5.0'])('%s is told so in one sentence', (version) => {
		const { said, code } = checkNode(version);
		expect(code).toBe(1);
		expect(said).toHaveLength(1);
		expect(said[0]).toContain(`this is Node ${version}`);
	});

	test.each(['22.18.0', '23.6.0', '24.0.0', '26.1.0'])('%s is not, and nothing is said', (version) => {
		expect(checkNode(version)).toEqual({ said: [], code: 0 });
	});
});

describe('the port', () => {
	test('is 3000 unless said, and must be one', () => {
		expect([portOf(undefined), portOf(''), portOf('8080')]).toEqual([3000, 3000, 8080]);
		for (const given of ['0', '65536', '80a', '-1', '3.5'])
			expect(() => portOf(given)).toThrow(`PORT must be a number from 1 to 65535, and “${given}” is not.`);
	});

	test('that another program has is named in one sentence', async () => {
		const other = createServer().listen(0, '127.0.0.1');
		await new Promise((resolve) => other.once('listening', resolve));
		const { port } = other.address() as AddressInfo;
		await expect(mustBeFree(port, '127.0.0.1')).rejects.toThrow(
			`Port ${port} is already in use: stop what runs there`
		);
		await new Promise((resolve) => other.close(resolve));
		await expect(mustBeFree(port, '127.0.0.1')).resolves.toBeUndefined();
	});
});

describe('the build', () => {
	const said: string[] = [];
	/** A project whose bundler writes a build, or fails. */
	function project(vite: string): void {
		said.length = 0;
		mkdirSync(join(folder, 'node_modules/vite/bin'), { recursive: true });
		mkdirSync(join(folder, 'src/deep'), { recursive: true });
		writeFileSync(join(folder, 'node_modules/vite/bin/vite.js'), vite);
		writeFileSync(join(folder, 'src/deep/page.ts'), '');
	}
	const builds = `const fs = require('fs'); fs.mkdirSync('build', { recursive: true }); fs.writeFileSync('build/index.js', '');`;
	const build = () => buildIfOld(folder, (line) => said.push(line));

	test('is made where there is none, left alone while it is new, and made again when a source is newer', () => {
		project(builds);
		build();
		build();
		expect(said).toEqual(['Building Firstbell…']);
		const later = new Date(Date.now() + 60_000);
		utimesSync(join(folder, 'src/deep/page.ts'), later, later);
		build();
		expect(said.at(-1)).toBe('Firstbell has changed: building it again…');
	});

	test('that fails says why, and ends in one sentence', () => {
		project(`console.error('page.ts has a mistake'); process.exit(1);`);
		expect(build).toThrow('The build failed, for the reason above.');
		expect(said.at(-1)).toBe('page.ts has a mistake');
	});

	test('that was sent alone is used as it is; with neither build nor bundler there is a sentence', () => {
		expect(build).toThrow('There is no build and nothing to make one with: run npm ci first.');
		mkdirSync(join(folder, 'build'));
		writeFileSync(join(folder, 'build/index.js'), '');
		expect(build).not.toThrow();
	});
});

describe('the data folder', () => {
	test('is ./data unless said; one that is said by an empty name is not said', () => {
		const usual = join(process.cwd(), 'data');
		expect([dataFolder(undefined), dataFolder(''), dataFolder('/srv/a')]).toEqual([usual, usual, '/srv/a']);
	});

	test('without a demo stays without a school', async () => {
		const prepared = await prepareData({ dataDir: join(folder, 'data'), demo: false });
		expect(prepared).toEqual({ schoolName: null, isDemo: false, clock: null });
	});

	test('holds a demo school that says what time it shows, and a clock that goes on', async () => {
		const dataDir = join(folder, 'data');
		const early = '2026-09-02T08:50';
		const first = await prepareData({
			dataDir,
			demo: true,
			clockAsked: early,
			realNow: () => Date.UTC(2027, 1, 1)
		});
		expect(first.clock).toBe('In this demo school it is Wednesday 2 September, 08:50, not the real time.');
		const second = await prepareData({
			dataDir,
			demo: true,
			clockAsked: early,
			realNow: () => Date.UTC(2027, 1, 1, 0, 5)
		});
		expect(second.clock).toBe(
			`In this demo school it is Wednesday 2 September, 08:55, not the real time. Its clock never goes back, so FIRSTBELL_CLOCK=${early} needs a new school: name another folder with DATA_DIR.`
		);
	}, 30_000);

	test('refuses a clock that is none before it makes anything', async () => {
		const plan = { dataDir: join(folder, 'data'), demo: true, clockAsked: 'soon' };
		await expect(prepareData(plan)).rejects.toThrow('FIRSTBELL_CLOCK must be a date and a time');
		expect(await prepareData({ ...plan, demo: false, clockAsked: '' })).toMatchObject({ schoolName: null });
	});

	/** What whoever starts the server with this data folder reads instead. */
	const refused = (dataDir: string) => prepareData({ dataDir, demo: true }).then(String, told);

	test('that is a file, or lies below one, is told in a sentence', async () => {
		const file = join(folder, 'notes.txt');
		writeFileSync(file, 'Dear diary');
		expect(await refused(file)).toBe(`${file} is a file, and no folder.`);
		expect(await refused(join(file, 'data'))).toBe(`${file} is a file, and no folder.`);
	});

	test('that cannot be made is told in a sentence, where Node would make it for ever', async () => {
		expect(await refused('/proc/firstbell/data')).toMatch(
			/^The folder \/proc\/firstbell cannot be made \(E[A-Z]+\)\.$/
		);
	});

	test('whose database cannot be opened, or is none, is told in a sentence', async () => {
		mkdirSync(join(folder, 'firstbell.db'));
		expect(await refused(folder)).toMatch(/^The database cannot be opened or written \(.*DATA_DIR names\.$/);
		rmSync(join(folder, 'firstbell.db'), { recursive: true });
		writeFileSync(join(folder, 'firstbell.db'), 'Dear diary, this is no database at all');
		expect(await refused(folder)).toMatch(/^The database or a disk .* \(file is not a database\)\..*\.$/);
	});
});

test('a newcomer reads the address, the school’s time, and one name for each role with the password', () => {
	const account = (username: string, role: string) => ({
		username,
		role,
		name: `Name ${username}`,
		position: role
	});
	const accounts = [account('amber', 'teacher'), account('teal', 'teacher'), account('head', 'head')];
	const prepared = { schoolName: 'A school', isDemo: true, clock: 'It is early.' };
	const text = welcome('http://localhost:3000', prepared, { accounts, password: 'open', first: 'teal' });
	expect(text.split('\n')).toEqual([
		'Firstbell is ready: http://localhost:3000',
		'',
		'A school is a demo school: nobody in it is real.',
		'It is early.',
		'',
		'Sign in as one of these. Everybody’s password is open',
		'  teal  Name teal, teacher',
		'  head  Name head, head',
		'  and amber',
		''
	]);
	expect(welcome('http://x', { ...prepared, isDemo: false }, null)).toBe('Firstbell is ready: http://x\n');
});
