import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const SOURCES = ['src', 'static', 'package-lock.json', 'svelte.config.js', 'vite.config.ts'];

/** Builds the app where there is no build or a source is newer; throws one plain sentence if that fails. */
export function buildIfOld(root: string, say: (line: string) => void): void {
	const vite = join(root, 'node_modules/vite/bin/vite.js');
	const built = builtAt(root);
	// A server that was sent its build alone has nothing to build with, and need not.
	if (built !== null && (!existsSync(vite) || newestSource(root) <= built)) return;
	if (!existsSync(vite)) throw new Error('There is no build and nothing to make one with: run npm ci first.');
	say(built === null ? 'Building Firstbell…' : 'Firstbell has changed: building it again…');
	const run = spawnSync(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
		cwd: root,
		encoding: 'utf8'
	});
	if (run.status === 0 && builtAt(root) !== null) return;
	say(`${run.stdout ?? ''}${run.stderr ?? ''}`.trim());
	throw new Error('The build failed, for the reason above.');
}

function builtAt(root: string): number | null {
	const index = join(root, 'build/index.js');
	return existsSync(index) ? statSync(index).mtimeMs : null;
}

function newestSource(root: string): number {
	const times = SOURCES.map((name) => join(root, name))
		.filter((path) => existsSync(path))
		.flatMap((path) => [path, ...below(path)])
		.map((path) => statSync(path).mtimeMs);
	return Math.max(...times);
}

function below(path: string): string[] {
	if (!statSync(path).isDirectory()) return [];
	return readdirSync(path, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile() && !entry.name.endsWith('.test.ts'))
		.map((entry) => join(entry.parentPath, entry.name));
}
