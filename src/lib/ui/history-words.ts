import { dayAndMonth } from '$lib/rules/calendar.ts';
import { evidenceClass } from '$lib/rules/codes.ts';
import { correctedAt } from '$lib/rules/clock.ts';
import type { Accepted, Entry, HeldFact, How, Plan, Withdrawal } from '$lib/rules/facts.ts';
import type { HistoryLine } from '$lib/rules/mark.ts';
import type { RegisterRow } from '$lib/rules/register.ts';
import { londonDate, londonMinute } from '$lib/rules/sessions.ts';
import { awayWords, correctionsIn } from './row-words.ts';

/** One answer of a pupil's history, in words. */
export interface HistoryWords {
	id: string;
	at: string;
	what: string;
	who: string;
	standing: string;
	reason: string | null;
}

const HOW_WORDS: Record<How, string> = {
	tapped: 'tapped in class',
	filled: 'by rest present in class',
	desk: 'at the desk',
	plan: 'as known',
	office: 'in the office',
	told: 'told by another person',
	paper: 'from paper',
	import: 'from an import'
};

const STANDING: Record<HistoryLine['standing'], string> = {
	shows: 'This is what shows',
	'stands beside': 'Also stands',
	replaced: 'Changed later',
	withdrawn: 'Taken back'
};

/** A pupil's answers, oldest first, as the person before the screen may read them; what has no maker yet was made here. */
export function historyWords(row: RegisterRow, closesAt: number | null = null): HistoryWords[] {
	const corrections = correctionsIn(row, closesAt);
	return row.mark.history.map(
		({ entry, standing }: { entry: HeldFact<Entry>; standing: HistoryLine['standing'] }) => {
			const maker = entry.maker ? makerWords(entry.maker) : 'On this tablet';
			const received =
				entry.receivedAt === undefined ? 'not sent yet' : `received ${londonMinute(entry.receivedAt)}`;
			const at = correctedAt(entry);
			const day = londonDate(at);
			const later = day === entry.date ? '' : `on ${dayAndMonth(day)}, `;
			return {
				id: entry.id,
				at: londonMinute(at),
				what: `${corrections.has(entry.id) ? 'Correction: ' : ''}${saidAndHow(answerWords(entry, row), entry.how)}`,
				who: `${maker}, ${later}${received}`,
				standing: standing === 'withdrawn' ? takenBackWords(entry, row) : STANDING[standing],
				reason: entry.reason ?? null
			};
		}
	);
}

/** 'Ms Teal, Class teacher'; of whoever entered a cause that a classroom is not told only 'The office'. */
export function makerWords({ name, position }: Accepted['maker']): string {
	return position ? `${name}, ${position}` : name;
}

/** 'Present, tapped in class'; of a cause that a classroom is not told, 'Away, absence known to the office'. */
function saidAndHow(said: string, how: How): string {
	return how === 'office' && said.endsWith('absence known')
		? `${said} to the office`
		: `${said}, ${HOW_WORDS[how]}`;
}

/** 'Taken back 12:05 by Dr Head: mended at noon': who undid it and why, where that was said. */
function takenBackWords(entry: Entry, { facts }: RegisterRow): string {
	const undone: HeldFact<Withdrawal> | undefined = facts.find(
		(fact) => fact.kind === 'withdraw' && fact.entries.includes(entry.id)
	) as HeldFact<Withdrawal> | undefined;
	if (!undone?.actId) return STANDING.withdrawn;
	const by = undone.maker ? ` by ${undone.maker.name}` : '';
	const why = undone.reason ? `: ${undone.reason}` : '';
	return `${STANDING.withdrawn} ${londonMinute(correctedAt(undone))}${by}${why}`;
}

/** What an entry says, without a code or a cause that a classroom may not know. */
export function answerWords(entry: Entry, row: RegisterRow): string {
	const plan: Plan | undefined =
		entry.confirms === undefined ? undefined : row.plans.byId.get(entry.confirms);
	const arrived = entry.arrivedAt ? `, arrived ${entry.arrivedAt}` : '';
	if (!entry.code) return `Away, ${lower(awayWords(plan ?? entry))}`;
	switch (evidenceClass(entry.code)) {
		case 'present':
			return `Present${arrived}`;
		case 'late':
			return `Late${arrived}`;
		case 'late-after':
			return `Arrived after registers closed (U)${arrived}`;
		case 'none':
			return 'Absent, no reason yet';
		default:
			return `Away, ${lower(awayWords(entry))}`;
	}
}

const lower = (words: string): string => words.charAt(0).toLowerCase() + words.slice(1);
