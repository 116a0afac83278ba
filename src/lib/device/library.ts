import { Book, BOOK_KINDS } from '../rules/book.ts';
import type { HeldFact, Plan } from '../rules/facts.ts';
import { factOf } from './database.ts';
import type { Tables } from './in-one.ts';
import { readMeta } from './meta.ts';

/** The book and the plans as this device holds them, read anew only when one of their facts came or went. */
export class Library {
	#book: { version: number; book: Book } | null = null;
	#plans: { version: number; byPupil: Map<string, HeldFact<Plan>[]> } | null = null;

	/** The database was opened anew, perhaps as another one. */
	forget(): void {
		this.#book = null;
		this.#plans = null;
	}

	/** The book, inside the caller's transaction. */
	async book(db: Tables): Promise<Book> {
		const { bookVersion: version = 0 } = await readMeta(db, ['bookVersion']);
		if (this.#book?.version !== version)
			this.#book = { version, book: new Book().add(await this.#facts(db, BOOK_KINDS)) };
		return this.#book.book;
	}

	/** Every plan of these pupils, replaced and cancelled ones too. */
	async plansOf(db: Tables, pupilIds: readonly string[]): Promise<HeldFact<Plan>[]> {
		const byPupil = await this.#plansByPupil(db);
		return pupilIds.flatMap((pupilId) => byPupil.get(pupilId) ?? []);
	}

	/** Every plan that is held. */
	async allPlans(db: Tables): Promise<HeldFact<Plan>[]> {
		return [...(await this.#plansByPupil(db)).values()].flat();
	}

	async #plansByPupil(db: Tables): Promise<ReadonlyMap<string, HeldFact<Plan>[]>> {
		const { plansVersion: version = 0 } = await readMeta(db, ['plansVersion']);
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
		const pulled = await db.facts
			.where('kind')
			.anyOf([...kinds])
			.toArray();
		const own = await db.outbox
			.where('kind')
			.anyOf([...kinds])
			.toArray();
		const receipts = await db.receipts.bulkGet(own.map((row) => row.id));
		const standing = own.filter((_, at) => receipts[at]?.status !== 'refused');
		return [...new Map([...standing, ...pulled].map((row) => [row.id, factOf(row)])).values()];
	}
}
