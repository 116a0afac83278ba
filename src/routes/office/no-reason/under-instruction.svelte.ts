import { untrack } from 'svelte';
import type { DevicePerson } from '$lib/device/device.ts';
import type { HeldFact, InstructionFact } from '$lib/rules/facts.ts';
import { instructionOn, toEnterUnder, type TimedN } from '$lib/rules/n-clock.ts';
import { underInstruction } from '$lib/ui/no-reason-drafts.ts';
import type { Recorder } from '$lib/ui/recorder.ts';
import { Recording } from '$lib/ui/recording.svelte.ts';
import { recordKeepers, type Named } from '$lib/ui/staff-names.ts';
import type { LiveDay } from '../../live-day.svelte.ts';
import type { NoReasonYet } from './no-reason-yet.svelte.ts';

/** [N5] The head’s standing instruction: while the person it names looks, what is overdue is entered as O; made while a component begins. */
export class UnderInstruction {
	/** Half-days entered under it since this page was opened. */
	entered = $state(0);
	readonly #entering: Recording;
	#school: { readonly live: LiveDay };
	#yet: NoReasonYet;
	#person: () => DevicePerson | null;

	/** Enters while `person` may keep the record. */
	constructor(
		recorder: Recorder,
		school: { readonly live: LiveDay },
		yet: NoReasonYet,
		person: () => DevicePerson | null
	) {
		this.#school = school;
		this.#yet = yet;
		this.#person = person;
		this.#entering = new Recording(recorder);
		$effect(() => {
			const due = this.#due;
			const under = this.current?.id;
			if (due.length > 0 && under) untrack(() => this.#enter(due, under));
		});
	}

	/** The one that stands today. */
	readonly current: HeldFact<InstructionFact> | null = $derived.by(() => {
		const { book } = this.#yet;
		return book && instructionOn(book, this.#school.live.date);
	});

	/** Who can be named in it: who keeps the record, as far as this device knows. */
	readonly people: readonly Named[] = $derived.by(() =>
		recordKeepers(this.#school.live.today?.tablets ?? [], this.#person())
	);

	/** Why the last were not entered, in a sentence. */
	get problem(): string | null {
		return this.#entering.problem;
	}

	readonly #due: readonly TimedN[] = $derived.by(() => {
		const person = this.#person();
		return person && this.#yet.asking.problem === null
			? toEnterUnder(this.current, person.staffId, this.#yet.all ?? [])
			: [];
	});

	#enter(due: readonly TimedN[], under: string): void {
		if (this.#entering.isBusy || this.problem !== null) return;
		const drafts = underInstruction(due, under, crypto.randomUUID());
		void this.#entering.record(drafts, () => (this.entered += due.length));
	}
}
