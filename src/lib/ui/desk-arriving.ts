import { arrivalOffer, type ArrivalOffer } from '$lib/rules/arriving.ts';
import type { Day } from '$lib/rules/day.ts';
import { fullName } from '$lib/rules/names.ts';
import { londonMinute, type Session } from '$lib/rules/sessions.ts';
import type { Arriving } from './desk-drafts.ts';
import type { Came } from './desk-words.ts';

/** When children are signed in: the minute of arrivals (HH:MM), which may be a held one, and the school’s time. */
export interface ArrivingAt {
	arrivals: string;
	now: number;
}

/** The minute that a tap on *Arrived* means for a child: who is out comes back now, whatever minute is held [H12]. */
export function minuteFor(day: Day, pupilId: string, { arrivals, now }: ArrivingAt): string {
	const out = day.pupils.get(pupilId)?.whereabouts.out;
	if (!out) return arrivals;
	const present = londonMinute(now);
	// A leaving by a clock that is a little ahead has happened all the same [B1].
	return out.at > present ? out.at : present;
}

/** What one tap on *Arrived* means for a child at that minute. */
export function offerAt(day: Day, pupilId: string, at: ArrivingAt): ArrivalOffer {
	return arrivalOffer(day, pupilId, { minute: minuteFor(day, pupilId, at), now: at.now });
}

/** Whom a tap signs in, or back in, and for each of the others a sentence that says why nothing is recorded [H13]. */
export function arrivingAmong(
	day: Day,
	pupilIds: readonly string[],
	at: ArrivingAt,
	isBusy: (pupilId: string) => boolean
): { children: Arriving[]; not: { pupilId: string; sentence: string }[] } {
	const children: Arriving[] = [];
	const not: { pupilId: string; sentence: string }[] = [];
	for (const pupilId of pupilIds) {
		const pupil = day.pupils.get(pupilId);
		const offer = offerAt(day, pupilId, at);
		if (offer.kind === 'no' || !pupil) not.push({ pupilId, sentence: notWords(day, pupilId, offer) });
		else if (isBusy(pupilId))
			not.push({
				pupilId,
				sentence: `${nothingFor(day, pupilId)} What was recorded last is still being saved.`
			});
		else children.push({ pupil, offer, minute: minuteFor(day, pupilId, at) });
	}
	return { children, not };
}

/** A child who was signed in, as far as more may be said of it. */
export interface Signed {
	pupilId: string;
	session: Session;
	code: 'L' | 'U';
	minutesLate: number;
	/** HH:MM */
	minute: string;
}

/** Those of children who come that are late for a half-day, signed in for it. */
export function signedOf(children: readonly Arriving[]): Signed[] {
	return children.flatMap(({ pupil: { pupil }, offer, minute }): Signed[] => {
		const arrival = offer.kind === 'arrive' ? offer : offer.arrival;
		if (!arrival) return [];
		const { session, code, minutesLate } = arrival;
		return [{ pupilId: pupil.pupilId, session, code, minutesLate, minute }];
	});
}

/** How each of them came, in words. */
export function cameOf(children: readonly Arriving[]): Came[] {
	return children.map(({ pupil: { pupil }, offer, minute }) => ({
		pupil,
		how: `${offer.kind === 'back' ? 'back' : 'signed in'} at ${minute}`
	}));
}

function notWords(day: Day, pupilId: string, offer: ArrivalOffer): string {
	return `${nothingFor(day, pupilId)} ${offer.kind === 'no' ? offer.sentence : ''}`.trim();
}

function nothingFor({ book }: Day, pupilId: string): string {
	const pupil = book.pupil(pupilId);
	return `Nothing was recorded for ${pupil ? fullName(pupil) : 'a child who is on no list'}.`;
}
