import { bulkEntries, bulkLines, toEnter, type BulkLine } from '$lib/rules/bulk.ts';
import { bulkActs, undoing, type BulkAct } from '$lib/rules/bulk-undo.ts';
import { covers } from '$lib/rules/closures.ts';
import type { Code } from '$lib/rules/codes.ts';
import type { ClosureFact, Half, HeldFact, TimesFact } from '$lib/rules/facts.ts';
import { timedAgain, timedAgainEntries, usualTimes, type TimedAgain } from '$lib/rules/lateness-again.ts';
import type { Role } from '$lib/rules/roles.ts';
import { allowedLines, type ManyAsked } from '$lib/ui/bulk-codes.ts';
import { childrenOf, halvesBetween, type ClosureAsked, type TimesAsked } from '$lib/ui/closure-words.ts';
import { idsOf } from '$lib/ui/ids.ts';
import { closuresBefore } from '$lib/ui/older-days.ts';
import type { Draft } from '$lib/ui/recorder.ts';
import type { Recording } from '$lib/ui/recording.svelte.ts';
import type { HeldDays, Received } from '../held-days.svelte.ts';

/** What is about to be entered, for a person to look at first. */
export type Preview =
	| {
			show: 'bulk';
			code: Code;
			reason: string;
			detail?: string;
			later: Half[];
			/** Whom it is for, where it is for some. */
			many: { asked: ManyAsked; by: { role: Role; now: number } } | null;
			/** The closure that is recorded with it, or the one that stands already. */
			closure: ClosureAsked | HeldFact<ClosureFact> | null;
	  }
	| { show: 'times'; asked: TimesAsked }
	| { show: 'times-again'; reason: string }
	| { show: 'times-back'; fact: HeldFact<TimesFact> };

/** Closures, changed times and bulk acts: what they would do, and the doing. */
export class Closing {
	preview: Preview | null = $state.raw(null);
	/** What was recorded last, and the ids of its facts. */
	last: { words: string; ids: readonly string[] } | null = $state.raw(null);
	#days: HeldDays;
	#recording: Recording;

	constructor(days: HeldDays, recording: Recording) {
		this.#days = days;
		this.#recording = recording;
	}

