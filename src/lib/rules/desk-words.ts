import { lateWords } from './arriving.ts';
import { longDate } from './calendar.ts';
import { correctedAt } from './clock.ts';
import type { Day } from './day.ts';
import type { Back, Elsewhere, Entry, HeldFact, Message, Out, Plan } from './facts.ts';
import { markOnArrival } from './lateness.ts';
import { londonMinute } from './sessions.ts';
import { elsewhereWords } from './whereabouts.ts';

/** A child signed in, out or back, sent elsewhere, or spoken for. */
export type DeskFact =
	HeldFact<Entry> | HeldFact<Out> | HeldFact<Back> | HeldFact<Elsewhere> | HeldFact<Plan>;

export interface DeskWords {
	kind: 'arrival' | 'out' | 'back' | 'elsewhere' | 'message';
	/** HH:MM as it was stated; of a message, when it was taken. */
	at: string;
	words: string;
}

/** What the desk recorded, as its list says it [H10]. */
export function deskWords(fact: DeskFact, day: Day): DeskWords {
	switch (fact.kind) {
		case 'mark':
			return {
				kind: 'arrival',
				at: fact.arrivedAt ?? '',
				words: withReason(arrivalWords(fact, day), fact.reason)
			};
		case 'out':
			return { kind: 'out', at: fact.at, words: leavingWords(fact) };
		case 'back':
			return { kind: 'back', at: fact.at, words: 'Back in school' };
		case 'elsewhere': {
			const words = elsewhereWords(fact, day.book.classNamed(fact.withClass ?? '')?.name);
			return { kind: 'elsewhere', at: fact.at, words: fact.until ? `${words}, until ${fact.until}` : words };
		}
		case 'plan':
			return { kind: 'message', at: londonMinute(correctedAt(fact)), words: absenceWords(fact, day.date) };
	}
}

function arrivalWords(entry: Entry, day: Day): string {
	const times = day.book.timesOn(day.date, entry.classId)?.[entry.session];
	const earned = times && markOnArrival(entry.arrivedAt ?? '', entry.session, times);
	if (entry.code === 'L' || entry.code === 'U') return lateWords(entry.code, earned?.minutesLate ?? 0);
	return entry.code ?? '';
}

function leavingWords(out: Out): string {
	const where = withReason(out.where || LEFT_FOR[out.why], out.where === out.reason ? undefined : out.reason);
	const collected = out.collectedBy ? `, collected by ${out.collectedBy}` : '';
	const back = out.expectedBack ? `, back at ${out.expectedBack}` : '';
	return `Left: ${where}${collected}${back}`;
}

function absenceWords(plan: Plan, today: string): string {
	const { from, via, wentHome } = plan.message ?? { from: '', via: 'phone' as const };
	const what = withReason(wentHome ? 'Went home ill' : 'Absence', plan.reason);
	return `${what}, ${spanWords(plan, today)} (${from}, ${VIA_WORDS[via]})`;
}

function spanWords({ from, to }: Plan, today: string): string {
	if (from.date !== to.date) return `until ${longDate(to.date)}${to.session === 'AM' ? ', morning' : ''}`;
	const day = from.date === today ? 'today' : longDate(from.date);
	if (from.session !== to.session) return day;
	return `${day}, ${from.session === 'AM' ? 'morning' : 'afternoon'} only`;
}

const LEFT_FOR: Record<Out['why'], string> = {
	ill: 'ill',
	appointment: 'appointment',
	lunch: 'home for lunch',
	trip: 'trip',
	other: 'other reason'
};

const VIA_WORDS: Record<Message['via'], string> = {
	phone: 'by phone',
	voicemail: 'by voicemail',
	app: 'in the app',
	'in-person': 'in person'
};

const withReason = (words: string, reason: string | undefined): string =>
	reason ? `${words}, ${reason}` : words;
