// Long, because what one tap at the desk does, says and takes back is read together.
import type { ArrivalOffer } from '$lib/rules/arriving.ts';
import type { Day, PupilDay } from '$lib/rules/day.ts';
import { deskList, type DeskLine, type DeskReader } from '$lib/rules/desk-list.ts';
import type { HeldFact, Out, SettingsFact } from '$lib/rules/facts.ts';
import { lookAlikes } from '$lib/rules/look-alikes.ts';
import { londonMinute } from '$lib/rules/sessions.ts';
import { siblingLinks, siblings } from '$lib/rules/siblings.ts';
import { arrivingAmong, cameOf, offerAt, signedOf, type ArrivingAt, type Signed } from './desk-arriving.ts';
import { actOf, takingBackDrafts } from './desk-corrections.ts';
import { arrivalDraft, arrivalDrafts, cardDraft, type Arriving } from './desk-drafts.ts';
import { heldAt, holdFrom, type Hold } from './desk-hold.ts';
import { DeskRecording } from './desk-recording.svelte.ts';
import { withLookAlikes } from './desk-shown.ts';
import { wentHomeAgain, wentHomeEnded, withWentHome } from './desk-went-home.ts';
import { cameWords, childrenWords, type Came, type DeskMode } from './desk-words.ts';
import { searchOf, type Found } from './pupil-search.ts';
import type { Draft, Recorder } from './recorder.ts';

/** What the desk reads: the school's day as this device holds it. */
export interface DeskSchool {
	day: Day;
	/** What the day was read from. */
	facts: readonly HeldFact[];
	reader: DeskReader;
	/** The school's time, to the minute. */
	now: number;
}

/** What lies over the desk: a form about some children, or about lines of the list. */
export type DeskOver =
	| { show: 'message'; pupil: PupilDay }
	| { show: 'leaving'; pupil: PupilDay | null; why: Out['why'] | null; isElsewhere: boolean }
	| { show: 'correct'; lines: readonly DeskLine[] };

/** What was done last: it stays in sight, so that a reason may be added or all of it taken back. */
export interface LastAct {
	actId: string;
	/** yyyy-MM-dd */
	date: string;
	words: string;
	signed: readonly Signed[];
	/** Who was signed in, or back in. */
	came: readonly Came[];
	/** For whom something was recorded. */
	pupilIds: readonly string[];
	isSaved: boolean;
	reason: string | null;
	/** Whose appointment card was seen, by id. */
	cards: readonly string[];
}

/** The desk at work: who is found, what one tap means for each, and what was done. */
export class Desk {
	mode: DeskMode = $state('arrived');
	typed = $state('');
	over: DeskOver | null = $state.raw(null);
	/** For whom the last tap recorded nothing, and why, in sentences [H13]. */
	notRecorded: readonly string[] = $state.raw([]);
	readonly recording: DeskRecording;
	#hold: Hold | null = $state.raw(null);
	#last: LastAct | null = $state.raw(null);
	#recorder: Recorder;
	#school: () => DeskSchool | null;

	constructor(recorder: Recorder, school: () => DeskSchool | null) {
		this.#recorder = recorder;
		this.#school = school;
		this.recording = new DeskRecording(recorder, () => school()?.reader.signInId ?? '');
	}

	#day = $derived.by(() => this.#school()?.day ?? null);
	#book = $derived(this.#day?.book ?? null);
	#date = $derived(this.#day?.date ?? '');
	/** Built once for each roll: typing only asks it. */
	#search = $derived(this.#book && searchOf(this.#book, this.#date));
	/** Built once for each book, like the search. */
	#links = $derived(this.#book && siblingLinks(this.#book));

