import { correctedAt } from '$lib/rules/clock.ts';
import type { Day } from '$lib/rules/day.ts';
import type { HeldFact } from '$lib/rules/facts.ts';
import { fullName } from '$lib/rules/names.ts';
import { londonMinute } from '$lib/rules/sessions.ts';
import { datesInWords } from './dates-in-words.ts';
import type { LastAct } from './desk.svelte.ts';

/** What was recorded here and the school did not accept, as the desk reads it. */
export interface DeskRefused {
	id: string;
	pupilId: string | null;
	/** The act that it was part of, where it was one. */
	actId: string | null;
	/** About whom, and when it was made: 'Tyler Marsh, 09:01'. */
	about: string;
	/** Why, in a sentence. */
	why: string;
}

/** Reads what was refused; a child who has left the roll since is still named. */
export function deskRefused(
	refused: readonly { fact: HeldFact; message: string }[],
	{ book }: Pick<Day, 'book'>
): DeskRefused[] {
	return refused.map(({ fact, message }) => {
		const pupilId = 'pupilId' in fact ? fact.pupilId : null;
		const pupil = pupilId === null ? undefined : book.pupil(pupilId);
		const who = pupil ? fullName(pupil) : fact.kind === 'withdraw' ? 'Taking back' : 'What was recorded';
		const actId = ('actId' in fact ? fact.actId : undefined) ?? null;
		return {
			id: fact.id,
			pupilId,
			actId,
			about: `${who}, ${londonMinute(correctedAt(fact))}`,
			why: datesInWords(message)
		};
	});
}

/** How much of an act was not accepted: all of its children, some, or none. */
export function refusedOf(last: Pick<LastAct, 'actId' | 'pupilIds'>, refused: readonly DeskRefused[]) {
	const own = refused.filter((each) => each.actId === last.actId).map((each) => each.pupilId);
	if (own.length === 0) return 'none';
	return last.pupilIds.every((pupilId) => own.includes(pupilId)) ? 'all' : 'some';
}
