import { sql, type Kysely, type RawBuilder, type Transaction } from 'kysely';
import type { Book } from '../../rules/book.ts';
import type { Elsewhere, HeldFact, Plan } from '../../rules/facts.ts';
import type { DayBeside } from '../../rules/religious-day.ts';
import type { Session } from '../../rules/sessions.ts';
import { appendFacts } from './append.ts';
import { asideLately, asideOf, asideSince, noteReplayed, putAside } from './aside.ts';
import { clientOf, heldBefore, numbersOf, putClient, putClientDevice, wasDevice } from './clients.ts';
import { isOffence, TransactionOver } from './failures.ts';
import { marksOn } from './marks-said.ts';
import { storedPlans } from './marks.ts';
import { factsNamed, factsOf, hashAt, pieces, told } from './reading.ts';
import type { NewFact, Placed, Refusal, School, Writing } from './store.ts';
import type { ClientTable, DeviceTable, QuarantineTable, Tables } from './tables.ts';

/** The book that a school's transactions share; forgotten when one of them comes to nothing. */
export interface SharedBook {
	read(db: Kysely<Tables>, school: Pick<School, 'schoolId' | 'position' | 'epoch'>): Promise<Book>;
	advance(schoolId: string, from: number, to: number): void;
	forget(schoolId: string): void;
}

/** One school's transaction, holding its counter row: position order is commit order. */
export class SchoolWriting implements Writing {
	#tx: Transaction<Tables>;
	#school: School;
	#books: SharedBook;
	#savepoints = 0;
	#over: unknown = null;
	/** What this transaction has placed, in the school's order. */
	#placed: HeldFact[] = [];

	constructor(tx: Transaction<Tables>, school: School, books: SharedBook) {
		this.#tx = tx;
		this.#school = school;
		this.#books = books;
	}

	get school(): School {
		return this.#school;
	}

	book(): Promise<Book> {
		return this.#books.read(this.#tx, this.#school);
	}

