import type { Device, HeldPast } from '$lib/device/device.ts';
import { Live } from '$lib/device/live.svelte.ts';
import type { NoReasonAnswer } from '$lib/protocol/past.ts';
import type { Book } from '$lib/rules/book.ts';
import { addDays } from '$lib/rules/calendar.ts';
import type { HeldFact, Plan } from '$lib/rules/facts.ts';
import { aboutFollowUp, timed, type NState, type OpenFollowUp, type TimedN } from '$lib/rules/n-clock.ts';
import { plansAt } from '$lib/rules/plans.ts';
import { CALM } from '$lib/ui/calm.ts';
import { idsOf } from '$lib/ui/ids.ts';
import { fullName } from '$lib/ui/pupil-words.ts';
import type { LiveDay } from '../../live-day.svelte.ts';
import { Asking } from '../past.svelte.ts';

const ORDER: readonly NState[] = ['overdue', 'due', 'soon', 'later'];

/** Every absence without a reason, and what this device knows of each child; made while a component begins. */
export class NoReasonYet {
	readonly asking: Asking<NoReasonAnswer>;
	#school: { readonly live: LiveDay };
	#own: Live<HeldPast | null>;

	/** Asks the server while `isAllowed` says so. */
	constructor(device: Device, school: { readonly live: LiveDay }, isAllowed: () => boolean) {
		this.#school = school;
		this.#own = new Live<HeldPast | null>(
			() => device.past({ of: 'own', from: addDays(school.live.date, -400), to: school.live.date }),
			null,
			(cause) => console.error(cause),
			() => CALM
		);
		this.asking = new Asking<NoReasonAnswer>(
			device,
			() => (isAllowed() ? '/api/no-reason' : null),
			() => `${this.waiting} ${school.live.held?.facts.length ?? 0}`
		);
	}

	readonly book: Book | null = $derived.by(() => this.#school.live.held?.book ?? null);

	/** What was entered here since, that the server may not have yet. */
	readonly #entered: readonly HeldFact[] = $derived.by(() => this.#own.current?.facts ?? []);

	/** How many facts of this device wait to be sent. */
	readonly waiting: number = $derived.by(() => this.#own.current?.unsentIds.size ?? 0);

	/** Marks of this device that the school did not accept. */
	readonly refused: HeldPast['refused'] = $derived.by(() =>
		(this.#own.current?.refused ?? []).filter(({ fact }) => fact.kind === 'mark')
	);

	readonly #answered: ReadonlySet<string> = $derived(
		idsOf(
			[],
			this.#entered.flatMap((fact) => (fact.kind === 'mark' ? fact.replaces : []))
		)
	);

	readonly #plans = $derived(
		Map.groupBy(
			this.#entered.filter((fact): fact is HeldFact<Plan> => fact.kind === 'plan'),
			(plan) => plan.pupilId
		)
	);

	/** Every half-day that has no reason yet; null while that cannot be said. */
	readonly all: readonly TimedN[] | null = $derived.by(() => {
		const { book } = this;
		const { answer } = this.asking;
		// A device that is only just set up has no calendar yet to count by.
		if (!book || book.calendars().length === 0 || !answer || !this.#own.current) return null;
		const standing = answer.standing.filter((each) => !this.#answered.has(each.entry));
		return timed(book, standing, this.#school.live.date);
	});

	/** Each child once, under the most pressing of their half-days. */
	readonly groups = $derived.by(() => {
		const children = [...Map.groupBy(this.all ?? [], (each) => each.pupilId).values()];
		return ORDER.map((state) => ({
			state,
			children: children.filter((own) => ORDER.find((each) => own.some((n) => n.state === each)) === state)
		})).filter(({ children }) => children.length > 0);
	});

	/** Half-days that are O for want of a reason, child by child, which nobody has closed here or anywhere; null while that cannot be said. */
	readonly followUps: readonly (readonly OpenFollowUp[])[] | null = $derived.by(() => {
		const { answer } = this.asking;
		if (!answer || !this.#own.current) return null;
		const closed = idsOf(
			[],
			this.#entered.flatMap((fact) => (fact.kind === 'settle' ? fact.about : []))
		);
		const open = (answer.open ?? []).filter(
			({ entry }) => !closed.has(aboutFollowUp(entry)) && !this.#answered.has(entry)
		);
		return [...Map.groupBy(open, ({ pupilId }) => pupilId).values()];
	});

	/** How many half-days are so pressing. */
	count(state: NState): number {
		return (this.all ?? []).filter((each) => each.state === state).length;
	}

	/** A child's whole name, or that this device does not know the child. */
	nameOf(pupilId: string): string {
		const pupil = this.book?.pupil(pupilId);
		return pupil ? fullName(pupil) : 'A child who is not on this device';
	}

	/** A class's name, or that it is another one. */
	classNamed(classId: string): string {
		return this.book?.classNamed(classId)?.name ?? 'Another class';
	}

	/** What somebody has said of one of these half-days. */
	said(sessions: readonly TimedN[]): HeldFact<Plan> | null {
		for (const cell of sessions) {
			const at = plansAt(
				this.#plans.get(cell.pupilId) ?? [],
				cell,
				this.book?.timesOn(cell.date, cell.classId)?.[cell.session] ?? null
			);
			const [plan] = at.expected;
			if (plan) return plan;
		}
		return null;
	}
}
