import { arrivalReason, needsReason } from '$lib/rules/amendment.ts';
import type { Entry, HeldFact, How, SessionTimes } from '$lib/rules/facts.ts';
import { markOnArrival } from '$lib/rules/lateness.ts';
import { countsOf, type Register, type RegisterOf, type RegisterRow } from '$lib/rules/register.ts';
import type { SessionWindow } from '$lib/rules/sessions.ts';
import { draftOf, isFillable, isLeft } from './answer.ts';
import { rowsByPupil } from './ids.ts';
import type { Draft } from './recorder.ts';
import { RowTaking, withFact } from './row-taking.svelte.ts';
import {
	NOTHING_STATED,
	withoutTogether,
	withStated,
	withTogether,
	type AllStated,
	type Stated
} from './stated.ts';

/** Who called the register, when (HH:MM), and how the office knows. */
export interface CalledBy {
	how: Extract<How, 'paper' | 'told'>;
	takenBy: string;
	takenAt: string;
	actId: string;
	/** Why it differs from what stood, after the close. */
	reason?: string;
}

/** By what statements are weighed. */
export interface PaperTimes {
	times: SessionTimes;
	window: SessionWindow;
	/** The school's time now. */
	now: number;
}

const STAND_IN = 'stated ';

/** A register that somebody called from paper or by word, as the office states it child by child; nothing is recorded before it is sent. */
export class PaperTaking {
	readonly of: RegisterOf;
	/** One for each pupil, in calling order, as it will be. */
	rows: RowTaking[] = $state.raw([]);
	#register: Register | null = $state.raw(null);
	#stated: AllStated = $state.raw(NOTHING_STATED);
	#at: () => PaperTimes;
	readings: readonly RegisterRow[] = $derived(this.rows.map((each) => each.row));
	counts = $derived(countsOf(this.readings));
	/** Of whom nobody has said anything that counts. */
	left = $derived(this.readings.filter(isLeft));
	/** Stated by *All present but*, and still so. */
	statedTogether = $derived([...this.#stated.values()].filter((each) => each.withOthers).length);

	constructor(of: RegisterOf, at: () => PaperTimes) {
		this.of = { classId: of.classId, date: of.date, session: of.session };
		this.#at = at;
	}

	/** How many children are stated here. */
	get count(): number {
		return this.#stated.size;
	}

	/** Takes what the device holds now; what is stated stays stated. */
	take(register: Register): void {
		this.#register = register;
		this.#show();
	}

	/** What is stated here of a child, if anything is. */
	statedOf(pupilId: string): Stated | undefined {
		return this.#stated.get(pupilId);
	}

	/** States one child; null takes back what was stated. */
	state(pupilId: string, stated: Stated | null): void {
		this.#stated = withStated(this.#stated, pupilId, stated);
		this.#show();
	}

	/** States every blank without a known absence present: one act of the person's, never a default. */
	allPresent(): void {
		const blank = this.readings.filter(isFillable).map((row) => row.pupil.pupilId);
		this.#stated = withTogether(this.#stated, blank);
		this.#show();
	}

	/** Takes back what *All present but* stated; the exceptions stay. */
	notAllPresent(): void {
		this.#stated = withoutTogether(this.#stated);
		this.#show();
	}

	/** Of whom something else stands than is stated here; the person must have been told before it is replaced. */
	differing(): RegisterRow[] {
		return this.#realRows()
			.filter(
				({ row, stated }) => !isLeft(row) && !saysTheSame(row, withFact(row, this.#standIn(row, stated)))
			)
			.map(({ row }) => row);
	}

	/** Whether any of it is an amendment, which the law wants a reason for. */
	mustSayWhy(): boolean {
		return this.#realRows().some(({ row, stated }) => this.#needsReason(row, stated));
	}

	/** One entry a child stated, and the word that the register was gone through; all to be recorded together. */
	drafts({ reason, ...called }: CalledBy): Draft[] {
		const marks = this.#realRows().flatMap(({ row, stated }): Draft[] => {
			// Called absent before the child came: the arrival stands, and nothing speaks against it.
			if (stated.answer === 'absent' && row.mark.arrival && called.takenAt <= row.mark.arrival.at) return [];
			const own = stated.arrivedAt ? arrivalReason(stated.arrivedAt, this.#at().times) : undefined;
			const why = own ?? (reason && this.#needsReason(row, stated) ? reason : undefined);
			return [{ ...this.#draft(row, stated, called.how), ...called, ...(why ? { reason: why } : {}) }];
		});
		const blanks = this.left.map((row) => row.pupil.pupilId);
		return [...marks, { kind: 'finish', ...this.of, blanks }];
	}

	#realRows(): { row: RegisterRow; stated: Stated }[] {
		return (this.#register?.rows ?? []).flatMap((row) => {
			const stated = this.#stated.get(row.pupil.pupilId);
			return stated ? [{ row, stated }] : [];
		});
	}

	/** An arrival at or after the close is U, before the opening it is on time: the minute decides, as at the desk. */
	#draft(row: RegisterRow, { answer, arrivedAt }: Stated, how: How): Extract<Draft, { kind: 'mark' }> {
		const draft = draftOf(this.of, row, answer, { how, ...(arrivedAt ? { arrivedAt } : {}) });
		if (draft.kind !== 'mark') throw new Error('An answer is a mark.');
		const earned = arrivedAt ? markOnArrival(arrivedAt, this.of.session, this.#at().times) : null;
		return earned ? { ...draft, code: earned.code } : draft;
	}

	#needsReason(row: RegisterRow, stated: Stated): boolean {
		const { window } = this.#at();
		const entry = this.#standIn(row, stated);
		const replaced = marksOf(row);
		return needsReason({
			entry,
			replaced,
			window,
			own: [],
			finished: false,
			plans: [...row.plans.byId.values()]
		});
	}

	#standIn(row: RegisterRow, stated: Stated): HeldFact<Entry> {
		const { answer, arrivedAt = '' } = stated;
		return {
			...this.#draft(row, stated, 'paper'),
			id: `${STAND_IN}${row.pupil.pupilId} ${answer} ${arrivedAt}`,
			v: 1,
			clientId: '',
			seq: 0,
			signInId: '',
			madeAt: this.#at().now,
			clock: { offsetMs: 0, doubtMs: 0 },
			replaces: marksOf(row).map((fact) => fact.id)
		};
	}

	#show(): void {
		const before = rowsByPupil(this.rows);
		const rows = (this.#register?.rows ?? []).map((real) => {
			const stated = this.#stated.get(real.pupil.pupilId);
			const row = stated ? withFact(real, this.#standIn(real, stated)) : real;
			return before.get(real.pupil.pupilId)?.become(row) ?? new RowTaking(row);
		});
		// The list changes with every statement: its counts are read from it.
		this.rows = rows;
	}
}

function saysTheSame(a: RegisterRow, b: RegisterRow): boolean {
	return a.mark.shown === b.mark.shown && a.mark.code === b.mark.code;
}

function marksOf(row: RegisterRow): HeldFact<Entry>[] {
	return row.facts.filter((fact) => fact.kind === 'mark');
}
