import { createHash, type Hash, type KeyObject } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';
import { safeRows } from '../../rules/csv-cells.ts';
import { makeFolder } from '../make-folder.ts';
import { publicPem, signed } from './signing.ts';

/** The list of files that is signed, its signature, and the key to check it with. */
export const SUMS = 'SHA256SUMS';
export const SIGNATURE = 'SHA256SUMS.sig';
export const PUBLIC_KEY = 'public-key.pem';

/** A file of an export as it is written: bytes go out and into its hash. */
class OutFile {
	readonly #handle: number;
	readonly #hash: Hash = createHash('sha256');

	constructor(path: string) {
		this.#handle = openSync(path, 'wx', 0o600);
	}

	write(text: string): void {
		const bytes = Buffer.from(text);
		// Not writeSync, which on a full disk writes a part and says so only by its answer.
		writeFileSync(this.#handle, bytes);
		this.#hash.update(bytes);
	}

	/** Ends the file; answers its hash, hex. */
	end(): string {
		fsyncSync(this.#handle);
		closeSync(this.#handle);
		return this.#hash.digest('hex');
	}
}

/** A folder of files that is there as a whole, signed, or not at all. */
export class ExportFolder {
	readonly path: string;
	readonly #partial: string;
	readonly #files = new Map<string, OutFile>();

	/** Throws one sentence where the folder is there already: an export overwrites nothing. */
	constructor(path: string) {
		if (existsSync(path)) throw new Error(`${path} is there already: an export overwrites nothing.`);
		this.path = path;
		this.#partial = `${path}.partial`;
		rmSync(this.#partial, { recursive: true, force: true });
		makeFolder(this.#partial);
	}

	/** Adds to a text file, which begins with the first words. */
	text(name: string, text: string): void {
		const file = this.#files.get(name) ?? new OutFile(join(this.#partial, name));
		this.#files.set(name, file);
		file.write(text);
	}

	/** Adds rows to a table, which begins with its header; no cell is a formula to a spreadsheet (case L2). */
	rows(name: string, header: readonly string[], rows: readonly (readonly string[])[]): void {
		// The mark at the beginning tells a spreadsheet that names are written in UTF-8.
		if (!this.#files.has(name)) this.text(name, `\ufeff${csv([header])}`);
		if (rows.length > 0) this.text(name, csv(rows));
	}

	/** Signs the list of all files and puts the folder in its place. */
	finish(key: KeyObject): void {
		const sums = [...this.#files]
			.map(([name, file]) => `${file.end()}  ${name}\n`)
			.sort((a, b) => (a.slice(66) < b.slice(66) ? -1 : 1))
			.join('');
		writeFileSync(join(this.#partial, SUMS), sums, { mode: 0o600 });
		writeFileSync(join(this.#partial, SIGNATURE), signed(Buffer.from(sums), key), { mode: 0o600 });
		writeFileSync(join(this.#partial, PUBLIC_KEY), publicPem(key), { mode: 0o600 });
		renameSync(this.#partial, this.path);
	}

	/** Leaves nothing behind. */
	giveUp(): void {
		for (const file of this.#files.values()) {
			try {
				file.end();
			} catch {
				// It was ended before.
			}
		}
		rmSync(this.#partial, { recursive: true, force: true });
	}
}

function csv(rows: readonly (readonly string[])[]): string {
	return `${Papa.unparse(safeRows(rows), { newline: '\r\n' })}\r\n`;
}
