import type { Fact, HeldFact } from './facts.ts';

/** Facts of which a later one may take the place of earlier ones; the same facts in any order leave the same standing. */
export class Standing<F extends Fact & { replaces?: string[]; cancelled?: true }> {
	#held = new Map<string, HeldFact<F>>();
	#replaced = new Set<string>();
	#standing: HeldFact<F>[] | null = null;

	/** Takes one more fact; the same one again changes nothing. */
	take(fact: HeldFact<F>): void {
		this.#held.set(fact.id, fact);
		for (const id of fact.replaces ?? []) this.#replaced.add(id);
		this.#standing = null;
	}

	/** Every fact taken, those that were replaced or taken back too. */
	get all(): Iterable<HeldFact<F>> {
		return this.#held.values();
	}

	/** The facts that no other replaces and that do not only take back. */
	get standing(): readonly HeldFact<F>[] {
		this.#standing ??= [...this.#held.values()].filter(
			(each) => !each.cancelled && !this.#replaced.has(each.id)
		);
		return this.#standing;
	}
}

/** Keeps a fact under its key where none is held or it comes later. */
export function keepLatest<F extends Fact>(
	map: Map<string, HeldFact<F>>,
	key: string,
	fact: HeldFact<F>
): void {
	const held = map.get(key);
	if (!held || isLater(fact, held)) map.set(key, fact);
}

/** Later in the school's order; what the school has not placed yet comes last. */
export function isLater(a: HeldFact, b: HeldFact): boolean {
	const [pa, pb] = [a.position ?? Infinity, b.position ?? Infinity];
	return pa === pb ? a.id > b.id : pa > pb;
}
