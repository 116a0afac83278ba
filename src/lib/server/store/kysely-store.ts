import type { Kysely, Transaction } from 'kysely';
import { Book, BOOK_KINDS } from '../../rules/book.ts';
import { aboutGuests, aboutRegister, aboutSince, takenBackOn } from './about.ts';
import { lastBackup } from './backups.ts';
import { Books } from './books.ts';
import { CarriedOverStore } from './carried-over.ts';
import type { HeldFact, Withdrawal } from '../../rules/facts.ts';
import type { KeptAside } from '../../protocol/office.ts';
import type { Session } from '../../rules/sessions.ts';
import type { TabletSeen } from '../../rules/tablets.ts';
import { GENESIS_HASH } from './chain.ts';
import { Guests, type Guest } from './guests.ts';
import { clientOf } from './clients.ts';
import { holdsAll, isAbout } from './concern.ts';
import { GroupCommit, type Job } from './group-commit.ts';
import { keptAside, keptAsideInAll, marksAside } from './aside-read.ts';
import { tabletsSeen } from './office.ts';
import { PastStore } from './past.ts';
import { factsBesideMarks, factsNamed, factsOf, hashAt, told } from './reading.ts';
import type { Notice, School, Scope, Store, Writing } from './store.ts';
import type { BackupTable, ClientTable, EpochTable, MarkTable, QuarantineTable, Tables } from './tables.ts';
import { verifySchool, type Wrong } from './verify.ts';
import { SchoolWriting } from './writing.ts';

/** The store on any database that Kysely speaks to; only how it is opened differs. */
export class KyselyStore implements Store {
	#db: Kysely<Tables>;
	#books = new Books();
	#guests = new Guests();
	#commits: GroupCommit;
	readonly past: PastStore;
	readonly carriedOver: CarriedOverStore;

	constructor(db: Kysely<Tables>) {
		this.#db = db;
		this.past = new PastStore(db);
		this.carriedOver = new CarriedOverStore(db);
		this.#commits = new GroupCommit((schoolId, jobs) => this.#commit(schoolId, jobs));
	}

