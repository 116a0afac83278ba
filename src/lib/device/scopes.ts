import { factOf, type OutboxRow, type PulledRow } from './database.ts';
import type { Tables } from './in-one.ts';

/** The class of a scope `view:classId`, or null for one that is not a class's. */
function classOf(scope: string): string | null {
	const at = scope.indexOf(':');
	return at < 0 ? null : scope.slice(at + 1);
}

/** Classes whose scope was exchanged for another view of the same class: what was told before may be more than may be told now. */
export function reviewedClasses(before: readonly string[], now: readonly string[]): Set<string> {
	const gone = before.filter((scope) => !now.includes(scope)).flatMap((scope) => classOf(scope) ?? []);
	const added = new Set(
		now.filter((scope) => !before.includes(scope)).flatMap((scope) => classOf(scope) ?? [])
	);
	return new Set(gone.filter((classId) => added.has(classId)));
}

/** Removes what was pulled of these classes; it comes whole, as it may be known now, in the same reply. */
export async function dropClasses(db: Tables, classIds: ReadonlySet<string>): Promise<void> {
	if (classIds.size === 0) return;
	const pupilIds = await pupilsOf(db, classIds);
	const isTheirs = (row: PulledRow) =>
		row.kind !== 'class' &&
		row.kind !== 'assign' &&
		((row.classId !== undefined && classIds.has(row.classId)) ||
			(row.pupilId !== undefined && pupilIds.has(row.pupilId)));
	await db.facts.filter(isTheirs).delete();
}

/**
 * Removes pupils and registers of classes that are out of scope, except where something unsent is about them.
 * Answers whether any had to stay. Inside the caller's transaction.
 */
export async function purge(
	db: Tables,
	scopes: readonly string[],
	unsent: readonly OutboxRow[]
): Promise<{ purged: number; stayed: boolean }> {
	const classIds = new Set(scopes.flatMap((scope) => classOf(scope) ?? []));
	const pupilIds = await pupilsOf(db, classIds);
	const busyPupils = new Set(unsent.flatMap((row) => row.pupilId ?? []));
	const busyClasses = new Set(unsent.flatMap((row) => row.classId ?? []));
	const busyOfClasses = await pupilsOf(db, busyClasses);
	let stayed = false;
	const isOut = (row: PulledRow): boolean => {
		// The school's own classes, calendar, settings and assignments name no pupil.
		if (row.kind === 'class' || row.kind === 'assign') return false;
		if (row.pupilId === undefined && row.classId === undefined) return false;
		if (row.classId !== undefined && row.kind !== 'place' && classIds.has(row.classId)) return false;
		if (row.pupilId !== undefined && pupilIds.has(row.pupilId)) return false;
		const isBusy =
			(row.pupilId !== undefined && (busyPupils.has(row.pupilId) || busyOfClasses.has(row.pupilId))) ||
			(row.classId !== undefined && busyClasses.has(row.classId));
		stayed ||= isBusy;
		return !isBusy;
	};
	const out = await db.facts.filter(isOut).toArray();
	const going = new Set(out.map(({ id }) => id));
	// A mark that stays would stand again without what takes it back.
	const held = new Set(await db.facts.where('kind').equals('mark').primaryKeys());
	const takesBackHeld = (row: PulledRow) => {
		const fact = row.kind === 'withdraw' ? factOf(row) : null;
		return fact?.kind === 'withdraw' && fact.entries.some((id) => held.has(id) && !going.has(id));
	};
	const gone = out.filter((row) => !takesBackHeld(row)).map(({ id }) => id);
	await db.facts.bulkDelete(gone);
	return { purged: gone.length, stayed };
}

/** Every pupil who ever had a place in one of the classes or was with it as a guest, as far as is held. */
async function pupilsOf(db: Tables, classIds: ReadonlySet<string>): Promise<Set<string>> {
	if (classIds.size === 0) return new Set();
	const rows = await db.facts.where('kind').anyOf('place', 'elsewhere').toArray();
	return new Set(
		rows.map(factOf).flatMap((fact) => {
			if (fact.kind === 'place') return classIds.has(fact.classId) ? [fact.pupilId] : [];
			const isGuest = fact.kind === 'elsewhere' && classIds.has(fact.withClass ?? '');
			return isGuest ? [fact.pupilId] : [];
		})
	);
}
