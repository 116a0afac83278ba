import type { Day } from './day.ts';
import type { Entry, HeldFact, Plan, PupilFact, Withdrawal } from './facts.ts';
import { entriesOf, type BulkEntry } from './bulk.ts';
import { fold } from './fold.ts';
import { judgeEntry } from './legality.ts';
import { shownEntry } from './presence.ts';
import type { RegisterRow } from './register.ts';
import type { Role } from './roles.ts';
import { SESSIONS } from './sessions.ts';

/** One entry of a bulk act, and what became of it. */
export interface BulkPart {
	pupil: HeldFact<PupilFact>;
	entry: HeldFact<Entry>;
	row: RegisterRow;
	/** Whether it is what the mark rests on: nobody has answered since. */
	stands: boolean;
}

/** Entries of the office that were made together. */
export interface BulkAct {
	/** The closure they were entered under, else the act they share. */
	key: string;
	closure: string | null;
	parts: BulkPart[];
}

/** [M6] The office's acts of several entries among days, each with its parts; what was taken back is no part. */
export function bulkActs(days: readonly Day[]): BulkAct[] {
	const acts = new Map<string, BulkAct>();
	for (const day of days)
		for (const { pupil, ...halves } of day.pupils.values())
			for (const session of SESSIONS)
				for (const { entry, standing } of halves[session].mark.history) {
					const key = entry.closure ?? entry.actId;
					if (entry.how !== 'office' || key === undefined || standing === 'withdrawn') continue;
					const act = acts.get(key) ?? { key, closure: entry.closure ?? null, parts: [] };
					acts.set(key, act);
					const row = halves[session];
					act.parts.push({ pupil, entry, row, stands: standing !== 'replaced' });
				}
	return [...acts.values()].map((act) => ({ ...act, parts: act.parts.sort(byMaking) }));
}

type Taken = Omit<Withdrawal, 'id' | 'v' | 'clientId' | 'seq' | 'signInId' | 'madeAt' | 'clock'>;

/**
 * [M6] What undoes a bulk act: for each pupil one fact with the reason. Where an answer stood before, an entry that says
 * it again; where none did, or not one that this role may enter, the entry is taken back and what it replaced stands by
 * itself. Who was answered for since is left alone.
 */
export function undoing(
	{ parts }: BulkAct,
	said: { reason: string; actId: string; role: Role }
): (BulkEntry | Taken)[] {
	const { reason, actId, role } = said;
	return parts.flatMap((part): (BulkEntry | Taken)[] => {
		if (!part.stands) return [];
		const { classId, date, session, id } = part.entry;
		const again = stoodBefore(part, role);
		if (!again) return [{ kind: 'withdraw', classId, date, session, entries: [id], reason, actId }];
		const sawPlans = part.row.plans.expected.map((plan) => plan.id);
		const { pupilId } = part.entry;
		const replaces = entriesOf(part.row);
		const told = { pupilId, classId, date, session, ...again, sawPlans, replaces };
		return [{ kind: 'mark', how: 'office', ...told, reason, actId }];
	});
}

/** The one answer that stood before, as the office may say it again; null where there was none, or none so plain. */
function stoodBefore(
	{ entry, row, pupil }: BulkPart,
	role: Role
): Pick<Entry, 'code' | 'confirms' | 'arrivedAt' | 'detail' | 'agreement'> | null {
	const facts = row.facts.filter((fact) => !(fact.kind === 'mark' && isOfAct(fact, entry)));
	const before = fold(facts, row.plans);
	const head = shownEntry(before);
	if (!head || before.heads.length !== 1 || before.provisional) return null;
	const { code, confirms, arrivedAt, detail, agreement } = head;
	const plan = confirms === undefined ? undefined : row.plans.byId.get(confirms);
	if (!isLawful({ ...head, how: 'office' }, plan, pupil, role)) return null;
	return {
		...(code === undefined ? {} : { code }),
		...(confirms === undefined ? {} : { confirms }),
		...(arrivedAt === undefined ? {} : { arrivedAt }),
		...(detail === undefined ? {} : { detail }),
		...(agreement === undefined ? {} : { agreement })
	};
}

function isLawful(entry: Entry, plan: Plan | undefined, { dob, register }: PupilFact, role: Role): boolean {
	if (entry.confirms !== undefined && !plan) return false;
	const judged = judgeEntry(entry, {
		role,
		pupil: { dob, otherSchool: register?.otherSchool, startsOn: register?.startingDay },
		agreement: entry.agreement,
		...(plan ? { plan } : {})
	});
	return !('refused' in judged);
}

function isOfAct(a: Entry, b: Entry): boolean {
	return a.id === b.id || (a.actId !== undefined && a.actId === b.actId);
}

function byMaking(a: BulkPart, b: BulkPart): number {
	return a.entry.id < b.entry.id ? -1 : 1;
}
