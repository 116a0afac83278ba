import { arrivalOffer, type ArrivalOffer } from '$lib/rules/arriving.ts';
import type { Day, PupilDay } from '$lib/rules/day.ts';
import { deskList, type DeskLine, type DeskReader } from '$lib/rules/desk-list.ts';
import type { HeldFact, Out, SettingsFact } from '$lib/rules/facts.ts';
import { lookAlikes, siblings } from '$lib/rules/look-alikes.ts';
import { londonMinute, type Session } from '$lib/rules/sessions.ts';
import {
	actOf,
	arrivalDraft,
	arrivalDrafts,
	cardDraft,
	takingBackDrafts,
	type Arriving
} from './desk-drafts.ts';
import { DeskRecording } from './desk-recording.svelte.ts';
import { childrenWords, type DeskMode } from './desk-words.ts';
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

/** A child who was signed in, as far as more may be said of it. */
export interface Signed {
	pupilId: string;
	session: Session;
	code: 'L' | 'U';
	minutesLate: number;
}

/** What was done last: it stays in sight, so that a reason may be added or all of it taken back. */
export interface LastAct {
	actId: string;
	words: string;
	/** HH:MM */
	minute: string;
	signed: readonly Signed[];
	pupilIds: readonly string[];
	isSaved: boolean;
	reason: string | null;
	isCardSeen: boolean;
}

/** The most that a list of results shows: who types one letter more finds the rest. */
const MOST_SHOWN = 6;

/** The desk at work: who is found, what one tap means for each, and what was done. */
export class Desk {
	mode: DeskMode = $state('arrived');
	typed = $state('');
	/** HH:MM that every arrival is recorded at, while a queue is being signed in. */
	heldMinute: string | null = $state(null);
	over: DeskOver | null = $state.raw(null);
	last: LastAct | null = $state.raw(null);
	readonly recording: DeskRecording;
	#recorder: Recorder;
	#school: () => DeskSchool | null;

	constructor(recorder: Recorder, school: () => DeskSchool | null) {
		this.#recorder = recorder;
		this.#school = school;
		this.recording = new DeskRecording(recorder);
	}

