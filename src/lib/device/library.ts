import { Book, BOOK_KINDS } from '../rules/book.ts';
import type { HeldFact, Plan } from '../rules/facts.ts';
import { factOf } from './database.ts';
import type { Tables } from './in-one.ts';
import { readMeta, type Meta } from './meta.ts';

/** The book and the plans as this device holds them, read anew only when one of their facts came or went. */
export class Library {
	#book: { version: number; book: Book } | null = null;
	#plans: { version: number; byPupil: Map<string, HeldFact<Plan>[]> } | null = null;

	/** The database was opened anew, perhaps as another one. */
	forget(): void {
		this.#book = null;
		this.#plans = null;
	}

	/** The book, inside the caller's transaction; `meta` where the caller has read it there. */
	async book(db: Tables, meta?: Partial<Pick<Meta, 'bookVersion'>>): Promise<Book> {
		const { bookVersion: version = 0 } = meta ?? (await readMeta(db, ['bookVersion']));
		if (this.#book?.version !== version)
			this.#book = { version, book: new Book().add(await this.#facts(db, BOOK_KINDS)) };
		return this.#book.book;
	}

	/** As much of the book as tells settings: the whole of it is not read for that. */
	async settings(
		db: Tables,
		{ bookVersion: version = 0 }: Partial<Pick<Meta, 'bookVersion'>>
	): Promise<Book> {
		if (this.#book?.version === version) return this.#book.book;
		return new Book().add(await this.#facts(db, ['settings']));
	}

	/** Every plan that is held. */
	async allPlans(db: Tables): Promise<HeldFact<Plan>[]> {
		return [...(await this.plans(db)).values()].flat();
	}

	/** Every plan by pupil, replaced and cancelled ones too; `meta` where the caller has read it there. */
	async plans(
		db: Tables,
		meta?: Partial<Pick<Meta, 'plansVersion'>>
	): Promise<ReadonlyMap<string, HeldFact<Plan>[]>> {
		const { plansVersion: version = 0 } = meta ?? (await readMeta(db, ['plansVersion']));
		if (this.#plans?.version !== version) {
			const byPupil = new Map<string, HeldFact<Plan>[]>();
			for (const fact of await this.#facts(db, ['plan']))
				if (fact.kind === 'plan') byPupil.set(fact.pupilId, [...(byPupil.get(fact.pupilId) ?? []), fact]);
			this.#plans = { version, byPupil };
		}
		return this.#plans.byPupil;
	}

	/** Facts of some kinds, the school's own where both have one, without those refused here. */
	async #facts(db: Tables, kinds: readonly string[]): Promise<HeldFact[]> {
		// One read for each kind: several in one would come row by row.
		const [pulled, own] = await Promise.all([
			Promise.all(kinds.map((kind) => db.facts.where('kind').equals(kind).toArray())),
			Promise.all(kinds.map((kind) => db.outbox.where('kind').equals(kind).toArray()))
		]).then((read) => [read[0].flat(), read[1].flat()] as const);
		const receipts = own.length > 0 ? await db.receipts.bulkGet(own.map((row) => row.id)) : [];
		const standing = own.filter((_, at) => receipts[at]?.status !== 'refused');
		return [...new Map([...standing, ...pulled].map((row) => [row.id, factOf(row)])).values()];
	}
}
