import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';

/** Runs a program whose failure is no failure: what it should have brought is looked for afterwards. */
export function attempt(program: string, args: string[]): void {
	try {
		execFileSync(program, args, {
			stdio: 'inherit',
			timeout: 600_000,
			env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
		});
	} catch {
		// The next way is tried; the last sentence is said once, by the caller.
	}
}

/** Installs Debian packages where that can be done without asking anybody: on Debian, as root. */
export function installFromDebian(packages: string[]): void {
	if (!existsSync('/etc/debian_version') || process.getuid?.() !== 0) return;
	attempt('apt-get', ['update']);
	attempt('apt-get', ['install', '-y', '--no-install-recommends', ...packages]);
}

/** Whether a file is there and may be run. */
export function isProgram(path: string): boolean {
	try {
		accessSync(path, constants.X_OK);
		return true;
	} catch {
		return false;
	}
}