	readonly found: readonly Found[] = $derived(this.#search?.find(this.typed) ?? []);
	readonly shown: readonly Found[] = $derived(withLookAlikes(this.found));
	/** Of those shown, whose name can be taken for another's. */
	readonly alike: ReadonlyMap<string, unknown> = $derived(lookAlikes(this.shown.map((each) => each.pupil)));
	readonly lines: readonly DeskLine[] = $derived.by(() => {
		const school = this.#school();
		return school ? deskList(school.day, school.facts, school.reader, school.now) : [];
	});
	readonly settings: SettingsFact | null = $derived(this.#book?.settingsOn(this.#date) ?? null);
	/** The school’s times today; a child’s own class may keep others. */
	readonly times: SettingsFact['times'] | null = $derived(this.#book?.timesOn(this.#date) ?? null);
	/** Who is out now, by the act that they left in. */
	readonly outNow: readonly PupilDay[] = $derived(
		[...(this.#day?.pupils.values() ?? [])].filter((each) => each.whereabouts.out !== null)
	);

	/** Makes the search of a new roll ready before the first letter is typed. */
	prepareSearch(): void {
		void this.#search;
		void this.#links;
	}

	get day(): Day | null {
		return this.#day;
	}

	/** The minute by the clock on screen. */
	get minute(): string {
		return londonMinute(this.#school()?.now ?? 0);
	}

	/** What was done last, if it was done on the day on screen: nothing more is added to another day’s [H14]. */
	get last(): LastAct | null {
		return this.#last?.date === this.#school()?.day.date ? this.#last : null;
	}

	set last(last: LastAct | null) {
		this.#last = last;
	}

	/** HH:MM that every arrival is recorded at, while a queue is being signed in; nothing else is [H12], and it ends with the half-day [H14]. */
	get heldMinute(): string | null {
		return this.#heldAt(this.#school()?.now ?? 0);
	}

	set heldMinute(minute: string | null) {
		const school = this.#school();
		this.#hold = minute === null || !school ? null : holdFrom(minute, school.now, school.day.book);
	}

	/** What one tap on *Arrived*, or on *Back now*, would mean for a child now. */
	offer(pupilId: string, at = this.#arrivingAt(this.#school()?.now ?? 0)): ArrivalOffer {
		const day = this.#school()?.day;
		return day ? offerAt(day, pupilId, at) : { kind: 'no', sentence: 'The class lists have not come yet.' };
	}

	/** Brothers and sisters who can be signed in at the same minute: that of `joining`, where they join an act. */
	siblingsToArrive(pupilIds: readonly string[], joining: LastAct | null = null): PupilDay[] {
		const day = this.#day;
		if (!day) return [];
		const at = this.#arrivingAt(this.#school()?.now ?? 0, joining);
		const all = pupilIds.flatMap((pupilId) => siblings(day, pupilId, this.#links ?? undefined));
		return all.filter(({ pupil: { pupilId } }, index) => {
			const isFirst = all.findIndex((each) => each.pupil.pupilId === pupilId) === index;
			return isFirst && !pupilIds.includes(pupilId) && this.offer(pupilId, at).kind === 'arrive';
		});
	}

	/** Signs children in at the minute of the tap or the one that is held, or back in at that of the tap; in the act of `joining`, if it is given. */
	arrive(pupilIds: readonly string[], joining: LastAct | null = null): void {
		const day = this.#day;
		if (!day) return;
		const at = this.#arrivingAt(this.#recorder.schoolNow(), joining);
		const isBusy = (pupilId: string) => this.recording.isBusy(pupilId);
		const { children, not } = arrivingAmong(day, pupilIds, at, isBusy);
		// A second tap on what was just recorded loses nothing.
		const isAgain = (pupilId: string) => isBusy(pupilId) && this.last?.pupilIds.includes(pupilId) === true;
		const sentences = not.flatMap((each) => (isAgain(each.pupilId) ? [] : [each.sentence]));
		if (children.length + sentences.length === 0) return;
		this.typed = '';
		if (children.length > 0) this.#sign(day, children, joining);
		this.notRecorded = sentences;
	}

	/** Adds the reason to what was signed in last: further entries in place of those of the tap. */
	giveReason(reason: string): void {
		if (!this.last) return;
		this.last = { ...this.last, reason };
		this.#giveReason(reason, this.last.signed);
	}

	/** Tells the office of one child’s appointment card, after registers closed: the code is theirs [H16]. */
	cardSeen(pupilId: string): void {
		const [day, last] = [this.#day, this.last];
		const signed = last?.signed.find((each) => each.pupilId === pupilId && each.code === 'U');
		const pupil = day?.pupils.get(pupilId);
		if (!last || !signed || !day || !pupil || last.cards.includes(pupilId)) return;
		this.last = { ...last, cards: [...last.cards, pupilId] };
		const drafts = () => [cardDraft(day, pupil, signed.session, signed.minute)];
		void this.recording.add({ words: 'Appointment card seen', pupilIds: [pupilId], drafts });
	}

	/** Does one act, and shows it as the last one. */
	do(
		words: string,
		pupilIds: readonly string[],
		drafts: () => Draft[],
		actId: string,
		done: Partial<LastAct> = {}
	): void {
		this.notRecorded = [];
		this.last = {
			actId,
			date: this.#school()?.day.date ?? '',
			words,
			pupilIds,
			signed: [],
			came: [],
			isSaved: false,
			reason: null,
			cards: [],
			...done
		};
		void this.recording.add({ words, pupilIds, drafts }).then(() => {
			if (this.last?.actId === actId) this.last = { ...this.last, isSaved: true };
		});
	}

	/** Takes back what some lines say, by further facts. */
	takeBack(lines: readonly DeskLine[]): void {
		const own = lines.filter((line) => line.mayTakeBack);
		const standing = withWentHome(own, this.lines);
		if (standing.length === 0) return;
		const each = standing.filter((line, at) => standing.findIndex((other) => isOfOne(line, other)) === at);
		const pupilIds = each.map((line) => line.fact.pupilId);
		const names = childrenWords(each.flatMap((line) => line.pupil ?? []));
		// Of the tap, where the desk shows nothing by the time it is written: its maker has signed out elsewhere.
		const seen = this.#school()?.facts ?? [];
		this.notRecorded = [];
		if (this.last && standing.some((line) => actOf(line.fact) === this.last?.actId)) this.last = null;
		void this.recording.add({
			words: `${names}, taken back`,
			pupilIds,
			drafts: () => [
				...takingBackDrafts(standing, this.lines),
				...wentHomeAgain(standing, this.#school()?.facts ?? seen)
			]
		});
	}

	/** The lines of one act that can be taken back. */
	linesOf(actId: string): DeskLine[] {
		return this.lines.filter((line) => line.mayTakeBack && actOf(line.fact) === actId);
	}

	#sign(day: Day, children: readonly Arriving[], joining: LastAct | null): void {
		const actId = joining?.actId ?? crypto.randomUUID();
		const signed = signedOf(children);
		const came = [...(joining?.came ?? []), ...cameOf(children)];
		const own = children.map(({ pupil }) => pupil.pupil.pupilId);
		const drafts = () => [...arrivalDrafts(day, children, actId), ...wentHomeEnded(day, children, actId)];
		this.do(cameWords(came), own, drafts, actId, {
			came,
			signed: [...(joining?.signed ?? []), ...signed],
			pupilIds: [...(joining?.pupilIds ?? []), ...own],
			reason: joining?.reason ?? null,
			cards: joining?.cards ?? []
		});
		if (joining?.reason) this.#giveReason(joining.reason, signed);
	}

	#heldAt(now: number): string | null {
		const school = this.#school();
		return school && heldAt(this.#hold, now, school.day.book);
	}

	/** A held minute is that of arrivals alone, and who joins an act arrived with the others [H12]. */
	#arrivingAt(now: number, joining: LastAct | null = null): ArrivingAt {
		const held = this.mode === 'arrived' ? this.#heldAt(now) : null;
		return { arrivals: joining?.signed[0]?.minute ?? held ?? londonMinute(now), now };
	}

	#giveReason(reason: string, signed: readonly Signed[]): void {
		const [day, last] = [this.#day, this.last];
		if (!day || !last) return;
		const { actId } = last;
		void this.recording.add({
			words: `${reason}: the reason of ${last.words}`,
			pupilIds: signed.map((each) => each.pupilId),
			drafts: () =>
				signed.flatMap((each) => {
					const pupil = day.pupils.get(each.pupilId);
					return pupil ? [arrivalDraft(day, pupil, each, { minute: each.minute, actId, reason })] : [];
				})
		});
	}
}

const isOfOne = (a: DeskLine, b: DeskLine): boolean => a.fact.pupilId === b.fact.pupilId;
