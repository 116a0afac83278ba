import type { Kysely } from 'kysely';
import { Book, BOOK_KINDS } from '../../rules/book.ts';
import { factsBesideMarks, told } from './reading.ts';
import type { School } from './store.ts';
import type { Tables } from './tables.ts';
import type { SharedBook } from './writing.ts';

interface Held {
	book: Book;
	upTo: number;
	epoch: string;
}

/** Each school's book, read once and then only what came after. */
export class Books implements SharedBook {
	#held = new Map<string, Held>();

	/** The book as far as this connection sees the school. */
	async read(db: Kysely<Tables>, school: Pick<School, 'schoolId' | 'position' | 'epoch'>): Promise<Book> {
		const { schoolId, position, epoch } = school;
		let held = this.#held.get(schoolId);
		// A school that has gone back, or begun anew, is not the one whose book this is.
		if (!held || held.upTo > position || held.epoch !== epoch) {
			held = { book: new Book(), upTo: 0, epoch };
			this.#held.set(schoolId, held);
		}
		if (held.upTo < position) {
			const rows = await factsBesideMarks(db, schoolId, BOOK_KINDS)
				.where('fact.position', '>', held.upTo)
				.execute();
			held.book.add(rows.map(told));
			held.upTo = Math.max(held.upTo, position);
		}
		return held.book;
	}

	/** Facts that a transaction has put into this book already brought the school forward. */
	advance(schoolId: string, from: number, to: number): void {
		const held = this.#held.get(schoolId);
		if (held?.upTo === from) held.upTo = to;
	}

	/** What was read may not have been committed: read it all again next time. */
	forget(schoolId: string): void {
		this.#held.delete(schoolId);
	}
}
