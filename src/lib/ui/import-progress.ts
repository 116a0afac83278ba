import type { Book } from '$lib/rules/book.ts';
import type { HeldFact } from '$lib/rules/facts.ts';

/** How far the facts of an import have come. */
export interface ImportProgress {
	all: number;
	received: number;
	/** Recorded here, and not accepted by the school: each is in the list of what to check. */
	refused: number;
}

/** [J11] What has come of the facts of an import, as this device's own book has them. */
export function importProgress(book: Book, facts: readonly HeldFact[]): ImportProgress {
	let received = 0;
	let refused = 0;
	const classes = new Map(book.classes().map((each) => [each.id, each.position]));
	for (const fact of facts) {
		const held =
			fact.kind === 'class'
				? { isThere: classes.has(fact.id), position: classes.get(fact.id) }
				: heldOf(book, fact);
		if (!held.isThere) refused += 1;
		else if (held.position !== undefined) received += 1;
	}
	return { all: facts.length, received, refused };
}

function heldOf(book: Book, fact: HeldFact): { isThere: boolean; position: number | undefined } {
	const own = 'pupilId' in fact ? book.rollFacts(fact.pupilId).find(({ id }) => id === fact.id) : undefined;
	return { isThere: own !== undefined, position: own?.position };
}