	readonly acts: readonly BulkAct[] = $derived.by(() => bulkActs(this.#days.days));

	/** Closures of days that are at hand, the latest first. */
	readonly closures: readonly HeldFact<ClosureFact>[] = $derived.by(() =>
		(this.#days.held?.book.closures() ?? [])
			.filter((each) => !this.earlier.includes(each))
			.sort((a, b) => (a.from.date < b.from.date ? 1 : -1))
	);

	/** Closures of days that are not at hand: the school is asked for them before anything is entered or undone. */
	readonly earlier: readonly HeldFact<ClosureFact>[] = $derived.by(() => {
		const { held, from, older } = this.#days;
		return held ? closuresBefore(held.book, from, older.span) : [];
	});

	/** Changed times of days that this device holds or that are to come. */
	readonly times: readonly HeldFact<TimesFact>[] = $derived.by(() =>
		(this.#days.held?.book.dayTimes() ?? [])
			.filter((each) => each.date >= this.#days.from)
			.sort((a, b) => (a.date < b.date ? 1 : -1))
	);

	/** Acts beside those of closures, as far as anything of them stands, the latest first. */
	readonly others: readonly BulkAct[] = $derived.by(() =>
		this.acts
			.filter(({ closure, parts }) => closure === null && parts.some((part) => part.stands))
			.sort((a, b) => ((a.parts[0]?.entry.id ?? '') < (b.parts[0]?.entry.id ?? '') ? 1 : -1))
	);

	/** Arrivals that say something else than the changed times of their day. */
	readonly again: readonly TimedAgain[] = $derived.by(() => {
		const held = this.#days.held;
		const days = held?.days.filter(({ date }) => this.times.some((each) => each.date === date)) ?? [];
		return days.flatMap((day) => timedAgain(day, (classId) => day.book.timesOn(day.date, classId)));
	});

	/** What the bulk act in preview would be about, as things are known now. */
	readonly bulk: { lines: BulkLine[]; notAllowed: string[] } = $derived.by(() => {
		const { preview } = this;
		const held = this.#days.held;
		if (preview?.show !== 'bulk' || !held) return { lines: [], notAllowed: [] };
		if (!preview.many)
			return { lines: preview.closure ? this.#linesOf(preview.closure) : [], notAllowed: [] };
		const { asked, by } = preview.many;
		const { code, halves, detail } = asked;
		const ids = idsOf(asked.pupilIds.map((id) => ({ id })));
		const all = bulkLines(this.#days.days, { code, halves, isFor: (_, pupilId) => ids.has(pupilId) });
		const { allowed, notAllowed } = allowedLines(all, { code, detail, ...by, book: held.book });
		return { lines: allowed, notAllowed };
	});

	/** Arrivals that the times in preview would read in another way, as things are known now. */
	readonly timed: TimedAgain[] = $derived.by(() => {
		const { preview } = this;
		if (preview?.show === 'times-again') return [...this.again];
		if (preview?.show !== 'times' && preview?.show !== 'times-back') return [];
		const of = preview.show === 'times' ? preview.asked : preview.fact;
		const day = this.#days.held?.days.find(({ date }) => date === of.date);
		if (!day) return [];
		return timedAgain(day, (classId) => {
			const year = day.book.classNamed(classId)?.years[0] ?? '';
			if (of.years && !of.years.includes(year)) return null;
			return preview.show === 'times' ? of.times : usualTimes(day.book, day.date, classId);
		});
	});

	partsOf(closure: HeldFact<ClosureFact>): BulkAct {
		const act = this.acts.find(({ key }) => key === closure.id);
		return act ?? { key: closure.id, closure: closure.id, parts: [] };
	}

	/** Who of a closure's children has no code of it, of the half-days that have begun. */
	missingOf(closure: ClosureFact): BulkLine[] {
		return toEnter(this.#linesOf(closure), false);
	}

	/** Shows what a closure would enter, once every register of its days is at hand. */
	async previewClosure(asked: ClosureAsked | HeldFact<ClosureFact>): Promise<void> {
		if (!(await this.#days.reach({ from: asked.from.date, to: asked.to.date }))) return;
		const book = this.#days.held?.book;
		if (!book) return;
		const later = halvesBetween(book, asked.from, asked.to).filter(({ date }) => date > this.#days.today);
		const { code, reason } = asked;
		this.preview = { show: 'bulk', code, reason, later, many: null, closure: asked };
	}

	previewMany(asked: ManyAsked, by: { role: Role; now: number }): void {
		const { code, reason, detail } = asked;
		const said = { code, reason, ...(detail ? { detail } : {}) };
		this.preview = { show: 'bulk', ...said, later: [], many: { asked, by }, closure: null };
	}

	previewTimes(asked: TimesAsked): void {
		this.preview = { show: 'times', asked };
	}

	previewAgain(): void {
		const reason = this.times[0]?.reason ?? '';
		this.preview = { show: 'times-again', reason };
	}

	previewTimesBack(fact: HeldFact<TimesFact>): void {
		this.preview = { show: 'times-back', fact };
	}

	/** Records the closure, where it is new, and an entry for each line; the closure first, so that the entries can name it. */
	async recordBulk(lines: readonly BulkLine[]): Promise<void> {
		const { preview } = this;
		if (preview?.show !== 'bulk') return;
		const { code, reason, detail, closure } = preview;
		let id = closure && 'id' in closure ? closure.id : null;
		const ids: string[] = [];
		if (closure && id === null) {
			await this.#recording.record([{ kind: 'closure', ...closure, replaces: [] }], ([fact]) => {
				id = fact?.id ?? null;
			});
			if (id === null) return;
			// Should the entries not be kept now, the closure stands and the page asks for them.
			this.preview = { ...preview, closure: { ...closure, id } as HeldFact<ClosureFact> };
		}
		const actId = crypto.randomUUID();
		const said = { code, reason, actId, ...(detail ? { detail } : {}), ...(id ? { closure: id } : {}) };
		const entries = bulkEntries(lines, said);
		const words = entries.length > 0 ? `${code} entered for ${childrenOf(lines)}` : 'The closure is recorded';
		await this.#record(entries, words, ids);
	}

	async recordTimes(lines: readonly TimedAgain[]): Promise<void> {
		const { preview } = this;
		if (!preview || preview.show === 'bulk') return;
		const actId = crypto.randomUUID();
		const drafts: Draft[] = [];
		if (preview.show === 'times') drafts.push({ kind: 'times', ...preview.asked, replaces: [] });
		if (preview.show === 'times-back') {
			const { date, times, years, reason, id } = preview.fact;
			const told = { date, times, reason, ...(years ? { years } : {}) };
			drafts.push({ kind: 'times', ...told, replaces: [id], cancelled: true });
		}
		const reason =
			preview.show === 'times-again'
				? preview.reason
				: preview.show === 'times'
					? preview.asked.reason
					: `Back to the usual times: ${preview.fact.reason}`.slice(0, 500);
		drafts.push(...timedAgainEntries(lines, { reason, actId }));
		const corrected = lines.length > 0 ? `${childrenOf(lines)} timed again` : 'No arrival changes';
		const words =
			preview.show === 'times-again'
				? corrected
				: `${preview.show === 'times' ? 'The times are changed' : 'The usual times hold again'}. ${corrected}`;
		await this.#record(drafts, words, []);
	}

	/** Undoes an act, and the closure it was made under. */
	async undo(act: BulkAct, closure: HeldFact<ClosureFact> | null, by: { reason: string; role: Role }) {
		const drafts: Draft[] = undoing(act, { ...by, actId: crypto.randomUUID() });
		if (closure) {
			const { code, from, to, classIds, reason, id } = closure;
			const told = { code, from, to, reason, ...(classIds ? { classIds } : {}) };
			drafts.unshift({ kind: 'closure', ...told, replaces: [id], cancelled: true });
		}
		const standing = act.parts.filter((part) => part.stands);
		await this.#record(drafts, `Undone for ${childrenOf(standing)}`, []);
	}

	/** What has become of what was recorded last. */
	readonly received: Received | null = $derived.by(() =>
		this.last ? this.#days.receivedOf(this.last.ids) : null
	);

	#linesOf({ code, from, to, classIds, ...rest }: ClosureAsked | ClosureFact): BulkLine[] {
		const held = this.#days.held;
		if (!held) return [];
		const closure = { code, from, to, ...(classIds ? { classIds } : {}), ...rest } as ClosureFact;
		const days = this.#days.days.filter(({ date }) => date <= this.#days.today);
		const halves = halvesBetween(held.book, latest(from, days[0]?.date ?? from.date), to);
		return bulkLines(days, { code, halves, isFor: (classId, _, half) => covers(closure, half, classId) });
	}

	async #record(drafts: readonly Draft[], words: string, before: readonly string[]): Promise<void> {
		if (drafts.length === 0) {
			this.preview = null;
			this.last = { words, ids: before };
			return;
		}
		await this.#recording.record(drafts, (facts) => {
			// Facts of the school's book lie in no half-day, and are not read with a day.
			const ids = facts.flatMap((fact) => ('session' in fact ? [fact.id] : []));
			this.last = { words, ids: [...before, ...ids] };
			this.preview = null;
		});
	}
}

/** A closure that began before the days at hand is looked at from there on. */
function latest(from: Half, firstDay: string): Half {
	return from.date < firstDay ? { date: firstDay, session: 'AM' } : from;
}
