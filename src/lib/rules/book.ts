// Long, because all that the book answers is asked of it in one place.
import { Assignments } from './assignments.ts';
import { correctedAt } from './clock.ts';
import type {
	AssignFact,
	CalendarFact,
	ClassFact,
	ClosureFact,
	Fact,
	Half,
	HeldFact,
	InstructionFact,
	LeaveFact,
	PlaceFact,
	PupilFact,
	SessionTimes,
	SettingsFact,
	TimesFact
} from './facts.ts';
import { keepFuller } from './once.ts';
import { londonDate, type Session } from './sessions.ts';
import { standingLeavings, type Left } from './roll/leavings.ts';
import { inOrderMade } from './order-made.ts';
import { Standing, tell, type Told } from './standing.ts';

/** The kinds that say who belongs where and when: little, long-lived, and held whole. */
export const BOOK_KINDS = [
	...(['pupil', 'place', 'leave', 'class', 'assign'] as const),
	...(['calendar', 'settings', 'times', 'closure', 'instruction'] as const)
] as const;
type BookFact = Extract<Fact, { kind: (typeof BOOK_KINDS)[number] }>;

/** Classes, roll, assignments, calendar and settings as facts add up to them; the same facts in any order give the same book. */
export class Book {
	#pupils = new Map<string, Told<PupilFact>>();
	#classes = new Map<string, Told<ClassFact>>();
	#places = new Map<string, Standing<PlaceFact>>();
	#leaves = new Map<string, HeldFact<LeaveFact>[]>();
	/** What they add up to, by pupil; forgotten where a fact of the pupil's comes. */
	#left = new Map<string, readonly Left[]>();
	/** All that was ever told of a pupil, by pupil and then by the fact's id. */
	#told = new Map<string, Map<string, HeldFact<RollFact>>>();
	#assigns = new Assignments();
	#calendars = new Map<string, Told<CalendarFact>>();
	/** By the day from which they hold. */
	#settings = new Map<string, Told<SettingsFact>>();
	#times = new Standing<TimesFact>();
	#closures = new Standing<ClosureFact>();
	#instructions = new Standing<InstructionFact>();

	/** Takes facts of any kind; those that are not the book's are passed over. */
	add(facts: Iterable<HeldFact>): this {
		for (const fact of facts) this.#take(fact);
		return this;
	}

