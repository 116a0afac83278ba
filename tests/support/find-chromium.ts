import { globSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';
import { attempt, installFromDebian, isProgram } from './install.ts';

/** What keeps a headless Chromium quiet and able to run as root; the same for tests, bench and pictures. */
export const CHROMIUM_ARGS = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync'
];

const BROWSERS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const TOLD =
	'No Chromium was found: install Chromium or Google Chrome, or set CHROMIUM_PATH to its program file, and run this again.';

/** The program file of the Chromium to test with; throws one sentence that says what to do where there is none. */
export function chromiumPath(): string {
	const found = candidates().find(isProgram);
	if (!found) throw new Error(TOLD);
	return found;
}

if (import.meta.main) {
	const missing = () => !candidates().some(isProgram);
	if (process.argv.includes('--install') && !process.env.CHROMIUM_PATH) install(missing);
	if (missing()) {
		console.error(TOLD);
		process.exit(1);
	}
	console.log(`Browser: ${chromiumPath()}`);
}

/** Tries Playwright's own download, then Debian's package; leaves quietly where neither works. */
function install(missing: () => boolean): void {
	const cli = join(import.meta.dirname, '../../node_modules/@playwright/test/cli.js');
	const noShell = () => !shells().some(isProgram);
	if (noShell()) attempt(process.execPath, [cli, 'install', '--only-shell', 'chromium']);
	if (noShell()) installFromDebian(['chromium-headless-shell']);
	if (missing()) installFromDebian(['chromium']);
}

function candidates(): string[] {
	if (process.env.CHROMIUM_PATH) return [process.env.CHROMIUM_PATH];
	return [...shells(), ...onPath(BROWSERS), ...usualPlaces(), chromium.executablePath()];
}

/** Chromium without its window: the same engine, and a third of the processor's time goes less into what nobody sees. */
function shells(): string[] {
	// Debian's own is called by a script, which would be killed in its place.
	const debian = '/usr/lib/chromium/chromium-headless-shell';
	return [debian, ...onPath(['chrome-headless-shell']), ...downloadedShells()];
}

/** Where Playwright keeps the shell that belongs to its version, beside the whole browser. */
function downloadedShells(): string[] {
	const [, cache = '', revision = ''] = /^(.*)[\\/]chromium-(\d+)[\\/]/.exec(chromium.executablePath()) ?? [];
	if (revision === '') return [];
	return globSync(join(cache, `chromium_headless_shell-${revision}`, '*', '*headless{_,-}shell{,.exe}'));
}

function onPath(names: readonly string[]): string[] {
	const folders = ['/usr/bin', '/usr/local/bin', ...(process.env.PATH ?? '').split(delimiter)];
	if (process.platform === 'win32') return [];
	return folders.flatMap((folder) => names.map((name) => join(folder, name)));
}

function usualPlaces(): string[] {
	if (process.platform === 'darwin')
		return ['/Applications', join(homedir(), 'Applications')].flatMap((folder) => [
			join(folder, 'Google Chrome.app/Contents/MacOS/Google Chrome'),
			join(folder, 'Chromium.app/Contents/MacOS/Chromium')
		]);
	if (process.platform === 'win32')
		return [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA]
			.filter((folder) => folder !== undefined)
			.flatMap((folder) => [
				join(folder, 'Google/Chrome/Application/chrome.exe'),
				join(folder, 'Chromium/Application/chrome.exe')
			]);
	return ['/snap/bin/chromium', '/opt/google/chrome/chrome'];
}
