import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { freePort } from '../../tests/support/port.ts';
import { serveAlone } from '../lib/server/store/folder-lock.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'firstbell-start-'))));
afterEach(() => rmSync(folder, { recursive: true }));

test('[Y13] a second npm start on a folder that is served ends with one sentence, and makes, builds and changes nothing', async () => {
	const letGo = serveAlone(folder);
	const ran = spawnSync(process.execPath, [join(import.meta.dirname, 'start.ts')], {
		env: { PATH: process.env.PATH, DATA_DIR: folder, PORT: String(await freePort()) },
		encoding: 'utf8',
		timeout: 20_000
	});
	letGo();
	expect(ran).toMatchObject({
		status: 1,
		stdout: '',
		stderr: `A Firstbell server or a restore is running on the data folder ${folder}, which takes one at a time: stop that one first, or choose another folder with DATA_DIR.\n`
	});
	expect(readdirSync(folder)).toEqual(['firstbell.lock']);
}, 30_000);