	async createSchool(
		school: Pick<School, 'schoolId' | 'name' | 'demo' | 'clockShiftMs'>,
		epoch: string,
		at: number
	): Promise<void> {
		await this.#db.transaction().execute(async (tx) => {
			await tx
				.insertInto('school')
				.values({
					...school,
					position: 0,
					hash: GENESIS_HASH,
					epoch,
					epochFrom: 0,
					backedUpTo: 0,
					asideNumber: 0,
					asideHash: ''
				})
				.execute();
			await tx
				.insertInto('epoch')
				.values({ schoolId: school.schoolId, epoch, fromPosition: 0, startedAt: at, why: 'first' })
				.execute();
		});
	}

	async school(schoolId: string): Promise<School | null> {
		const row = await this.#db
			.selectFrom('school')
			.selectAll()
			.where('schoolId', '=', schoolId)
			.executeTakeFirst();
		return row ?? null;
	}

	async setClockShift(schoolId: string, shiftMs: number): Promise<void> {
		await this.#db
			.updateTable('school')
			.set({ clockShiftMs: shiftMs })
			.where('schoolId', '=', schoolId)
			.execute();
	}

	write<T>(schoolId: string, work: (writing: Writing) => Promise<T>): Promise<T> {
		return this.#commits.run(schoolId, work);
	}

	/** One transaction for all that waited: the counter row is locked first, and each job stands in a savepoint of its own. */
	async #commit(schoolId: string, jobs: readonly Job[]): Promise<void> {
		try {
			await this.#db.transaction().execute(async (tx) => {
				const writing = new SchoolWriting(tx, await lock(tx, schoolId), this.#books);
				for (const job of jobs) await job(writing, jobs.length === 1);
				if (writing.over !== null) throw writing.over;
			});
		} catch (cause) {
			this.#books.forget(schoolId);
			throw cause;
		}
	}

	async changesAfter(
		schoolId: string,
		position: number,
		{ book, classIds, guests }: { book: Book; classIds: string[]; guests: readonly Guest[] },
		limit: number
	): Promise<HeldFact[]> {
		const after = factsOf(this.#db, schoolId).where('fact.position', '>', position);
		const rows = await (holdsAll(book, classIds) ? after : after.where(isAbout(book, classIds, guests)))
			.clearOrderBy()
			.orderBy('fact.position')
			.limit(limit)
			.execute();
		return rows.map(told);
	}

	async wholeScope(schoolId: string, { classIds, since }: Scope): Promise<HeldFact[]> {
		if (classIds.length === 0) return [];
		const book = await this.book(schoolId);
		const wanted = new Set(classIds);
		const pupilIds = book
			.pupils()
			.map((pupil) => pupil.pupilId)
			.filter((pupilId) => book.classesSince(pupilId, since).some((classId) => wanted.has(classId)));
		return aboutSince(this.#db, schoolId, { classIds, pupilIds, since });
	}

	pupilsSince(schoolId: string, pupilIds: string[], since: string): Promise<HeldFact[]> {
		return aboutSince(this.#db, schoolId, { classIds: [], pupilIds, since });
	}

	guestsOn(
		school: Pick<School, 'schoolId' | 'position' | 'epoch'>,
		of: { classIds: readonly string[]; date: string }
	): Promise<Guest[]> {
		return this.#guests.on(this.#db, school, of);
	}

	guestFacts(schoolId: string, guests: readonly Guest[]): Promise<HeldFact[]> {
		return aboutGuests(this.#db, schoolId, guests);
	}

	async bookFacts(schoolId: string): Promise<HeldFact[]> {
		const rows = await factsBesideMarks(this.#db, schoolId, BOOK_KINDS).execute();
		return rows.map(told);
	}

	async book(schoolId: string): Promise<Book> {
		const school = await this.school(schoolId);
		return school ? this.#books.read(this.#db, school) : new Book();
	}

	async registerFacts(
		schoolId: string,
		of: { classId: string; date: string; session: Session }
	): Promise<HeldFact[]> {
		return aboutRegister(this.#db, schoolId, await this.book(schoolId), of);
	}

	marks(schoolId: string, of: { classId: string; date: string; session: Session }): Promise<MarkTable[]> {
		return this.#db
			.selectFrom('mark')
			.selectAll()
			.where('schoolId', '=', schoolId)
			.where('classId', '=', of.classId)
			.where('date', '=', of.date)
			.where('session', '=', of.session)
			.execute();
	}

	facts(schoolId: string, ids: string[]): Promise<Map<string, HeldFact>> {
		return factsNamed(this.#db, schoolId, ids);
	}

	withdrawalsIn(
		schoolId: string,
		days: readonly { classId: string; date: string }[]
	): Promise<HeldFact<Withdrawal>[]> {
		return takenBackOn(this.#db, schoolId, days);
	}

	hashAt(schoolId: string, position: number): Promise<string | null> {
		return hashAt(this.#db, schoolId, position);
	}

	quarantine(schoolId: string): Promise<QuarantineTable[]> {
		return this.#db
			.selectFrom('quarantine')
			.selectAll()
			.where('schoolId', '=', schoolId)
			.orderBy('number')
			.execute();
	}

	client(schoolId: string, clientId: string): Promise<ClientTable | null> {
		return clientOf(this.#db, schoolId, clientId);
	}

	tablets(schoolId: string): Promise<TabletSeen[]> {
		return tabletsSeen(this.#db, schoolId);
	}

	keptAside(schoolId: string, limit: number): Promise<KeptAside[]> {
		return keptAside(this.#db, schoolId, limit);
	}

	keptAsideInAll(schoolId: string): Promise<number> {
		return keptAsideInAll(this.#db, schoolId);
	}

	marksAside(schoolId: string, of: { date: string; since: number }): Promise<KeptAside[]> {
		return marksAside(this.#db, schoolId, of);
	}

	lastBackup(schoolId: string): Promise<BackupTable | null> {
		return lastBackup(this.#db, schoolId);
	}

	epochs(schoolId: string): Promise<EpochTable[]> {
		return this.#db
			.selectFrom('epoch')
			.selectAll()
			.where('schoolId', '=', schoolId)
			.orderBy('startedAt')
			.execute();
	}

	notices(schoolId: string): Promise<Notice[]> {
		return this.#db.selectFrom('notice').selectAll().where('schoolId', '=', schoolId).orderBy('id').execute();
	}

	async putNotice(notice: Omit<Notice, 'id'>): Promise<void> {
		await this.#db.insertInto('notice').values(notice).execute();
	}

	verify(schoolId: string): Promise<Wrong | null> {
		return verifySchool(this.#db, schoolId, Date.now());
	}

	async close(): Promise<void> {
		await this.#db.destroy();
	}
}

/** Writing the counter row, though unchanged, locks it on every database: position order is commit order. */
async function lock(tx: Transaction<Tables>, schoolId: string): Promise<School> {
	return tx
		.updateTable('school')
		.set((eb) => ({ position: eb.ref('position') }))
		.where('schoolId', '=', schoolId)
		.returningAll()
		.executeTakeFirstOrThrow(() => new Error(`There is no school ${schoolId}.`));
}
