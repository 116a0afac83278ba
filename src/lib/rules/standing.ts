import type { Fact, HeldFact } from './facts.ts';
import { keepFuller } from './once.ts';
import { inOrderMade } from './order-made.ts';

/** Facts of which a later one may take the place of earlier ones; the same facts in any order leave the same standing. */
export class Standing<F extends Fact & { replaces?: string[]; cancelled?: true }> {
	#held = new Map<string, HeldFact<F>>();
	#replaced = new Set<string>();
	#standing: HeldFact<F>[] | null = null;

	/** Takes one more fact; the same one again changes nothing. */
	take(fact: HeldFact<F>): void {
		keepFuller(this.#held, fact);
		for (const id of fact.replaces ?? []) this.#replaced.add(id);
		this.#standing = null;
	}

	/** Every fact taken, those that were replaced or taken back too. */
	get all(): Iterable<HeldFact<F>> {
		return this.#held.values();
	}

	/** The facts that no other replaces and that do not only take back, in the order in which they were made. */
	get standing(): readonly HeldFact<F>[] {
		this.#standing ??= inOrderMade(this.#held.values()).filter(
			(each) => !each.cancelled && !this.#replaced.has(each.id)
		);
		return this.#standing;
	}
}

/** [R4] What was told of one thing, again and again: the last made holds. */
export class Told<F extends Fact> {
	#held = new Map<string, HeldFact<F>>();
	#latest: HeldFact<F> | null = null;

	/** Takes one more fact; the same one again changes nothing. */
	take(fact: HeldFact<F>): void {
		keepFuller(this.#held, fact);
		this.#latest = null;
	}

	/** The fact that was made last; undefined where nothing was told. */
	get latest(): HeldFact<F> | undefined {
		this.#latest ??= inOrderMade(this.#held.values()).at(-1) ?? null;
		return this.#latest ?? undefined;
	}
}

/** Takes a fact into what was told under a key. */
export function tell<F extends Fact>(about: Map<string, Told<F>>, key: string, fact: HeldFact<F>): void {
	const told = about.get(key) ?? new Told<F>();
	told.take(fact);
	about.set(key, told);
}
