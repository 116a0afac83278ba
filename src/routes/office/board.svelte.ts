import { ALARM_AFTER_MS, silentAlarms } from '$lib/rules/board-alarms.ts';
import type { Card } from '$lib/rules/board-card.ts';
import { boardTotals, cardsOf, halfWords, sessionOnBoard } from '$lib/rules/board.ts';
import { childrenToFind, type ToFindList } from '$lib/rules/find.ts';
import { londonMinute, sessionWindow, type Session } from '$lib/rules/sessions.ts';
import { desksOf, questionsOf, refusedByClass } from '$lib/ui/board-reading.ts';
import { foundToday, pupilsIn, withPupils } from '$lib/ui/find-dealt.ts';
import { NO_IDS } from '$lib/ui/ids.ts';
import type { LiveDay } from '../live-day.svelte.ts';

const NOBODY: ToFindList = { rows: [], notReported: [], unfinished: [] };

/** What the board shows of a live day, each part worked out once for each change. */
export class Board {
	/** The session a person asked to see, and on which day; null: the clock's. */
	#chosen: { date: string; session: Session } | null = $state.raw(null);
	#today: { readonly live: LiveDay };
	/** Every child that this window has shown that day among those to find. */
	#listed: { date: string; ids: ReadonlySet<string> } = $state.raw({ date: '', ids: NO_IDS });

	constructor(today: { readonly live: LiveDay }) {
		this.#today = today;
	}

	get #live(): LiveDay {
		return this.#today.live;
	}

	/** The session by the clock; null: no school today. */
	readonly on = $derived.by(() => {
		const { day, now } = this.#live;
		return day ? sessionOnBoard(day.book, now) : null;
	});

	readonly session: Session = $derived.by(() => {
		const asked = this.#chosen?.date === this.#live.date ? this.#chosen.session : null;
		return asked ?? this.on?.session ?? 'AM';
	});

	readonly #known = $derived.by(() => {
		const { today, todayAt, now } = this.#live;
		return { tablets: today?.tablets ?? [], tabletsAt: todayAt, now };
	});

	// Each half-day's cards stand by themselves: who goes from one to the other and back finds them as they were.
	readonly #am = $derived(this.#cardsOf('AM'));
	readonly #pm = $derived(this.#cardsOf('PM'));

	readonly cards: readonly Card[] = $derived(this.session === 'AM' ? this.#am : this.#pm);

	readonly alarms = $derived.by(() => {
		const { day } = this.#live;
		return day && this.on ? silentAlarms(day, { session: this.on.session, ...this.#known }) : [];
	});

	readonly find: ToFindList = $derived.by(() => {
		const { day } = this.#live;
		if (!day || !this.on) return NOBODY;
		const desks = desksOf(this.#known.tablets);
		return childrenToFind(day, { session: this.on.session, ...this.#known, desks });
	});

	readonly totals = $derived(boardTotals(this.cards, this.find.rows.length));
	/** Whether every register of the half-day by the clock, whose children are to be found, has come, whole; whichever is on screen. */
	readonly isAllIn = $derived.by(() => {
		const { started, noContact, notTaken } = boardTotals(this.on?.session === 'PM' ? this.#pm : this.#am, 0);
		const { notReported, unfinished } = this.find;
		return started + noContact + notTaken + notReported.length + unfinished.length === 0;
	});

	readonly questions = $derived.by(() => {
		const { day } = this.#live;
		return day ? questionsOf(day, this.session) : { disputes: [], others: 0 };
	});

	readonly toFindIds: ReadonlySet<string> = $derived(pupilsIn(this.find.rows));

	readonly found = $derived.by(() => {
		const { day, held, now } = this.#live;
		if (!day || !held) return [];
		return foundToday(day, this.toFindIds, this.#listedOn(day.date), { now, unsentIds: held.unsentIds });
	});

	readonly times = $derived.by(() => {
		const { day } = this.#live;
		return day?.book.timesOn(day.date) ?? null;
	});

	/** Whether the registers of the session on screen have opened. */
	readonly isOpen: boolean = $derived.by(() => {
		const { day, now } = this.#live;
		const window = day && sessionWindow(day.book, day.date, this.session);
		return Boolean(window && now >= window.opensAt);
	});

	/** How far the session on screen is. */
	readonly words = $derived.by(() => {
		const { day, now } = this.#live;
		if (!day || !this.on || this.session === this.on.session) return this.on?.words ?? '';
		return halfWords(day.book, { date: day.date, session: this.session }, now);
	});

	/** What stands in place of an alarm while there is none. */
	readonly calm = $derived.by(() => {
		if (!this.on) return '';
		if (this.on.isClosed) return 'The school is closed: no register is waited for.';
		const from = this.on.opensAt + ALARM_AFTER_MS;
		return this.#live.now < from
			? `From ${londonMinute(from)} on, a class that nothing is heard from is named here.`
			: 'Every class has been heard from since registers opened.';
	});

	/** Chooses a session; the clock's own is followed again. */
	choose(session: Session): void {
		this.#chosen = session === this.on?.session ? null : { date: this.#live.date, session };
	}

	/** One class's card and register, as they are now. */
	opened(classId: string) {
		const card = this.cards.find((each) => each.classId === classId);
		const classDay = this.#live.day?.classes.find(({ schoolClass }) => schoolClass.classId === classId);
		return card && classDay ? { card, register: classDay[this.session] } : null;
	}

	/** Remembers who is on the list, so that nobody leaves it silently. */
	remember(): void {
		const { date } = this.#live;
		const before = this.#listedOn(date);
		const ids = withPupils(before, this.toFindIds);
		if (ids !== before || date !== this.#listed.date) this.#listed = { date, ids };
	}

	#cardsOf(session: Session): readonly Card[] {
		const { day, today } = this.#live;
		if (!day || !this.on) return [];
		const refused = refusedByClass(today?.keptAside ?? [], { date: day.date, session }, day.settled);
		return cardsOf(day, session, { ...this.#known, refused });
	}

	/** Another day begins with nobody listed. */
	#listedOn(date: string): ReadonlySet<string> {
		return this.#listed.date === date ? this.#listed.ids : NO_IDS;
	}
}
