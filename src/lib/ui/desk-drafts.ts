import type { Draft } from '$lib/device/draft.ts';
import type { Arrival, ArrivalOffer } from '$lib/rules/arriving.ts';
import type { Book } from '$lib/rules/book.ts';
import type { Day, PupilDay } from '$lib/rules/day.ts';
import type { Message, Out } from '$lib/rules/facts.ts';
import { wentHomeSpan, type Span } from '$lib/rules/message-span.ts';
import { judgePlanned } from '$lib/rules/plan-lawful.ts';
import type { Session } from '$lib/rules/sessions.ts';

/** An offer that can be taken up: the child arrives, or comes back. */
export type TakenOffer = Exclude<ArrivalOffer, { kind: 'no' }>;

/** One child of an act at the desk. */
export interface Arriving {
	pupil: PupilDay;
	offer: TakenOffer;
	/** HH:MM */
	minute: string;
}

/** What those who arrive together record, in one act: arrivals, comings back, or both of one child. */
export function arrivalDrafts(day: Day, children: readonly Arriving[], actId: string): Draft[] {
	return children.flatMap(({ pupil, offer, minute }): Draft[] => {
		const at = { minute, actId };
		if (offer.kind === 'arrive') return [arrivalDraft(day, pupil, offer, at)];
		const cell = cellOf(day, pupil, sessionAt(day, pupil.classId, minute));
		const back: Draft = { kind: 'back', ...cell, at: minute, out: offer.out.id, replaces: [], actId };
		return offer.arrival ? [back, arrivalDraft(day, pupil, offer.arrival, at)] : [back];
	});
}

/** An arrival as an entry; with a reason it takes the place of the one that was recorded at the tap. */
export function arrivalDraft(
	day: Day,
	pupil: PupilDay,
	{ session, code }: Pick<Arrival, 'session' | 'code'>,
	at: { minute: string; actId: string; reason?: string }
): Draft {
	return {
		kind: 'mark',
		...cellOf(day, pupil, session),
		how: 'desk',
		code,
		arrivedAt: at.minute,
		...(at.reason ? { reason: at.reason } : {}),
		sawPlans: pupil[session].plans.expected.map((plan) => plan.id),
		actId: at.actId
	};
}

/** After the close: a card that the office should see before it settles the code. */
export function cardDraft(day: Day, pupil: PupilDay, session: Session, arrivedAt: string): Draft {
	const cell = cellOf(day, pupil, session);
	return { kind: 'propose', ...cell, code: 'M', arrivedAt, note: 'Appointment card seen at the desk' };
}

/** What a caller said, as the desk took it down. */
export interface Said {
	reason: string;
	from: string;
	via: Message['via'];
	/** HH:MM the child is expected back. */
	back?: string;
}

/** A child whom a message is about, and the half-days for which it is. */
export interface Told {
	child: PupilDay;
	span: Span;
}

/** An absence message about one child or several. */
export function messageDrafts(told: readonly Told[], said: Said, actId: string): Draft[] {
	const { reason, from, via, back } = said;
	return told.map(({ child, span }) => ({
		kind: 'plan',
		pupilId: child.pupil.pupilId,
		...span,
		reason,
		...(back ? { back } : {}),
		replaces: [],
		actId,
		message: { from, via }
	}));
}

/** Why a message may not be recorded so, in a sentence; null if it may [X5]. */
export function whyNotTold(told: readonly Told[], said: Said, book: Book): string | null {
	for (const draft of messageDrafts(told, said, '')) {
		// Whoever takes it, a parent's word is judged alike.
		const judged = draft.kind === 'plan' && judgePlanned(draft, { book, role: 'reception', plans: [] });
		if (judged && 'refused' in judged) return judged.message;
	}
	return null;
}

/** How a child leaves. */
export interface Leaving {
	/** HH:MM */
	at: string;
	why: Out['why'];
	reason?: string;
	where?: string;
	collectedBy?: string;
	expectedBack?: string;
}

/** One child or a whole class goes out, in one act. */
export function outDrafts(day: Day, pupils: readonly PupilDay[], leaving: Leaving, actId: string): Draft[] {
	return pupils.map((pupil) => ({
		kind: 'out',
		...cellOf(day, pupil, sessionAt(day, pupil.classId, leaving.at)),
		...leaving,
		replaces: [],
		actId
	}));
}

/** Children go home ill: out now, and expected away for the half-days that are left, if any are [H6]. */
export function wentHomeDrafts(
	day: Day,
	pupils: readonly PupilDay[],
	leaving: Leaving,
	actId: string
): Draft[] {
	const out = outDrafts(day, pupils, leaving, actId);
	const said = { reason: leaving.reason ?? 'Ill', replaces: [], actId };
	const message: Message = {
		from: leaving.collectedBy ?? 'The school’s desk',
		via: 'in-person',
		wentHome: true
	};
	return [
		...out,
		...pupils.flatMap(({ pupil, classId }) => {
			const span = wentHomeSpan({ date: day.date, minute: leaving.at, classId }, day.book);
			return span ? [{ kind: 'plan' as const, pupilId: pupil.pupilId, ...span, ...said, message }] : [];
		})
	];
}

/** Where in school children go. */
export interface Going {
	/** HH:MM */
	at: string;
	where: string;
	withClass?: string;
	/** HH:MM */
	until?: string;
}

/** Children who are in school and not in their room. */
export function elsewhereDrafts(day: Day, pupils: readonly PupilDay[], going: Going, actId: string): Draft[] {
	return pupils.map((pupil) => ({
		kind: 'elsewhere',
		...cellOf(day, pupil, sessionAt(day, pupil.classId, going.at)),
		...going,
		replaces: [],
		actId
	}));
}

/** The half-day of a class that a minute of the day lies in. */
export function sessionAt(day: Day, classId: string | undefined, minute: string): Session {
	const times = day.book.timesOn(day.date, classId);
	return times && minute >= times.AM.end ? 'PM' : 'AM';
}

function cellOf({ date }: Day, { pupil, classId }: PupilDay, session: Session) {
	return { pupilId: pupil.pupilId, classId, date, session };
}