	async placed(ids: string[]): Promise<Map<string, Placed>> {
		const found = new Map<string, Placed>();
		for (const some of pieces(ids)) {
			const rows = await this.#tx
				.selectFrom('fact')
				.select(['id', 'position', 'status', 'contentHash'])
				.where('schoolId', '=', this.#school.schoolId)
				.where('id', 'in', some)
				.execute();
			for (const row of rows) found.set(row.id, row);
		}
		return found;
	}

	facts(ids: string[]): Promise<Map<string, HeldFact>> {
		return factsNamed(this.#tx, this.#school.schoolId, ids);
	}

	async refusals(contentHashes: string[], factIds: string[]): Promise<QuarantineTable[]> {
		// Most schools have never kept anything aside.
		if (this.#school.asideNumber === 0) return [];
		return asideOf(this.#tx, this.#school.schoolId, { contentHashes, factIds });
	}

	asideSince(deviceId: string, since: number): Promise<{ facts: number; bytes: number }> {
		return asideSince(this.#tx, { schoolId: this.#school.schoolId, deviceId }, since);
	}

	asideLately(deviceId: string, since: number, charsMax: number): Promise<string[]> {
		return asideLately(this.#tx, { schoolId: this.#school.schoolId, deviceId }, { since, charsMax });
	}

	async earlier(
		clientId: string,
		of: { classId: string; date: string; session: Session }
	): Promise<HeldFact[]> {
		const rows = await factsOf(this.#tx, this.#school.schoolId)
			.where('fact.classId', '=', of.classId)
			.where('fact.date', '=', of.date)
			.where('fact.session', '=', of.session)
			.where((eb) => eb.or([eb('fact.clientId', '=', clientId), eb('fact.kind', '=', 'withdraw')]))
			.execute();
		return rows.map(told);
	}

	async elsewheresOf(of: {
		pupilId: string;
		date: string;
		session: Session;
	}): Promise<HeldFact<Elsewhere>[]> {
		const rows = await factsOf(this.#tx, this.#school.schoolId)
			.where('fact.pupilId', '=', of.pupilId)
			.where('fact.date', '=', of.date)
			.where('fact.session', '=', of.session)
			.where('fact.kind', '=', 'elsewhere')
			.execute();
		return rows.map(told).filter((fact) => fact.kind === 'elsewhere');
	}

	plansOf(pupilId: string): Promise<HeldFact<Plan>[]> {
		return storedPlans(this.#tx, this.#school.schoolId, [pupilId]);
	}

	marksOn(pupilId: string, date: string): Promise<DayBeside[]> {
		return marksOn(this.#tx, this.#school.schoolId, { pupilId, date });
	}

	async append(facts: NewFact[]): Promise<Placed[]> {
		if (facts.length === 0) return [];
		const { placed, held, ...head } = await appendFacts(this.#tx, this.#school, await this.book(), facts);
		this.#books.advance(this.#school.schoolId, this.#school.position, head.position);
		this.#school = { ...this.#school, ...head };
		this.#placed.push(...held);
		return placed;
	}

	placedSince(position: number): HeldFact[] {
		return this.#placed.filter((fact) => (fact.position ?? 0) > position);
	}

	async refuse(refusals: Refusal[]): Promise<void> {
		this.#school = { ...this.#school, ...(await putAside(this.#tx, this.#school, refusals)) };
	}

	markReplayed(factIds: string[]): Promise<void> {
		return noteReplayed(this.#tx, this.#school.schoolId, factIds);
	}

	numbersOf(clientId: string, of: { above: number; seqs: readonly number[] }) {
		return numbersOf(this.#tx, this.#school.schoolId, clientId, of);
	}

	client(clientId: string): Promise<ClientTable | null> {
		return clientOf(this.#tx, this.#school.schoolId, clientId);
	}

	putClient(client: ClientTable): Promise<void> {
		return putClient(this.#tx, client);
	}

	putClientDevice(clientId: string, deviceId: string): Promise<void> {
		return putClientDevice(this.#tx, { schoolId: this.#school.schoolId, clientId, deviceId });
	}

	wasDevice(clientId: string, deviceId: string): Promise<boolean> {
		return wasDevice(this.#tx, { schoolId: this.#school.schoolId, clientId, deviceId });
	}

	heldBefore(clientId: string, deviceId: string) {
		return heldBefore(this.#tx, { schoolId: this.#school.schoolId, clientId, deviceId });
	}

	async asideAt(number: number): Promise<string | null> {
		const { schoolId, asideNumber, asideHash } = this.#school;
		if (number === asideNumber) return asideHash;
		const row = await this.#tx
			.selectFrom('quarantine')
			.select('contentHash')
			.where('schoolId', '=', schoolId)
			.where('number', '=', number)
			.executeTakeFirst();
		return row?.contentHash ?? null;
	}

	async hashAt(position: number): Promise<string | null> {
		return hashAt(this.#tx, this.#school.schoolId, position);
	}

	async touchDevice(deviceId: string, seen: Partial<DeviceTable>): Promise<void> {
		await this.#tx
			.updateTable('device')
			.set(seen)
			.where('schoolId', '=', this.#school.schoolId)
			.where('deviceId', '=', deviceId)
			.execute();
	}

	async newEpoch(epoch: string, why: string, at: number, from: number): Promise<void> {
		const { schoolId } = this.#school;
		await this.#tx
			.insertInto('epoch')
			.values({ schoolId, epoch, fromPosition: from, startedAt: at, why })
			.execute();
		await this.#tx
			.updateTable('school')
			.set({ epoch, epochFrom: from })
			.where('schoolId', '=', schoolId)
			.execute();
		this.#school = { ...this.#school, epoch, epochFrom: from };
	}

	async notice(notice: { at: number; kind: string; deviceId: string | null; detail: string }): Promise<void> {
		await this.#tx
			.insertInto('notice')
			.values({ schoolId: this.#school.schoolId, ...notice })
			.execute();
	}

	/** Why this transaction must come to nothing, or null. */
	get over(): unknown {
		return this.#over;
	}

	async attempt<T>(work: () => Promise<T>): Promise<T> {
		if (this.#over !== null) throw new TransactionOver('The transaction is over.', { cause: this.#over });
		const name = sql.raw(`"s${(this.#savepoints += 1)}"`);
		const before = this.#school;
		await sql`savepoint ${name}`.execute(this.#tx);
		try {
			const done = await work();
			await sql`release savepoint ${name}`.execute(this.#tx);
			return done;
		} catch (cause) {
			this.#school = before;
			this.#placed = this.#placed.filter((fact) => (fact.position ?? 0) <= before.position);
			this.#books.forget(before.schoolId);
			// After a full disk the database may have no transaction left: a further write would stand alone.
			if (!isOffence(cause)) this.#over = cause;
			else await this.#undo(name);
			throw cause;
		}
	}

	async #undo(name: RawBuilder<unknown>): Promise<void> {
		try {
			await sql`rollback to savepoint ${name}`.execute(this.#tx);
			await sql`release savepoint ${name}`.execute(this.#tx);
		} catch (cause) {
			this.#over = cause;
		}
	}
}
