import Database from 'better-sqlite3';
import type { Accepted, Entry, Fact, Finish, Proposal, Unlisted } from '../../src/lib/rules/facts.ts';
import type { Session } from '../../src/lib/rules/sessions.ts';

/** One register of the school: a class and a half-day. */
export interface RegisterKey {
	classId: string;
	date: string;
	session: Session;
}

/** A fact as the server keeps it. */
export type Kept<F extends Fact = Fact> = F & Accepted;

/** Every index begins with the school: a look without it walks all that was ever recorded, and a test looks again and again. */
const SCHOOL = '(select "schoolId" from "school")';

/** What the school's database holds, read beside the running server and never written. */
export class Ledger {
	readonly #path: string;

	constructor(databasePath: string) {
		this.#path = databasePath;
	}

	/** Every entry of one register in the school's order, replaced ones too. */
	entries(register: RegisterKey): Kept<Entry>[] {
		return this.#facts('mark', register).filter((fact) => fact.kind === 'mark');
	}

	/** Every *finish* of one register in the school's order. */
	finishes(register: RegisterKey): Kept<Finish>[] {
		return this.#facts('finish', register).filter((fact) => fact.kind === 'finish');
	}

	/** The names told of children who are not on the class list. */
	unlisted(register: RegisterKey): Kept<Unlisted>[] {
		return this.#facts('unlisted', register).filter((fact) => fact.kind === 'unlisted');
	}

	/** A classroom's words that a pupil came at or after the close. */
	proposals(register: RegisterKey): Kept<Proposal>[] {
		return this.#facts('propose', register).filter((fact) => fact.kind === 'propose');
	}

	/** Every fact that was taken in after a position, in the school's order. */
	since(position: number): Kept[] {
		return this.#kept('f.position > ? order by f.position', position);
	}

	/** Every fact of a kind, the newest first. */
	newest<K extends Fact['kind']>(kind: K): Kept<Extract<Fact, { kind: K }>>[] {
		return this.#kept('f.kind = ? order by f.position desc', kind) as Kept<Extract<Fact, { kind: K }>>[];
	}

	/** The mark of one pupil as the school's own table has it; null where nobody has marked. */
	mark({ date, session }: RegisterKey, pupilId: string): Record<string, unknown> | null {
		const row = this.#read((db) =>
			db
				.prepare(`select * from mark where schoolId = ${SCHOOL} and pupilId = ? and date = ? and session = ?`)
				.get(pupilId, date, session)
		) as Record<string, unknown> | undefined;
		return row ?? null;
	}

	/** How many facts lie in quarantine. */
	quarantined(): number {
		return this.#read((db) => db.prepare('select count(*) from quarantine').pluck().get() as number);
	}

	/** The position given last. */
	head(): number {
		return this.#read(
			(db) => db.prepare(`select max(position) from fact where schoolId = ${SCHOOL}`).pluck().get() as number
		);
	}

	#facts(kind: Fact['kind'], { classId, date, session }: RegisterKey): Kept[] {
		const where = 'f.kind = ? and f.classId = ? and f.date = ? and f.session = ? order by +f.position';
		return this.#kept(where, kind, classId, date, session);
	}

	#kept(where: string, ...values: (string | number)[]): Kept[] {
		const rows = this.#read((db) =>
			db
				.prepare(
					`select f.position as position, f.receivedAt as receivedAt, p.json as json
					from fact f join payload p on p.schoolId = f.schoolId and p.position = f.position
					where f.schoolId = ${SCHOOL} and ${where}`
				)
				.all(...values)
		) as { position: number; receivedAt: number; json: string }[];
		return rows.map(({ json, ...placed }) => ({ ...(JSON.parse(json) as Kept), ...placed }));
	}

	#read<T>(query: (db: Database.Database) => T): T {
		const db = new Database(this.#path, { readonly: true, fileMustExist: true });
		try {
			return query(db);
		} finally {
			db.close();
		}
	}
}
