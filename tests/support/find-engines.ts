import { globSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { installFromDebian, isProgram } from './install.ts';

/** A program that the tests in other engines need: where it may be, and the Debian package that has it. */
interface Needed {
	package: string;
	places: () => string[];
}

const FIREFOX: Needed = {
	package: 'firefox-esr',
	places: () => [process.env.FIREFOX_PATH ?? '', ...onPath('firefox-esr'), ...onPath('firefox')]
};
const WEBKIT_DRIVER: Needed = { package: 'webkit2gtk-driver', places: () => onPath('WebKitWebDriver') };
const MINI_BROWSER: Needed = {
	package: 'webkit2gtk-driver',
	places: () => globSync('/usr/{lib,lib/*,libexec}/webkit2gtk-4.*/MiniBrowser')
};
const XVFB: Needed = { package: 'xvfb', places: () => onPath('Xvfb') };
const STRACE: Needed = { package: 'strace', places: () => onPath('strace') };
const ALL = [FIREFOX, WEBKIT_DRIVER, MINI_BROWSER, XVFB, STRACE];

/** The program file of Firefox; throws one sentence that says what to install where there is none. */
export const firefoxPath = () => pathOf(FIREFOX);
/** The program file of WebKitGTK's driver, or a sentence. */
export const webkitDriverPath = () => pathOf(WEBKIT_DRIVER);
/** The program file of WebKitGTK's own small browser, or a sentence. */
export const miniBrowserPath = () => pathOf(MINI_BROWSER);
/** The program file of the screen that nobody sees, or a sentence. */
export const xvfbPath = () => pathOf(XVFB);

if (import.meta.main) {
	if (process.argv.includes('--install') && missing().length > 0) installFromDebian(missing());
	if (missing().length > 0) {
		console.error(told(missing()));
		process.exit(1);
	}
	console.log(`Engines: ${firefoxPath()}, ${miniBrowserPath()}`);
}

function missing(): string[] {
	return [...new Set(ALL.filter((needed) => !found(needed)).map((needed) => needed.package))];
}

function told(packages: string[]): string {
	return `The tests in Firefox and WebKit need Debian’s ${packages.join(', ')}: install what is missing (as root: apt-get install ${packages.join(' ')}) and run this again.`;
}

function pathOf(needed: Needed): string {
	const path = found(needed);
	if (!path) throw new Error(told([needed.package]));
	return path;
}

function found(needed: Needed): string | undefined {
	return needed.places().find((path) => path !== '' && isProgram(path));
}

function onPath(name: string): string[] {
	return ['/usr/bin', '/usr/local/bin', ...(process.env.PATH ?? '').split(delimiter)].map((folder) =>
		join(folder, name)
	);
}