	#take(fact: HeldFact): void {
		if (isRollFact(fact)) {
			const told = this.#told.get(fact.pupilId) ?? new Map<string, HeldFact<RollFact>>();
			keepFuller(told, fact);
			this.#told.set(fact.pupilId, told);
			this.#left.delete(fact.pupilId);
		}
		switch (fact.kind) {
			case 'pupil':
				return tell(this.#pupils, fact.pupilId, fact);
			case 'class':
				return tell(this.#classes, fact.classId, fact);
			case 'leave':
				this.#leaves.set(fact.pupilId, [...(this.#leaves.get(fact.pupilId) ?? []), fact]);
				return;
			case 'calendar':
				return tell(this.#calendars, fact.schoolYear, fact);
			case 'place': {
				const places = this.#places.get(fact.pupilId) ?? new Standing<PlaceFact>();
				places.take(fact);
				this.#places.set(fact.pupilId, places);
				return;
			}
			case 'assign':
				return this.#assigns.take(fact);
			case 'settings':
				return tell(this.#settings, fact.from, fact);
			case 'times':
				return this.#times.take(fact);
			case 'closure':
				return this.#closures.take(fact);
			case 'instruction':
				return this.#instructions.take(fact);
			default:
				return;
		}
	}

	/** The classes in the school's own order. */
	classes(): HeldFact<ClassFact>[] {
		return latestOf(this.#classes).sort((a, b) => a.order - b.order || (a.classId < b.classId ? -1 : 1));
	}

	classNamed(classId: string): HeldFact<ClassFact> | undefined {
		return this.#classes.get(classId)?.latest;
	}

	pupil(pupilId: string): HeldFact<PupilFact> | undefined {
		return this.#pupils.get(pupilId)?.latest;
	}

	pupils(): HeldFact<PupilFact>[] {
		return latestOf(this.#pupils);
	}

	/** The class whose roll the pupil is on that day, or null. */
	classOf(pupilId: string, date: string): string | null {
		let place: HeldFact<PlaceFact> | null = null;
		// Of two from one day the one made later.
		for (const each of this.#placesOf(pupilId))
			if (each.from <= date && (!place || each.from >= place.from)) place = each;
		if (!place) return null;
		const isGone = this.leavingsOf(pupilId).some(
			({ leaving, back }) => leaving.lastDay < date && (back === null || date < back)
		);
		return isGone ? null : place.classId;
	}

	/** Whether a pupil has ever had a place in a class, one that was taken back too: a tablet may still hold it. */
	hasBeenIn(pupilId: string, classId: string): boolean {
		return [...(this.#places.get(pupilId)?.all ?? [])].some((place) => place.classId === classId);
	}

	/** The classes a pupil was in on a date or joined later. */
	classesSince(pupilId: string, date: string): string[] {
		const then = this.classOf(pupilId, date);
		const later = this.#placesOf(pupilId)
			.filter((place) => place.from > date)
			.map((place) => place.classId);
		return then === null ? later : [then, ...later];
	}

	/** A pupil's places that stand, in the order in which they were made. */
	placesOf(pupilId: string): readonly HeldFact<PlaceFact>[] {
		return this.#placesOf(pupilId);
	}

	/** The pupil's leaving that was recorded last; null where there is none, or it was taken back. */
	leavingOf(pupilId: string): HeldFact<LeaveFact> | null {
		return this.leavingsOf(pupilId).at(-1)?.leaving ?? null;
	}

	/** [R2] Every leaving of the pupil's that stands, the first recorded first: who came back may have left before. */
	leavingsOf(pupilId: string): readonly Left[] {
		const told = this.#leaves.get(pupilId);
		if (!told) return NEVER_LEFT;
		const known = this.#left.get(pupilId);
		if (known) return known;
		const left = standingLeavings(told, this.#placesOf(pupilId));
		this.#left.set(pupilId, left);
		return left;
	}

	/** Everything ever recorded of a pupil's details, places and leaving, in no particular order: nothing is left out. */
	rollFacts(pupilId: string): HeldFact<RollFact>[] {
		return [...(this.#told.get(pupilId)?.values() ?? [])];
	}

	/** Who is on the roll of a class on a date, in no particular order. */
	rollOf(classId: string, date: string): HeldFact<PupilFact>[] {
		return this.pupils().filter((pupil) => this.classOf(pupil.pupilId, date) === classId);
	}

	/** Whether a person had been given the class for that half-day, as things stood at an instant (ms): what ends later is no bar. */
	isAssigned(staffId: string, classId: string, half: Half, at: number): boolean {
		return this.#assigns.isAssigned(staffId, classId, half, at);
	}

	/** Who had been given a class for a half-day, as things stood at an instant (ms). */
	staffOf(classId: string, half: Half, at: number): Set<string> {
		return this.#assigns.staffOf(classId, half, at);
	}

	/** A person's assignments that stood at an instant (ms). */
	assignments(staffId: string, at: number): HeldFact<AssignFact>[] {
		return this.#assigns.of(staffId, at);
	}

	/** Assignments of a class that no other fact has ended, whenever they are for; in no particular order. */
	givenOf(classId: string): HeldFact<AssignFact>[] {
		return this.#assigns.givenOf(classId);
	}

	calendars(): HeldFact<CalendarFact>[] {
		return latestOf(this.#calendars);
	}

	/** The settings in force on a date; null before the first. */
	settingsOn(date: string): HeldFact<SettingsFact> | null {
		let last = '';
		for (const from of this.#settings.keys()) if (from <= date && from > last) last = from;
		return this.#settings.get(last)?.latest ?? null;
	}

	/**
	 * [S1] Opening, close and end of both sessions on a date: those of that one day, else those of the class's first year
	 * group, else the school's; null before the first settings.
	 */
	timesOn(date: string, classId?: string): Record<Session, SessionTimes> | null {
		const year = classId === undefined ? undefined : this.classNamed(classId)?.years[0];
		const isFor = (each: TimesFact) => !each.years || (year !== undefined && each.years.includes(year));
		const ofDay = inOrderMade(this.#times.standing.filter((each) => each.date === date)).findLast(isFor);
		if (ofDay) return ofDay.times;
		const settings = this.settingsOn(date);
		return (year === undefined ? undefined : settings?.timesByYear?.[year]) ?? settings?.times ?? null;
	}

	/** Times of one day that stand. */
	dayTimes(): readonly HeldFact<TimesFact>[] {
		return this.#times.standing;
	}

	/** Unexpected closures that stand, whole or in part. */
	closures(): readonly HeldFact<ClosureFact>[] {
		return this.#closures.standing;
	}

	/** The head's standing instructions that stand. */
	instructions(): readonly HeldFact<InstructionFact>[] {
		return this.#instructions.standing;
	}

	/** [N5] A standing instruction by its id, if it had begun at an instant (ms) and nothing had ended it yet; what ends later is no bar. */
	instructionAt(id: string, at: number): HeldFact<InstructionFact> | undefined {
		const all = [...this.#instructions.all];
		if (all.some((each) => each.replaces.includes(id) && correctedAt(each) <= at)) return undefined;
		return all.find((each) => each.id === id && !each.cancelled && each.from <= londonDate(at));
	}

	#placesOf(pupilId: string): readonly HeldFact<PlaceFact>[] {
		return this.#places.get(pupilId)?.standing ?? [];
	}
}

const NEVER_LEFT: readonly Left[] = [];

const latestOf = <F extends Fact>(about: ReadonlyMap<string, Told<F>>): HeldFact<F>[] =>
	[...about.values()].flatMap(({ latest }) => latest ?? []);

/** What is recorded of one pupil's place on the roll. */
export type RollFact = PupilFact | PlaceFact | LeaveFact;

function isRollFact(fact: HeldFact): fact is HeldFact<RollFact> {
	return fact.kind === 'pupil' || fact.kind === 'place' || fact.kind === 'leave';
}

/** Whether a fact belongs in the book. */
export function isBookFact(fact: Pick<Fact, 'kind'>): fact is BookFact {
	return (BOOK_KINDS as readonly string[]).includes(fact.kind);
}
