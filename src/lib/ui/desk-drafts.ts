import type { Draft } from '$lib/device/draft.ts';
import type { Arrival, ArrivalOffer } from '$lib/rules/arriving.ts';
import type { Day, PupilDay } from '$lib/rules/day.ts';
import type { DeskLine } from '$lib/rules/desk-list.ts';
import type { Back, Elsewhere, HeldFact, Message, Out, Plan } from '$lib/rules/facts.ts';
import { markOnArrival } from '$lib/rules/lateness.ts';
import { wentHomeSpan, type Span } from '$lib/rules/message-span.ts';
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
	span: Span;
	reason: string;
	from: string;
	via: Message['via'];
	/** HH:MM the child is expected back. */
	back?: string;
}

/** An absence message about one child or several. */
export function messageDrafts(pupils: readonly PupilDay[], said: Said, actId: string): Draft[] {
	const { span, reason, from, via, back } = said;
	return pupils.map(({ pupil }) => ({
		kind: 'plan',
		pupilId: pupil.pupilId,
		...span,
		reason,
		...(back ? { back } : {}),
		replaces: [],
		actId,
		message: { from, via }
	}));
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

type Correctable = HeldFact<Out> | HeldFact<Back> | HeldFact<Elsewhere> | HeldFact<Plan>;

/** Takes back what some lines of the list say, with the entries that theirs had replaced in the same act [H11]. */
export function takingBackDrafts(lines: readonly DeskLine[], all: readonly DeskLine[]): Draft[] {
	const withdrawn = new Map<string, Draft & { kind: 'withdraw' }>();
	const cancelled: Draft[] = [];
	for (const { fact } of lines) {
		if (fact.kind !== 'mark') {
			cancelled.push({ ...toldOf(fact), replaces: [fact.id], cancelled: true });
			continue;
		}
		const { classId, date, session, pupilId } = fact;
		const key = `${classId} ${session}`;
		const draft = withdrawn.get(key) ?? { kind: 'withdraw', classId, date, session, entries: [] };
		const before = all.filter(
			(line) =>
				line.fact.kind === 'mark' &&
				line.standing === 'replaced' &&
				line.fact.pupilId === pupilId &&
				line.fact.session === session &&
				actOf(line.fact) === actOf(fact)
		);
		draft.entries.push(fact.id, ...before.map((line) => line.fact.id));
		withdrawn.set(key, draft);
	}
	return [...withdrawn.values(), ...cancelled];
}

/** What holds the facts of one act together; a fact that was made alone is its own. */
export function actOf(fact: DeskLine['fact']): string {
	return fact.actId ?? fact.id;
}

/** The same fact as it should have been: a further one, in its place. */
export function correcting<F extends Correctable>(fact: F, over: Partial<Told<F>>): Draft {
	return { ...toldOf(fact), ...over, replaces: [fact.id] } as Draft;
}

/** What a line should have said; each kind of line takes from it what it has. */
export interface Correction {
	/** HH:MM */
	at: string;
	/** The reason, or where to. */
	words: string;
	/** HH:MM, or of a message the last day (yyyy-MM-dd); '' for none. */
	until: string;
}

/** The fact that takes a line's place; null where the line cannot say so. */
export function correctedDraft(day: Day, { fact }: DeskLine, { at, words, until }: Correction): Draft | null {
	const session = sessionAt(day, 'classId' in fact ? fact.classId : undefined, at);
	switch (fact.kind) {
		case 'mark': {
			const pupil = day.pupils.get(fact.pupilId);
			const times = day.book.timesOn(day.date, fact.classId)?.[fact.session];
			const earned = times && markOnArrival(at, fact.session, times);
			if (!pupil || (earned?.code !== 'L' && earned?.code !== 'U')) return null;
			const arrival = { session: fact.session, code: earned.code };
			return arrivalDraft(day, pupil, arrival, { minute: at, actId: actOf(fact), reason: words });
		}
		case 'out': {
			const { where, expectedBack, ...rest } = fact;
			const to = words ? { where: words } : {};
			return correcting(rest, { at, session, ...to, ...(until ? { expectedBack: until } : {}) });
		}
		case 'back':
			return correcting(fact, { at, session });
		case 'elsewhere': {
			const { until: before, ...rest } = fact;
			return correcting(rest, { at, session, where: words, ...(until ? { until } : {}) });
		}
		case 'plan':
			return correcting(fact, { reason: words, to: { date: until, session: 'PM' } });
	}
}

/** The half-day of a class that a minute of the day lies in. */
export function sessionAt(day: Day, classId: string | undefined, minute: string): Session {
	const times = day.book.timesOn(day.date, classId);
	return times && minute >= times.AM.end ? 'PM' : 'AM';
}

type Kept =
	| 'id'
	| 'v'
	| 'clientId'
	| 'seq'
	| 'signInId'
	| 'madeAt'
	| 'clock'
	| 'position'
	| 'receivedAt'
	| 'maker'
	| 'flags';
type Told<F> = F extends unknown ? Omit<F, Kept> : never;

function toldOf<F extends Correctable>(fact: F): Told<F> {
	const { id, v, clientId, seq, signInId, madeAt, clock, position, receivedAt, maker, flags, ...told } = fact;
	return told as unknown as Told<F>;
}

function cellOf({ date }: Day, { pupil, classId }: PupilDay, session: Session) {
	return { pupilId: pupil.pupilId, classId, date, session };
}
