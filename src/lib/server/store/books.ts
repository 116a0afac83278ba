import type { Kysely } from 'kysely';
import { Book, BOOK_KINDS } from '../../rules/book.ts';
import { factsOf, told } from './reading.ts';
import type { School } from './store.ts';
import type { Tables } from './tables.ts';
import type { SharedBook } from './writing.ts';

/** Each school's book, read once and then only what came after. */
export class Books implements SharedBook {
	#held = new Map<string, { book: Book; upTo: number }>();

	/** The book as far as this connection sees the school. */
	async read(db: Kysely<Tables>, school: Pick<School, 'schoolId' | 'position'>): Promise<Book> {
		const held = this.#held.get(school.schoolId) ?? { book: new Book(), upTo: 0 };
		if (held.upTo < school.position) {
			const rows = await factsOf(db, school.schoolId)
				.where('fact.kind', '<>', 'mark')
				.where('fact.kind', 'in', [...BOOK_KINDS])
				.where('fact.position', '>', held.upTo)
				.execute();
			held.book.add(rows.map(told));
			held.upTo = Math.max(held.upTo, school.position);
			this.#held.set(school.schoolId, held);
		}
		return held.book;
	}

	/** What was read may not have been committed: read it all again next time. */
	forget(schoolId: string): void {
		this.#held.delete(schoolId);
	}
}
