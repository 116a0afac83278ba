import type { Card } from '$lib/rules/board-card.ts';
import { checksOf, type Check } from '$lib/rules/checks.ts';
import type { Day } from '$lib/rules/day.ts';
import { causeWords } from '$lib/rules/expected-today.ts';
import type { PupilFact } from '$lib/rules/facts.ts';
import { fullName } from '$lib/rules/names.ts';
import { shownEntry } from '$lib/rules/presence.ts';
import { isLeft } from '$lib/rules/received.ts';
import type { Register, RegisterRow } from '$lib/rules/register.ts';
import type { Session } from '$lib/rules/sessions.ts';
import type { TabletSeen } from '$lib/rules/tablets.ts';
import { birthdayWords } from './day-words.ts';
import { namesakes } from './pupil-words.ts';
import type { Tone } from './tone.ts';

/** How a card is coloured: what is under way is news and no fault. */
export function lookOf({ state, tone }: Pick<Card, 'state' | 'tone'>): Tone {
	const isUnderWay = state === 'started' || state === 'on the tablet' || state === 'to check';
	return tone !== 'alert' && isUnderWay ? 'news' : tone;
}

/** How many facts of each class's register could not be accepted and wait for the office, by class. */
export function refusedByClass(
	keptAside: readonly { raw: Record<string, unknown>; about: string }[],
	of: { date: string; session: Session },
	settled: Day['settled']
): ReadonlyMap<string, number> {
	const counts = new Map<string, number>();
	for (const { raw, about } of keptAside) {
		const { classId, date, session } = raw;
		if (typeof classId !== 'string' || date !== of.date || session !== of.session || settled.has(about))
			continue;
		counts.set(classId, (counts.get(classId) ?? 0) + 1);
	}
	return counts;
}

/** The devices that families may be signed in or rung on: reception's and the office's. */
export function desksOf(tablets: readonly TabletSeen[]): TabletSeen[] {
	return tablets.filter(({ person }) => person?.role === 'reception' || person?.role === 'attendance');
}

/** A question to which people gave two answers. */
export interface Question extends Check {
	name: string;
	className: string;
}

/** *Which is right?* of a session, class by class; the rest that needs a look is only counted. */
export function questionsOf(day: Day, session: Session): { disputes: Question[]; others: number } {
	const disputes: Question[] = [];
	let others = 0;
	for (const { schoolClass, [session]: register } of day.classes) {
		const checks = checksOf(register, day.settled);
		const named = checks.length > 0 ? namedIn(register) : fullName;
		for (const check of checks) {
			const pupil = day.pupils.get(check.pupilId)?.pupil;
			if (check.kind === 'dispute' && pupil)
				disputes.push({ ...check, name: named(pupil), className: schoolClass.name });
			else others += 1;
		}
	}
	return { disputes, others };
}

/** A child who is not in class, and why, as far as it is known. */
export interface Away {
	pupilId: string;
	name: string;
	words: string;
}

/** Who is absent or away in a register, in calling order, and who has no mark that a person stands behind. */
export function missingIn(register: Register): { away: Away[]; blank: string[] } {
	const named = namedIn(register);
	const away = register.rows
		.filter(({ mark }) => !mark.provisional && (mark.shown === 'absent' || mark.shown === 'away'))
		.map((row) => ({
			pupilId: row.pupil.pupilId,
			name: named(row.pupil),
			words: whyAway(row, register.date)
		}));
	return { away, blank: register.rows.filter(isLeft).map(({ pupil }) => named(pupil)) };
}

/** How a pupil is named among the class: who shares the whole name is told apart by the birthday. */
function namedIn({ rows }: Register): (pupil: PupilFact) => string {
	const same = namesakes(rows.map(({ pupil }) => pupil));
	return (pupil) =>
		same.has(pupil.pupilId) ? `${fullName(pupil)} (born ${birthdayWords(pupil.dob)})` : fullName(pupil);
}

function whyAway({ mark, plan, plans }: RegisterRow, date: string): string {
	const entry = shownEntry(mark);
	if (mark.shown === 'absent')
		return plan?.message ? `No reason yet (N). ${causeWords(plan, date)}` : 'No reason yet (N)';
	const confirmed = entry?.confirms === undefined ? undefined : plans.byId.get(entry.confirms);
	const words = causeWords(confirmed ?? (entry?.code ? null : plan), date, entry);
	return mark.code && !words.includes(`(${mark.code})`) ? `${words} (${mark.code})` : words;
}
