import { correctedAt } from '$lib/rules/clock.ts';
import { codeRule } from '$lib/rules/code-table.ts';
import { isCode, type Code } from '$lib/rules/codes.ts';
import type { Flag } from '$lib/rules/checking.ts';
import type { Entry, HeldFact, How, Message, Plan } from '$lib/rules/facts.ts';
import type { RegisterRow } from '$lib/rules/register.ts';
import { longDate } from '$lib/rules/calendar.ts';
import { londonDate, londonMinute } from '$lib/rules/sessions.ts';
import type { TabletSeen } from '$lib/rules/tablets.ts';

/** One answer as the office reads it: what, who said it where, and when it came. */
export interface AnswerLine {
	id: string;
	what: string;
	who: string;
	/** Made and received. */
	when: string;
	reason: string | null;
}

const WHERE: Record<How, string> = {
	tapped: 'tapped in class',
	filled: 'by rest present in class',
	plan: 'confirmed in class',
	desk: 'at the desk',
	office: 'in the office',
	told: 'by the teacher’s word',
	paper: 'from paper',
	import: 'from an import'
};

/** 'Illness (I)'. */
export function codeWords(code: Code): string {
	return `${codeRule(code).name} (${code})`;
}

/** An entry or a plan in the register of a day, in words, with the day of a minute that is of another; the device is named only where one of `tablets` is known to have made it. */
export function answerLine(
	answer: HeldFact<Entry> | HeldFact<Plan>,
	{ row, of }: { row: RegisterRow; of: { date: string } },
	tablets: readonly TabletSeen[] = []
): AnswerLine {
	const madeAt = correctedAt(answer);
	const maker = answer.maker ? `${answer.maker.name}, ${answer.maker.position}` : 'On this device';
	const device = tablets.find((each) => answer.maker && each.clientIds?.includes(answer.clientId));
	const on = device ? `, on ${device.name}` : '';
	const came =
		answer.receivedAt === undefined
			? 'not sent yet'
			: `received ${minuteWords(answer.receivedAt, londonDate(madeAt))}`;
	const base = { id: answer.id, when: `Made ${minuteWords(madeAt, of.date)}, ${came}` };
	const reason = answer.reason ?? null;
	if (answer.kind === 'plan')
		return { ...base, what: `An absence was known: ${planWords(answer)}`, who: `${maker}${on}`, reason };
	return { ...base, what: entryWords(answer, row), who: `${maker}, ${whereWords(answer)}${on}`, reason };
}

/** '08:52'; of another day than the one that is read, '08:52 on Friday 20 November 2026'. */
function minuteWords(at: number, date: string): string {
	const day = londonDate(at);
	return day === date ? londonMinute(at) : `${londonMinute(at)} on ${longDate(day)}`;
}

/** 'Late, before registers closed (L), arrived 09:01'. */
export function entryWords(entry: Entry, row: Pick<RegisterRow, 'plans'>): string {
	const plan = row.plans.byId.get(entry.confirms ?? '');
	const arrived = entry.arrivedAt ? `, arrived ${entry.arrivedAt}` : '';
	const code = entry.code ?? plan?.code;
	if (code) return `${codeWords(code)}${arrived}`;
	return `Away, as known${plan?.message ? `: ${messageWords(plan.message, plan.reason)}` : ''}`;
}

/** How and where: 'from paper, called by Ms Teal at 08:52'. */
function whereWords({ how, takenBy, takenAt }: Entry): string {
	return takenBy ? `${WHERE[how]}, called by ${takenBy}${takenAt ? ` at ${takenAt}` : ''}` : WHERE[how];
}

function planWords(plan: Plan): string {
	if (plan.code) return codeWords(plan.code);
	return plan.message ? messageWords(plan.message, plan.reason) : 'no code yet';
}

const VIA: Record<Message['via'], string> = {
	phone: 'rang',
	voicemail: 'left a voicemail',
	app: 'wrote in the app',
	'in-person': 'said so at the desk'
};

/** 'Mrs Yusuf (mother) rang: “Tummy bug”'. */
export function messageWords(message: Message, reason: string | undefined): string {
	const home = message.wentHome ? 'Went home. ' : '';
	return `${home}${message.from} ${VIA[message.via]}${reason ? `: “${reason}”` : ', no reason given'}`;
}

const FLAG_WORDS: Record<Flag, string> = {
	'code-differs': 'The time and the code say different things',
	clock: 'Made near the opening or the close, by a clock that may be out',
	'late-taking': 'Taken after registers closed',
	'other-class': 'Marked on the list of another class'
};

/** Why a mark is flagged, in words. */
export function flagWords(flag: Flag): string {
	return FLAG_WORDS[flag];
}

const ILL =
	/\b(ill|sick|poorly|unwell|temperature|fever|vomit\w*|tummy|stomach|cold|cough\w*|virus|pox|headache|bug)\b/i;
const SEEN_TO = /\b(doctor|gp|dentist|dental|hospital|clinic|appointment|orthodont\w*|optician)\b/i;

/** The codes a reason sounds like, the likeliest first; a person chooses. */
export function likelyCodes(reason: string | undefined): Code[] {
	if (SEEN_TO.test(reason ?? '')) return ['M', 'I'];
	return ILL.test(reason ?? '') ? ['I', 'M'] : ['I', 'M', 'O'];
}

/** A code as text, if it is one. */
export function asCode(code: unknown): Code | null {
	return typeof code === 'string' && isCode(code) ? code : null;
}
