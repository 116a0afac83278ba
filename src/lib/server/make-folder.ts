import { accessSync, constants, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Makes a folder and those above it, for the school’s own account alone; one that is there stays as it is. Throws one
 * sentence where there can be none, or nothing can be written in it.
 */
export function makeFolder(path: string): void {
	// One at a time: Node makes several at once for ever where the system says of a parent that it is not there, as /proc does.
	for (const folder of missingOf(path)) {
		try {
			mkdirSync(folder, { mode: 0o700 });
		} catch (cause) {
			if (codeOf(cause) !== 'EEXIST' || !isFolder(folder))
				throw new Error(`The folder ${folder} cannot be made (${codeOf(cause)}).`, { cause });
		}
	}
	try {
		accessSync(path, constants.W_OK | constants.X_OK);
	} catch (cause) {
		throw new Error(`Nothing can be written in the folder ${path} (${codeOf(cause)}).`, { cause });
	}
}

/** The folders that are not there yet, the outermost first. */
function missingOf(path: string): string[] {
	const missing: string[] = [];
	for (let at = path; ; at = dirname(at)) {
		const isIt = isFolder(at);
		if (isIt) return missing;
		if (isIt === false) throw new Error(`${at} is a file, and no folder.`);
		missing.unshift(at);
		if (at === dirname(at)) return missing;
	}
}

/** Null: there is nothing of that name. */
function isFolder(path: string): boolean | null {
	try {
		return statSync(path).isDirectory();
	} catch (cause) {
		// Below a file there is nothing.
		if (['ENOENT', 'ENOTDIR'].includes(codeOf(cause))) return null;
		throw new Error(`${path} cannot be looked at (${codeOf(cause)}).`, { cause });
	}
}

const codeOf = (cause: unknown): string =>
	cause instanceof Error && 'code' in cause ? String(cause.code) : 'for no reason that is known';
