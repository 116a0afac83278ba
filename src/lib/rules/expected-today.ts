import { isClassroom } from './answers.ts';
import { notOnRollWords } from './arriving.ts';
import { correctedAt } from './clock.ts';
import { codeRule } from './code-table.ts';
import { shownAs } from './codes.ts';
import { sessionSoFar, type Day, type PupilDay } from './day.ts';
import type { Entry, Out, Plan, ShownAs } from './facts.ts';
import { dateWords } from './names.ts';
import { isHere, shownEntry } from './presence.ts';
import { londonDate, londonMinute, type Session } from './sessions.ts';
import { elsewhereWords, isOverdueBack, outWords } from './whereabouts.ts';

/** What a classroom, or a list that others may read, says of a known absence: never the code, never why. */
export const AWAY_WORDS: Record<ShownAs, string> = {
	known: 'Absence known',
	trip: 'On a trip',
	'not-in': 'Not in today'
};

/** Of a child who has no mark since lunch [V4]. */
export const HERE_THIS_MORNING = 'Here this morning, not marked this afternoon';

/** What the desk's search says of a child today, reasons included: for those who may know them [H7]. */
export function expectedSentence(day: Day, pupilId: string, now: number): string {
	const pupil = day.pupils.get(pupilId);
	if (!pupil) return notOnRollWords(day, pupilId);
	const { out, elsewhere } = pupil.whereabouts;
	if (out) return outSentence(out, now);
	if (elsewhere) return elsewhereWords(elsewhere, day.book.classNamed(elsewhere.withClass ?? '')?.name);
	const schoolClass = day.classes.find((each) => each.schoolClass.classId === pupil.classId);
	return markWords(pupil, day.date, schoolClass ? sessionSoFar(day, schoolClass, now) : 'AM');
}

/** 'Absence known: cold (message from mother 08:31)': why, as far as it is known, and who said so, on a day. */
export function causeWords(plan: Plan | null, date: string, entry: Entry | null = null): string {
	const code = entry?.code ?? plan?.code;
	const shown = code ? shownAs(code) : (plan?.shownAs ?? entry?.shownAs ?? 'known');
	const why = plan?.reason || plan?.detail || entry?.detail || entry?.reason;
	const cause = why || (code && shown === 'known' ? `${codeRule(code).name} (${code})` : '');
	const back = plan?.back ? `, back at ${plan.back}` : '';
	return `${AWAY_WORDS[shown]}${cause ? `: ${cause}` : ''}${back}${plan ? messageWords(plan, date) : ''}`;
}

function outSentence(out: Out, now: number): string {
	const words = outWords(out, out.where || out.reason || undefined);
	if (out.expectedBack === undefined) return words;
	return `${words}, ${isOverdueBack(out, now) ? 'was due back' : 'back'} at ${out.expectedBack}`;
}

function markWords(pupil: PupilDay, date: string, session: Session): string {
	const { mark, plan, plans } = pupil[session];
	const entry = shownEntry(mark);
	if (mark.dispute) return `Which is right? ${mark.dispute.why}`;
	if (mark.arrival)
		return `Signed in ${mark.arrival.at}, ${mark.arrival.seenInClass ? 'seen in class' : 'not yet seen in class'}`;
	if (!entry) return unmarkedWords(pupil, date, session);
	const at = londonMinute(correctedAt(entry));
	switch (mark.shown) {
		case 'present':
			return `Present ${at}`;
		case 'late':
			return mark.code === 'U'
				? `Arrived ${entry.arrivedAt ?? at}, after registers closed (U)`
				: `Late ${entry.arrivedAt ?? at}`;
		case 'absent': {
			const absent = `Marked absent ${isClassroom(entry) ? 'in class' : 'by the office'} ${at}`;
			return plan ? `${absent}. ${causeWords(plan, date)}` : absent;
		}
		default: {
			const confirmed = entry.confirms === undefined ? undefined : plans.byId.get(entry.confirms);
			// An entry with a code of its own says why itself.
			return causeWords(confirmed ?? (entry.code ? null : plan), date, entry);
		}
	}
}

function unmarkedWords({ AM, PM }: PupilDay, date: string, session: Session): string {
	const { plan } = session === 'AM' ? AM : PM;
	if (plan) return causeWords(plan, date);
	return session === 'PM' && isHere(AM.mark) ? HERE_THIS_MORNING : 'Not marked yet';
}

function messageWords(plan: Plan, date: string): string {
	if (!plan.message) return '';
	const at = correctedAt(plan);
	const on = londonDate(at) === date ? '' : ` on ${dateWords(londonDate(at))}`;
	return ` (message from ${plan.message.from} ${londonMinute(at)}${on})`;
}
