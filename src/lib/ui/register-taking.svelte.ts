// Long, because what stands on screen, what is being written and what the device holds are one bookkeeping.
import type { Refusal } from '$lib/device/device.ts';
import type { Book } from '$lib/rules/book.ts';
import type { Finish, HeldFact, Unlisted } from '$lib/rules/facts.ts';
import { entriesIn, outAmong, refusedByPupil, whereaboutsByPupil } from './register-reading.ts';
import { rowState } from './row-state.ts';
import { guestRows, type GuestRow } from '$lib/rules/guests.ts';
import { countsOf, readRegister, type RegisterOf, type RegisterRow } from '$lib/rules/register.ts';
import { draftOf, isFillable, isLeft, type Answer, type Said } from './answer.ts';
import { Outgoing } from './outgoing.ts';
import type { Draft, Recorder } from './recorder.ts';
import { RowTaking, withFact, withoutFacts } from './row-taking.svelte.ts';
import { idsOf, NO_IDS, rowsByPupil } from './ids.ts';
import { isStandIn, standInFor, type Maker } from './stand-in.ts';

/** What the device holds for a register; refused facts are left out of `facts`. */
export interface HeldRegister {
	book: Book;
	facts: HeldFact[];
	/** Of `facts`, those that the school has not acknowledged. */
	unsentIds: readonly string[];
	refused: readonly Pick<Refusal, 'fact' | 'message'>[];
}

/**
 * A register being taken: a tap shows at once, from memory, and counts as saved only when the device says so.
 * Taps are written in the order in which they came; one that cannot be written is kept, with those behind it.
 */
