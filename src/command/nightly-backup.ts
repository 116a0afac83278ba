import { spawn } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import { join } from 'node:path';
import { isBackupDue } from '../lib/rules/backups.ts';
import { openData } from './command.ts';

const LOOK_EVERY_MS = 5 * 60_000;
/** After a copy that failed. */
const AGAIN_AFTER_MS = 60 * 60_000;

export interface Nights {
	dataDir: string;
	env: NodeJS.ProcessEnv;
	say: (line: string) => void;
	realNow?: () => number;
	/** Makes one copy; answers with the exit code. A process of its own unless said, so that no request waits for it. */
	copy?: () => Promise<number>;
}

/** Sees to it, while the server runs, that a verified copy is made every night [Q9]. */
export class NightlyBackup {
	readonly #of: Required<Nights>;
	#isCopying = false;
	#notBefore = 0;

	constructor(of: Nights) {
		this.#of = { realNow: Date.now, copy: () => copyApart(of), ...of };
	}

	/** Looks every few minutes for as long as this process runs. */
	begin(): void {
		setInterval(() => void this.look(), LOOK_EVERY_MS).unref();
	}

	/** Makes a copy if one is due; answers whether it made one. A failure is said, told to the office by the command, and tried again later. */
	async look(): Promise<boolean> {
		const { realNow, copy, say } = this.#of;
		if (this.#isCopying || realNow() < this.#notBefore) return false;
		this.#isCopying = true;
		try {
			if (!(await this.#isDue())) return false;
			const code = await copy();
			if (code === 0) return true;
			throw new Error(`The backup command ended with ${code}.`);
		} catch (cause) {
			this.#notBefore = realNow() + AGAIN_AFTER_MS;
			say(
				`No backup was made: ${cause instanceof Error ? cause.message : String(cause)} It is tried again in an hour.`
			);
			return false;
		} finally {
			this.#isCopying = false;
		}
	}

	async #isDue(): Promise<boolean> {
		const data = await openData(this.#of.dataDir);
		try {
			const { schoolId, clockShiftMs } = data.school;
			const last = await data.store.lastBackup(schoolId);
			return isBackupDue(last?.at ?? null, this.#of.realNow() + clockShiftMs);
		} finally {
			await data.close();
		}
	}
}

function copyApart({ dataDir, env }: Nights): Promise<number> {
	const child = spawn(process.execPath, [join(import.meta.dirname, 'firstbell.ts'), 'backup'], {
		env: { ...env, DATA_DIR: dataDir },
		stdio: ['ignore', 'ignore', 'inherit']
	});
	return new Promise((resolve, reject) => {
		child.once('error', reject);
		child.once('spawn', () => {
			try {
				setPriority(child.pid ?? 0, constants.priority.PRIORITY_LOW);
			} catch {
				// It then runs like any other.
			}
		});
		child.once('exit', (code) => resolve(code ?? 1));
	});
}