	#day = $derived.by(() => this.#school()?.day ?? null);
	#book = $derived(this.#day?.book ?? null);
	#date = $derived(this.#day?.date ?? '');
	/** Built once for each roll: typing only asks it. */
	#search = $derived(this.#book && searchOf(this.#book, this.#date));

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
	}

	get day(): Day | null {
		return this.#day;
	}

	/** The minute that an act would be recorded at, by the clock on screen. */
	get minute(): string {
		return this.heldMinute ?? londonMinute(this.#school()?.now ?? 0);
	}

	/** What one tap on *Arrived* would mean for a child now. */
	offer(pupilId: string): ArrivalOffer {
		const school = this.#school();
		if (!school) return { kind: 'no', sentence: 'The class lists have not come yet.' };
		return arrivalOffer(school.day, pupilId, { minute: this.minute, now: school.now });
	}

	/** Brothers and sisters who can be signed in at the same minute. */
	siblingsToArrive(pupilIds: readonly string[]): PupilDay[] {
		const day = this.#day;
		if (!day) return [];
		const all = pupilIds.flatMap((pupilId) => siblings(day, pupilId));
		return all.filter(({ pupil: { pupilId } }, at) => {
			const isFirst = all.findIndex((each) => each.pupil.pupilId === pupilId) === at;
			return isFirst && !pupilIds.includes(pupilId) && this.offer(pupilId).kind === 'arrive';
		});
	}

	/** Signs children in, or back in, at the minute of the tap or the one that is held; in the act of `with`, if it is given. */
	arrive(pupilIds: readonly string[], joining: LastAct | null = null): void {
		const day = this.#day;
		if (!day) return;
		const now = this.#recorder.schoolNow();
		const minute = joining?.minute ?? this.heldMinute ?? londonMinute(now);
		const children = pupilIds.flatMap((pupilId): Arriving[] => {
			const pupil = day.pupils.get(pupilId);
			const offer = arrivalOffer(day, pupilId, { minute, now });
			return pupil && offer.kind !== 'no' && !this.recording.isBusy(pupilId) ? [{ pupil, offer }] : [];
		});
		if (children.length === 0) return;
		const actId = joining?.actId ?? crypto.randomUUID();
		const signed = children.flatMap(({ pupil, offer }): Signed[] => {
			const arrival = offer.kind === 'arrive' ? offer : offer.arrival;
			return arrival ? [{ pupilId: pupil.pupil.pupilId, ...pick(arrival) }] : [];
		});
		const isBack = children.every(({ offer }) => offer.kind === 'back');
		const all = [...(joining?.pupilIds ?? []), ...pupilIds];
		const names = childrenWords(all.flatMap((pupilId) => day.pupils.get(pupilId)?.pupil ?? []));
		const words = `${names} ${isBack ? 'back' : 'signed in'} at ${minute}`;
		const done = { minute, signed: [...(joining?.signed ?? []), ...signed], pupilIds: all };
		this.do(words, pupilIds, () => arrivalDrafts(day, children, { minute, actId }), actId, done);
		if (joining?.reason) this.#giveReason(joining.reason, signed);
		this.typed = '';
	}

	/** Adds the reason to what was signed in last: further entries in place of those of the tap. */
	giveReason(reason: string): void {
		if (!this.last) return;
		this.last = { ...this.last, reason };
		this.#giveReason(reason, this.last.signed);
	}

	/** Tells the office of an appointment card: the code is theirs. */
	cardSeen(): void {
		const [day, last] = [this.#day, this.last];
		if (!day || !last) return;
		const children = last.signed.flatMap((each) => day.pupils.get(each.pupilId) ?? []);
		const session = last.signed[0]?.session ?? 'AM';
		const words = 'Appointment card seen';
		this.last = { ...last, isCardSeen: true };
		void this.recording.add({
			words,
			pupilIds: last.pupilIds,
			drafts: () => children.map((pupil) => cardDraft(day, pupil, session, last.minute))
		});
	}

	/** Does one act, and shows it as the last one. */
	do(
		words: string,
		pupilIds: readonly string[],
		drafts: () => Draft[],
		actId: string,
		done: Partial<LastAct> = {}
	): void {
		this.last = {
			actId,
			words,
			pupilIds,
			minute: this.minute,
			signed: [],
			isSaved: false,
			reason: null,
			isCardSeen: false,
			...done
		};
		void this.recording.add({ words, pupilIds, drafts }).then(() => {
			if (this.last?.actId === actId) this.last = { ...this.last, isSaved: true };
		});
	}

	/** Takes back what some lines say, by further facts. */
	takeBack(lines: readonly DeskLine[]): void {
		const standing = lines.filter((line) => line.mayTakeBack);
		if (standing.length === 0) return;
		const pupilIds = standing.map((line) => line.fact.pupilId);
		const names = childrenWords(standing.flatMap((line) => line.pupil ?? []));
		if (this.last && standing.some((line) => actOf(line.fact) === this.last?.actId)) this.last = null;
		void this.recording.add({
			words: `${names}, taken back`,
			pupilIds,
			drafts: () => takingBackDrafts(standing, this.lines)
		});
	}

	/** The lines of one act that can be taken back. */
	linesOf(actId: string): DeskLine[] {
		return this.lines.filter((line) => line.mayTakeBack && actOf(line.fact) === actId);
	}

	#giveReason(reason: string, signed: readonly Signed[]): void {
		const [day, last] = [this.#day, this.last];
		if (!day || !last) return;
		const { minute, actId } = last;
		void this.recording.add({
			words: `${reason}: the reason of ${last.words}`,
			pupilIds: signed.map((each) => each.pupilId),
			drafts: () =>
				signed.flatMap((each) => {
					const pupil = day.pupils.get(each.pupilId);
					return pupil ? [arrivalDraft(day, pupil, each, { minute, actId, reason })] : [];
				})
		});
	}
}

/** As many as fit, and with them whoever can be taken for one of them. */
function withLookAlikes(found: readonly Found[]): readonly Found[] {
	const first = found.slice(0, MOST_SHOWN);
	if (found.length <= MOST_SHOWN) return first;
	const near = found.slice(0, 2 * MOST_SHOWN).map((each) => each.pupil);
	const alike = lookAlikes(
		first.map((each) => each.pupil),
		near
	);
	const ids = new Set([...alike.values()].flat().map((each) => each.pupilId));
	return [...first, ...found.slice(MOST_SHOWN).filter((each) => ids.has(each.pupil.pupilId))];
}

const pick = ({ session, code, minutesLate }: Omit<Signed, 'pupilId'>) => ({ session, code, minutesLate });