export class RegisterTaking {
	readonly of: RegisterOf;
	/** One for each pupil, in calling order; the list changes only when the roll does. */
	rows: RowTaking[] = $state.raw([]);
	/** Children of other classes who are with this one, in calling order: each is marked in their own class’s register [B7]. */
	guests: { classId: string; taking: RowTaking }[] = $state.raw([]);
	/** What the rows read now, all in one, for the count. */
	readings: readonly RegisterRow[] = $state.raw([]);
	/** The same without what is still being written: for all that need not be said within the tap. */
	written: readonly RegisterRow[] = $state.raw([]);
	/** The ids of facts on screen of which nobody can say that the school has them. */
	unreceived: ReadonlySet<string> = $state.raw(NO_IDS);
	finish: HeldFact<Finish> | null = $state.raw(null);
	/** Every device number that has been through the class. */
	finishedBy: readonly string[] = [];
	unlisted: HeldFact<Unlisted>[] = $state.raw([]);
	/** False until the device has answered for the first time. */
	isRead = $state(false);
	/** Acts on screen that the device has not written yet. */
	unwritten = $state(0);
	/** True after a write failed, until one succeeds. */
	isNotSaved = $state(false);
	/** Someone here has been through the class, and all of it is on this device for good. */
	isFinished = $derived(
		this.finish !== null && this.finish.signInId !== '' && !isStandIn(this.finish.id) && this.unwritten === 0
	);
	counts = $derived(countsOf(this.readings));
	/** The children marked here or late, guests too: as many as somebody who counts heads should find. */
	inRoom = $derived.by(() => {
		const guests = countsOf(this.guests.map(({ taking }) => taking.row));
		return this.counts.here + this.counts.late + guests.here + guests.late;
	});
	/** Nobody's answer stands behind these. */
	left = $derived(this.readings.filter(isLeft));
	fillable = $derived(this.readings.filter((row) => isFillable(row) && !this.#gone.has(row.pupil.pupilId)));

	/** How many facts of it the school did not accept. */
	#refused = $state(0);
	/** Nothing that anybody said of this register is here: no answer, accepted or not, no name beside the list, no finish, no guest. */
	isEmpty = $derived(
		this.finish === null &&
			this.unlisted.length + this.guests.length + this.unwritten + this.#refused === 0 &&
			entriesIn(this.written).length === 0
	);

	/** Who has left and is not back: a fill would say that they are in the room. */
	#gone: ReadonlySet<string> = $state.raw(NO_IDS);
	/** On screen, and not in the device's last answer. */
	#ahead: HeldFact[] = [];
	#known: ReadonlySet<string> = NO_IDS;
	#unsentIds: readonly string[] = [];
	#shownSoFar = 0;
	#outgoing: Outgoing;
	#recorder: Recorder;
	#maker: () => Maker;
	#newId: () => string;

	constructor(
		of: RegisterOf,
		recorder: Recorder,
		maker: () => Maker,
		newId: () => string = () => crypto.randomUUID()
	) {
		// Exactly these three: what is spread into a fact is what the server reads.
		this.of = { classId: of.classId, date: of.date, session: of.session };
		this.#recorder = recorder;
		this.#maker = maker;
		this.#newId = newId;
		this.#outgoing = new Outgoing(
			(...drafts) => recorder.record(...drafts),
			(shown, held) => this.#settle(shown, held),
			() => this.#fail()
		);
	}

	/** Takes what the device holds now; what is only on screen stays on screen. */
	take(held: HeldRegister): void {
		const refused = refusedByPupil(held.refused);
		this.#refused = held.refused.length;
		this.#known = idsOf([...held.facts, ...held.refused.map((each) => each.fact)]);
		this.#ahead = this.#ahead.filter((fact) => !this.#known.has(fact.id));
		this.#unsentIds = held.unsentIds;
		const now = readRegister(held.book, [...held.facts, ...this.#ahead], this.of);
		const before = rowsByPupil(this.rows);
		const rows = now.rows.map((row) => before.get(row.pupil.pupilId)?.become(row) ?? new RowTaking(row));
		if (rows.length !== this.rows.length || rows.some((each, at) => each !== this.rows[at])) this.rows = rows;
		this.#takeGuests(guestRows(held.book, [...held.facts, ...this.#ahead], this.of));
		const times = held.book.timesOn(this.of.date, this.of.classId) ?? undefined;
		const gone = whereaboutsByPupil(held.facts, this.#recorder.schoolNow(), times);
		this.#gone = outAmong(gone);
		for (const each of this.#all()) {
			each.refused = refused.get(each.pupilId) ?? null;
			each.whereabouts = gone.get(each.pupilId) ?? null;
		}
		this.finish = now.finish;
		this.finishedBy = now.finishedBy;
		this.unlisted = now.unlisted;
		this.isRead = true;
		this.#tell();
	}

	/** Records an answer for one pupil. */
	mark(row: RegisterRow, answer: Answer, said: Said = {}): void {
		void this.#show([draftOf(this.registerOf(row), row, answer, said)]);
	}

	/** Marks every blank without a known absence present, as one act that can be taken back whole. */
	fillRest(): void {
		const actId = this.#newId();
		const drafts = this.fillable.map((row) => draftOf(this.of, row, 'present', { how: 'filled', actId }));
		if (drafts.length > 0) void this.#show(drafts);
	}

	/** Takes back a fill. */
	undoFill(actId: string): void {
		this.takeBack((row) => entriesOf(row, actId));
	}

	/** Takes back entries of this register; what they had replaced stands again. */
	takeBack(entriesOf: (row: RegisterRow) => string[]): void {
		const draft = (entries: string[]): Draft[] => [{ kind: 'withdraw', ...this.of, entries }];
		const going = () => this.readings.flatMap(entriesOf);
		// Asked again when it is written: what was on screen only has its own name then, and what is still on screen only came later.
		void this.#show(draft(going()), () => draft(going().filter((id) => !isStandIn(id))));
	}

	/** Says that a signed-in child is in class. */
	seeInClass(row: RegisterRow): void {
		const arrival = row.mark.arrival?.entry;
		if (arrival)
			void this.#show([{ kind: 'seen', ...this.registerOf(row), pupilId: row.pupil.pupilId, arrival }]);
	}

	/** Tells the office that a pupil came at or after the close: the mark is the office's to make. */
	propose(row: RegisterRow, arrivedAt: string): void {
		const { pupilId } = row.pupil;
		void this.#show([{ kind: 'propose', ...this.registerOf(row), pupilId, code: 'U', arrivedAt }]);
	}

	/** Records the name of someone who is not on the class list. */
	addUnlisted(name: string): Promise<void> {
		return this.#show([{ kind: 'unlisted', ...this.of, name }]);
	}

	/** Says that someone has been through the class, and who is left blank; resolves once that is written. */
	finishRegister(heads?: number): Promise<void> {
		const blanks = this.left.map((row) => row.pupil.pupilId);
		return this.#show([
			{ kind: 'finish', ...this.of, blanks, ...(heads === undefined ? {} : { heads, here: this.inRoom }) }
		]);
	}

	/** Tries again to write what could not be written. */
	tryAgain(): void {
		void this.#outgoing.drain();
	}

	/** Paints first, then writes. */
	#show(drafts: Draft[], late: () => Draft[] = () => drafts): Promise<void> {
		const [tappedAt, madeAt, maker] = [Date.now(), this.#recorder.schoolNow(), this.#maker()];
		const shown = drafts.map((draft) => {
			const row = draft.kind === 'mark' ? this.rowOf(draft.pupilId)?.row : undefined;
			return standInFor(draft, { number: ++this.#shownSoFar, madeAt, ...maker }, row?.facts ?? []);
		});
		this.#ahead = [...this.#ahead, ...shown];
		for (const fact of shown) this.#paint(fact);
		this.#tellRows();
		this.unwritten += shown.length;
		return this.#outgoing.add({ drafts: late, shown, by: maker.signInId, tappedAt });
	}

	#paint(fact: HeldFact): void {
		if (fact.kind === 'finish') {
			this.finish = fact;
			this.finishedBy = [...this.finishedBy, fact.clientId];
		} else if (fact.kind === 'unlisted') this.unlisted = [...this.unlisted, fact];
		else if (fact.kind === 'withdraw') for (const each of this.rows) each.become(withFact(each.row, fact));
		else if ('pupilId' in fact) {
			const each = this.rowOf(fact.pupilId);
			each?.become(withFact(each.row, fact));
		}
	}

	/** What stood on screen is on the device: the real facts take the place of their stand-ins. */
	#settle(shown: HeldFact[], held: HeldFact[]): void {
		const gone = idsOf(shown);
		// The device's own answer may have come first.
		const fresh = held.filter((fact) => !this.#known.has(fact.id));
		this.#ahead = [...this.#ahead.filter((fact) => !gone.has(fact.id)), ...fresh];
		for (const each of this.#all()) each.become(withoutFacts(each.row, gone));
		this.unlisted = this.unlisted.filter((fact) => !gone.has(fact.id));
		if (this.finish && gone.has(this.finish.id)) this.finish = null;
		for (const fact of held) if (fact.kind === 'finish' || !this.#known.has(fact.id)) this.#paint(fact);
		this.unwritten -= shown.length;
		this.isNotSaved = false;
		this.#tell();
	}

	#fail(): void {
		this.isNotSaved = true;
		this.#tell();
	}

	/** Says once what has come of a change: each row only its own, and the whole to whoever looks at it. */
	#tell(): void {
		this.unreceived = idsOf(this.#ahead, this.#unsentIds);
		this.#tellRows();
		this.written = this.readings;
	}

	#tellRows(): void {
		this.readings = this.rows.map((each) => each.row);
		for (const each of this.#all())
			each.state = rowState(each.row, this.unreceived, isStandIn, this.isNotSaved);
	}

	/** The row of a pupil or a guest. */
	rowOf(pupilId: string): RowTaking | undefined {
		return this.#all().find((each) => each.pupilId === pupilId);
	}

	#all(): RowTaking[] {
		return [...this.rows, ...this.guests.map((guest) => guest.taking)];
	}

	/** [B7] The register that a row is of: a guest’s is the own class’s, whoever takes it. */
	registerOf({ pupil }: RegisterRow): RegisterOf {
		const guest = this.guests.find(({ taking }) => taking.pupilId === pupil.pupilId);
		return guest ? { ...this.of, classId: guest.classId } : this.of;
	}

	#takeGuests(now: readonly GuestRow[]): void {
		if (now.length + this.guests.length === 0) return;
		const before = rowsByPupil(this.guests.map(({ taking }) => taking));
		this.guests = now.map(({ classId, row }) => ({
			classId,
			taking: before.get(row.pupil.pupilId)?.become(row) ?? new RowTaking(row)
		}));
	}
}

function entriesOf(row: RegisterRow, actId: string): string[] {
	return row.facts.flatMap((fact) => (fact.kind === 'mark' && fact.actId === actId ? [fact.id] : []));
}
