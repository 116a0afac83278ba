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
	return ran(dataDir, process.execPath, COMMAND, ...args);
}

/** The same where no file may grow beyond so many bytes, as on a full disk. */
export function runWithRoom(dataDir: string, bytes: number, ...args: string[]): Promise<Ran> {
	// POSIX counts in blocks of 512 bytes.
	const limited = `trap '' XFSZ; ulimit -f ${bytes / 512}; exec "$@"`;
	return ran(dataDir, 'sh', '-c', limited, 'sh', process.execPath, COMMAND, ...args);
}

function ran(dataDir: string, program: string, ...args: string[]): Promise<Ran> {
	const child = spawn(program, args, {
		env: { PATH: process.env.PATH, TZ: 'Pacific/Auckland', DATA_DIR: dataDir },
		stdio: ['ignore', 'pipe', 'pipe']
	});
	const heard: Ran = { code: 1, out: '', err: '' };
	child.stdout.on('data', (said: Buffer) => (heard.out += said.toString()));
	child.stderr.on('data', (said: Buffer) => (heard.err += said.toString()));
	return new Promise((resolve, reject) => {
		child.once('error', reject);
		child.once('close', (code) => resolve({ ...heard, code: code ?? 1 }));
	});
}
