import { correctedAt } from '$lib/rules/clock.ts';
import type { Day, PupilDay } from '$lib/rules/day.ts';
import { expectedSentence } from '$lib/rules/expected-today.ts';
import type { HeldFact, Settle } from '$lib/rules/facts.ts';
import { fullName } from '$lib/rules/names.ts';
import { SESSIONS } from '$lib/rules/sessions.ts';
import { callWords } from './find-words.ts';
import { isWaiting } from './waiting.ts';

/** A child who was to be found today and no longer is, and why. */
export interface Found {
	pupilId: string;
	name: string;
	classId: string;
	/** In sentences, what was done first. */
	why: string;
	/** Whether some of that is on this device only. */
	isUnsent: boolean;
}

/** The children of a list, by id. */
export function pupilsIn(rows: readonly { pupil: { pupilId: string } }[]): ReadonlySet<string> {
	return new Set(rows.map((row) => row.pupil.pupilId));
}

/** Those known and those that come; the same set where nobody new does. */
export function withPupils(known: ReadonlySet<string>, more: ReadonlySet<string>): ReadonlySet<string> {
	return [...more].every((pupilId) => known.has(pupilId)) ? known : new Set([...known, ...more]);
}

/** Those who left the list today, by name: nothing leaves it silently. `listed` are the rows that this window has shown. */
export function foundToday(
	day: Day,
	still: ReadonlySet<string>,
	listed: ReadonlySet<string>,
	at: { now: number; unsentIds: ReadonlySet<string> }
): Found[] {
	const found: Found[] = [];
	for (const [pupilId, child] of day.pupils) {
		if (still.has(pupilId)) continue;
		const settles = settlesOf(day, child);
		const hadNone = SESSIONS.some((session) => hadNoReason(child[session]));
		if (settles.length + child.calls.length === 0 && !hadNone && !listed.has(pupilId)) continue;
		const said: HeldFact[] = [...settles, ...child.calls];
		for (const session of SESSIONS) said.push(...child[session].facts, ...child[session].plans.byId.values());
		found.push({
			pupilId,
			name: fullName(child.pupil),
			classId: child.classId,
			why: [
				...settles.map(({ reason, maker }) => `Settled${maker ? ` by ${maker.name}` : ''}: ${reason}`),
				...child.calls.slice(-1).map(callWords),
				expectedSentence(day, pupilId, at.now)
			].join('. '),
			isUnsent: said.some((fact) => isWaiting(fact, at.unsentIds))
		});
	}
	return found.sort((a, b) => a.name.localeCompare(b.name, 'en-GB'));
}

/** Whether a child was marked absent with no reason, and is something else now. */
function hadNoReason({ mark }: PupilDay['AM']): boolean {
	const isStill = mark.code === 'N' && mark.shown === 'absent';
	return !isStill && mark.history.some(({ entry }) => entry.code === 'N');
}

function settlesOf({ settled }: Day, child: PupilDay): HeldFact<Settle>[] {
	if (settled.size === 0) return [];
	const { pupilId } = child.pupil;
	const abouts = [
		...SESSIONS.flatMap((session) => child[session].mark.history.map(({ entry }) => entry.id)),
		...SESSIONS.flatMap((session) => [...child[session].plans.byId.keys()]),
		...child.whereabouts.outs.map(({ out }) => out.id)
	];
	const own = new Set(abouts.flatMap((about) => settled.get(about) ?? []));
	for (const [about, settle] of settled) if (about.startsWith(`blank:${pupilId}:`)) own.add(settle);
	return [...own].sort((a, b) => correctedAt(a) - correctedAt(b));
}
