import type { HeldFact } from '$lib/rules/facts.ts';
import { idsOf } from './ids.ts';
import { Outgoing } from './outgoing.ts';
import type { Draft, Recorder } from './recorder.ts';

/** Something done at the desk: whom it is about, and how it is named where it could not be saved. */
export interface DeskAct {
	words: string;
	pupilIds: readonly string[];
	/** Asked for when it is written: what it replaces may itself have waited. */
	drafts: () => Draft[];
}

/** Acts at the desk on their way to this device: said to be saved only when they are, and kept where they could not be. */
export class DeskRecording {
	/** Acts that are not on this device yet, oldest first, in words. */
	unwritten: readonly string[] = $state.raw([]);
	/** Why the last write failed, in a sentence; null where it did not. */
	problem: string | null = $state(null);
	/** Facts that were written and that the day on screen does not show yet, with the pupil they are about, if it is one. */
	#ahead: readonly { id: string; pupilId: string | null }[] = $state.raw([]);
	#writing: readonly string[] = $state.raw([]);
	#outgoing: Outgoing;
	#signInId: () => string;

	/** `signInId` says whose sign-in a tap is made under: however late it can be written, it stays theirs. */
	constructor(recorder: Pick<Recorder, 'record'>, signInId: () => string) {
		this.#signInId = signInId;
		this.#outgoing = new Outgoing(
			(...drafts) => recorder.record(...drafts),
			(_, held) => this.#written(held),
			(cause) => {
				this.problem = cause instanceof Error ? cause.message : 'The browser gave no reason.';
			}
		);
	}

	/** Resolves once the act is on this device for good, however many tries that takes. */
	async add(act: DeskAct): Promise<void> {
		this.unwritten = [...this.unwritten, act.words];
		this.#writing = [...this.#writing, ...act.pupilIds];
		await this.#outgoing.add({ drafts: act.drafts, shown: [], by: this.#signInId() });
		this.unwritten = withoutFirst(this.unwritten, act.words);
		for (const pupilId of act.pupilIds) this.#writing = withoutFirst(this.#writing, pupilId);
	}

	/** Tries again to write what is kept: the same facts, with the time of their tap. */
	tryAgain(): Promise<void> {
		return this.#outgoing.drain();
	}

	/** Whether something about the pupil is being written, or was and is not on screen yet: a second tap would say it twice. */
	isBusy(pupilId: string): boolean {
		return this.#writing.includes(pupilId) || this.#ahead.some((each) => each.pupilId === pupilId);
	}

	/** How many facts are on this device and in nothing that was read from it yet: they wait to be sent, for all that is known. */
	get ahead(): number {
		return this.#ahead.length;
	}

	/** Takes what the device now holds: what it shows, or tells as refused, needs no waiting for. */
	shown(held: { facts: readonly HeldFact[]; refused: readonly { fact: HeldFact }[] }): void {
		const ids = idsOf([...held.facts, ...held.refused.map(({ fact }) => fact)]);
		const left = this.#ahead.filter((each) => !ids.has(each.id));
		if (left.length < this.#ahead.length) this.#ahead = left;
	}

	#written(held: readonly HeldFact[]): void {
		this.problem = null;
		const about = held.map((fact) => ({ id: fact.id, pupilId: 'pupilId' in fact ? fact.pupilId : null }));
		this.#ahead = [...this.#ahead, ...about];
	}
}

function withoutFirst(all: readonly string[], one: string): readonly string[] {
	const at = all.indexOf(one);
	return at < 0 ? all : all.toSpliced(at, 1);
}
