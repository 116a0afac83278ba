import Database from 'better-sqlite3';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { layDatabase } from './recording.ts';

/** One fact that a school has, by what no version may change of it. */
export interface StoredFact {
	id: string;
	contentHash: string;
	status: string;
	position: number;
}

/** One that was kept aside. */
export interface KeptAside {
	factId: string;
	code: string;
	replayed: number;
	raw: string;
}

/** A school's database file, read past the code of every version. */
export class OnDisk {
	readonly path: string;
	readonly #folder: string;

	constructor() {
		this.#folder = mkdtempSync(join(tmpdir(), 'firstbell-versions-'));
		this.path = join(this.#folder, 'school.db');
	}

	/** A recorded school, laid down anew. */
	static of(version: string, when: 'at-start' | 'at-dump'): OnDisk {
		const disk = new OnDisk();
		layDatabase(version, when, disk.path);
		return disk;
	}

	/** What every mark says; the position beside it is the server's own note of when it last changed, and `verify` answers for that. */
	marks(): Record<string, unknown>[] {
		const rows = this.#all('select * from mark order by "pupilId", date, session');
		return rows.map(({ position: _, ...said }) => said);
	}

	facts(): StoredFact[] {
		return this.#all<StoredFact>('select id, "contentHash", status, position from fact order by position');
	}

	/** Every fact's payload with its link of the chain, in the school's order. */
	chain(): Record<string, unknown>[] {
		return this.#all(
			'select f.position, f.hash, f."payloadHash", p.json from fact f join payload p on p."schoolId" = f."schoolId" and p.position = f.position order by f.position'
		);
	}

	keptAside(): KeptAside[] {
		return this.#all<KeptAside>('select "factId", code, replayed, raw from quarantine order by number');
	}

	remove(): void {
		rmSync(this.#folder, { recursive: true, force: true });
	}

	#all<T = Record<string, unknown>>(sql: string): T[] {
		const db = new Database(this.path, { readonly: true });
		try {
			return db.prepare<[], T>(sql).all();
		} finally {
			db.close();
		}
	}
}
