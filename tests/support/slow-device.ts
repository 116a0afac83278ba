import type { Draft } from '../../src/lib/device/draft.ts';
import type { HeldFact } from '../../src/lib/rules/facts.ts';
import { at } from './school-2026-27.ts';

/** A device in the test's hand: each write waits until it is let through, or fails. */
export class SlowDevice {
	facts: HeldFact[] = [];
	drafts: Draft[][] = [];
	now = at('2026-09-14', '08:52');
	#waiting: { write: () => void; fail: () => void }[] = [];
	#made = 0;

	schoolNow = () => this.now;

	record = (...drafts: Draft[]): Promise<HeldFact[]> => {
		this.drafts.push(drafts);
		const facts = drafts.map((draft) => this.#fact(draft));
		return this.#attempt(facts);
	};

	/** Lets the next write through, or fails it, and waits until the screen has heard. */
	async next(how: 'write' | 'fail' = 'write'): Promise<void> {
		this.#waiting.shift()?.[how]();
		for (let turns = 0; turns < 8; turns += 1) await Promise.resolve();
	}

	get waiting(): number {
		return this.#waiting.length;
	}

	#attempt(facts: HeldFact[]): Promise<HeldFact[]> {
		return new Promise((resolve, reject) =>
			this.#waiting.push({
				write: () => {
					this.facts.push(...facts);
					resolve(facts);
				},
				fail: () => reject(Object.assign(new Error('Not saved'), { retry: () => this.#attempt(facts) }))
			})
		);
	}

	#fact(draft: Draft): HeldFact {
		this.#made += 1;
		const clock = { offsetMs: 0, doubtMs: 0 };
		const base = {
			id: `made-${this.#made}`,
			v: 1,
			clientId: 'tablet',
			seq: this.#made,
			signInId: 'in-s-teal',
			madeAt: this.now,
			clock
		};
		if (draft.kind !== 'mark') return { ...base, ...draft };
		const own = this.facts.filter((fact) => fact.kind === 'mark' && fact.pupilId === draft.pupilId);
		return { ...base, ...draft, replaces: own.map((fact) => fact.id) };
	}
}
