import type { OutboxRow } from './database.ts';

export const MOST_FACTS = 100;
export const MOST_BYTES = 64 * 1024;

/**
 * How much goes into one push. A server that says 400, 413 or twice 500 gets half as much next time; a fact that fails
 * even alone is set aside until the others are through, and then tried again, for as long as it takes.
 */
export class Batch {
	#limit = MOST_FACTS;
	#errors = 0;
	#aside = new Set<string>();

	/** The next facts to send, oldest first; none if all that waits has been set aside. */
	next(waiting: readonly OutboxRow[]): OutboxRow[] {
		const rows: OutboxRow[] = [];
		let bytes = 0;
		for (const row of waiting) {
			if (this.#aside.has(row.id)) continue;
			bytes += row.json.length;
			if (rows.length === this.#limit || (rows.length > 0 && bytes > MOST_BYTES)) break;
			rows.push(row);
		}
		return rows;
	}

	/** The fact set aside that was tried longest ago, alone; none if none was. */
	nextAside(waiting: readonly OutboxRow[]): OutboxRow[] {
		const held = new Map(waiting.map((row) => [row.id, row]));
		for (const id of this.#aside) {
			const row = held.get(id);
			if (row) return [row];
			this.#aside.delete(id);
		}
		return [];
	}

	/** Takes note of an answer that was none. True: half as much may be tried at once. */
	failed(status: number, rows: readonly OutboxRow[]): boolean {
		this.#errors = status === 500 ? this.#errors + 1 : 0;
		const isTooMuch = status === 400 || status === 413 || this.#errors > 1;
		if (!isTooMuch || rows.length === 0) return false;
		const [first] = rows;
		if (rows.length === 1 && first) {
			// To the end of the line, also if it stood in it already.
			this.#aside.delete(first.id);
			this.#aside.add(first.id);
			return false;
		}
		this.#limit = Math.ceil(rows.length / 2);
		return status !== 500;
	}

	/** Takes note of an answer; `passedOver` are facts of the push of which it says nothing, so that others go before them. */
	succeeded(rows: readonly OutboxRow[], passedOver: readonly OutboxRow[] = []): void {
		this.#errors = 0;
		this.#limit = Math.min(MOST_FACTS, this.#limit * 2);
		// Where one that was set aside gets through, so may the others.
		if (rows.some((row) => this.#aside.has(row.id) && !passedOver.includes(row))) this.#aside.clear();
		for (const { id } of passedOver) {
			// To the end of the line, also if it stood in it already.
			this.#aside.delete(id);
			this.#aside.add(id);
		}
	}
}
