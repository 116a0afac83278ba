import { isClassroom } from './answers.ts';
import { correctedAt } from './clock.ts';
import type { Day } from './day.ts';
import { deskWords, type DeskFact, type DeskWords } from './desk-words.ts';
import type { Entry, HeldFact, PupilFact } from './facts.ts';
import { londonDate, sessionWindow } from './sessions.ts';

/** One line of what the desk did today. */
export interface DeskLine {
	kind: DeskWords['kind'];
	/** What a correction or a taking back names. */
	fact: DeskFact;
	pupil: HeldFact<PupilFact> | null;
	className: string;
	at: DeskWords['at'];
	words: string;
	/** Who made it; null: made on this device and not sent yet. */
	maker: string | null;
	/** Replaced: something later says otherwise. */
	standing: 'stands' | 'replaced' | 'taken-back';
	/** Whether the person asking may take it back: their own, standing, and an arrival only while taking back is no correction. */
	mayTakeBack: boolean;
}

/** Who reads the list: their own facts are those they made, or, not sent yet, those made under their sign-in. */
export interface DeskReader {
	staffId: string;
	signInId: string;
}

/** Today's list at the desk, newest first, from the day and the facts it was read from, at an instant (epoch ms) [H10]. */
export function deskList(day: Day, facts: readonly HeldFact[], reader: DeskReader, now: number): DeskLine[] {
	const made = [...new Map(facts.map((fact) => [fact.id, fact])).values()].filter((fact) => isOf(day, fact));
	const standings = standingsOf(made);
	return made
		.filter((fact) => isDeskFact(fact))
		.sort((a, b) => correctedAt(b) - correctedAt(a) || (a.id < b.id ? 1 : -1))
		.map((fact): DeskLine => {
			const { kind, at, words } = deskWords(fact, day);
			const pupil = day.book.pupil(fact.pupilId) ?? null;
			const classId = day.pupils.get(fact.pupilId)?.classId ?? ('classId' in fact ? fact.classId : '');
			const stands = standings(fact);
			const isOwn = fact.maker ? fact.maker.staffId === reader.staffId : fact.signInId === reader.signInId;
			return {
				kind,
				fact,
				pupil,
				className: day.book.classNamed(classId)?.name ?? '',
				at,
				words,
				maker: fact.maker?.name ?? null,
				standing: stands,
				mayTakeBack:
					isOwn && stands === 'stands' && (fact.kind !== 'mark' || mayWithdraw(fact, made, day, now))
			};
		});
}

/** A message is of the day it was taken on, whatever days it is for. */
function isOf(day: Day, fact: HeldFact): boolean {
	return 'session' in fact ? fact.date === day.date : londonDate(correctedAt(fact)) === day.date;
}

function isDeskFact(fact: HeldFact): fact is DeskFact {
	switch (fact.kind) {
		case 'mark':
			return fact.how === 'desk' && fact.arrivedAt !== undefined;
		case 'plan':
			return fact.message !== undefined && !fact.cancelled;
		case 'out':
		case 'back':
		case 'elsewhere':
			return !fact.cancelled;
		default:
			return false;
	}
}

/** What has become of each fact: taken back, replaced by another of its kind, or neither. A tap in class replaces no arrival [E6]. */
function standingsOf(facts: readonly HeldFact[]): (fact: DeskFact) => DeskLine['standing'] {
	const withdrawn = new Set(facts.flatMap((fact) => (fact.kind === 'withdraw' ? fact.entries : [])));
	const replacedBy = new Map<string, Set<DeskLine['standing']>>();
	for (const fact of facts) {
		if (!('replaces' in fact) || withdrawn.has(fact.id)) continue;
		if (fact.kind === 'mark' && isClassroom(fact)) continue;
		const by = 'cancelled' in fact && fact.cancelled ? 'taken-back' : 'replaced';
		for (const id of fact.replaces ?? []) {
			const key = `${fact.kind} ${id}`;
			replacedBy.set(key, (replacedBy.get(key) ?? new Set()).add(by));
		}
	}
	return (fact) => {
		if (withdrawn.has(fact.id)) return 'taken-back';
		const by = replacedBy.get(`${fact.kind} ${fact.id}`);
		if (!by) return 'stands';
		return by.has('replaced') ? 'replaced' : 'taken-back';
	};
}

/** [H11] As the school will judge it: at the close, or after marks of the same register from before it, it is a correction. */
function mayWithdraw(entry: Entry, facts: readonly HeldFact[], day: Day, now: number): boolean {
	const closesAt = sessionWindow(day.book, entry.date, entry.session, entry.classId)?.closesAt ?? -Infinity;
	if (now < closesAt) return true;
	return !facts.some(
		(fact) =>
			fact.clientId === entry.clientId &&
			(fact.kind === 'mark' || fact.kind === 'finish') &&
			fact.classId === entry.classId &&
			fact.session === entry.session &&
			(fact.kind === 'finish' || correctedAt(fact) < closesAt)
	);
}
