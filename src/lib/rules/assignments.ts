import { correctedAt } from './clock.ts';
import type { AssignFact, Half, HeldFact } from './facts.ts';
import { isAfter } from './halves.ts';
import { keepFuller } from './once.ts';

/** Who was given which class, from when to when, and what ended it; the same facts in any order give the same [R3]. */
export class Assignments {
	#held = new Map<string, HeldFact<AssignFact>>();
	/** When another fact ended an assignment, by the maker's corrected time. */
	#endedAt = new Map<string, number>();

	take(fact: HeldFact<AssignFact>): void {
		for (const id of fact.replaces)
			this.#endedAt.set(id, Math.min(this.#endedAt.get(id) ?? Infinity, correctedAt(fact)));
		keepFuller(this.#held, fact);
	}

	/** Whether a person had a class for a half-day, as things stood at an instant (ms): what ends later is no bar. */
	isAssigned(staffId: string, classId: string, half: Half, at: number): boolean {
		return this.of(staffId, at).some(
			(each) => each.classId === classId && !isAfter(each.from, half) && !(each.to && isAfter(half, each.to))
		);
	}

	/** Who had a class for a half-day, as things stood at an instant (ms). */
	staffOf(classId: string, half: Half, at: number): Set<string> {
		const staffIds = new Set([...this.#held.values()].map((each) => each.staffId));
		return new Set([...staffIds].filter((staffId) => this.isAssigned(staffId, classId, half, at)));
	}

	/** A person's assignments that stood at an instant (ms). */
	of(staffId: string, at: number): HeldFact<AssignFact>[] {
		return [...this.#held.values()].filter(
			(each) => each.staffId === staffId && !each.cancelled && at < (this.#endedAt.get(each.id) ?? Infinity)
		);
	}

	/** Assignments of a class that no other fact has ended, whenever they are for; in no particular order. */
	givenOf(classId: string): HeldFact<AssignFact>[] {
		return [...this.#held.values()].filter(
			(each) => each.classId === classId && !each.cancelled && !this.#endedAt.has(each.id)
		);
	}
}
