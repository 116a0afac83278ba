import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { holdFolder, serveAlone } from './folder-lock.ts';

/** Here nobody is just stopping. */
const NO_MS = 0;

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'firstbell-lock-'))));
afterEach(() => rmSync(folder, { recursive: true }));

test('[Y13] a data folder that a server holds is served by no other one, which is told so in a sentence, until it is let go', () => {
	const letGo = serveAlone(folder);
	expect(() => serveAlone(folder, NO_MS)).toThrow(
		`A Firstbell server or a restore is running on the data folder ${folder}, which takes one at a time: stop that one first, or choose another folder with DATA_DIR.`
	);
	letGo();
	serveAlone(folder)();
	expect(readdirSync(folder)).toEqual(['firstbell.lock']);
});

test('[Y13] a server that nobody refers to any more holds its folder as long as it runs', async () => {
	const serve = () => void serveAlone(folder);
	serve();
	setFlagsFromString('--expose-gc');
	const collect = runInNewContext('gc') as () => void;
	for (let turn = 0; turn < 3; turn += 1) {
		collect();
		await new Promise((resolve) => setImmediate(resolve));
	}
	expect(holdFolder(folder, NO_MS)).toBeNull();
});

test('[Y13] a server that is killed leaves nothing behind: the next one starts at once', async () => {
	const module = join(import.meta.dirname, 'folder-lock.ts');
	const holds = `(await import(process.argv[1])).serveAlone(process.argv[2]); console.log('held'); setInterval(() => {}, 1e6);`;
	const other = spawn(process.execPath, ['--input-type=module', '-e', holds, module, folder], {
		stdio: ['ignore', 'pipe', 'inherit']
	});
	await once(other.stdout, 'data');
	expect(holdFolder(folder, NO_MS)).toBeNull();
	const ended = once(other, 'exit');
	other.kill('SIGKILL');
	await ended;
	const letGo = holdFolder(folder, NO_MS);
	expect(letGo).not.toBeNull();
	letGo?.();
});
