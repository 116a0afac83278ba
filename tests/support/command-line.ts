import { spawn } from 'node:child_process';
import { join } from 'node:path';

const COMMAND = join(import.meta.dirname, '../../src/command/firstbell.ts');

/** What a command said, and how it ended. */
export interface Ran {
	code: number;
	out: string;
	err: string;
}

/** Runs `npm run firstbell -- …` in a process of its own. */
export function runFirstbell(dataDir: string, ...args: string[]): Promise<Ran> {
	const child = spawn(process.execPath, [COMMAND, ...args], {
		env: { PATH: process.env.PATH, TZ: 'Pacific/Auckland', DATA_DIR: dataDir },
		stdio: ['ignore', 'pipe', 'pipe']
	});
	const ran: Ran = { code: 1, out: '', err: '' };
	child.stdout.on('data', (said: Buffer) => (ran.out += said.toString()));
	child.stderr.on('data', (said: Buffer) => (ran.err += said.toString()));
	return new Promise((resolve, reject) => {
		child.once('error', reject);
		child.once('close', (code) => resolve({ ...ran, code: code ?? 1 }));
	});
}
