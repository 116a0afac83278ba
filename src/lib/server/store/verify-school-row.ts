import { sql, type Kysely } from 'kysely';
import type { EpochTable, SchoolTable, Tables } from './tables.ts';
import type { Wrong } from './verify.ts';

type School = Pick<SchoolTable, 'schoolId' | 'position' | 'epoch' | 'epochFrom' | 'backedUpTo'>;

/**
 * Compares what the school's own row tells tablets, in which epoch they are and up to where they are backed up, with the lists of
 * epochs and of noted copies [Y14].
 */
export async function verifySchoolRow(db: Kysely<Tables>, school: School): Promise<Wrong | null> {
	const why = whyOtherEpoch(school, await epochsOf(db, school)) ?? (await whyNotBackedUp(db, school));
	return why === null ? null : { position: null, why };
}

/** In the order in which they began, which a clock that was put back does not change. */
function epochsOf(db: Kysely<Tables>, { schoolId }: School): Promise<EpochTable[]> {
	return db
		.selectFrom('epoch')
		.selectAll()
		.where('schoolId', '=', schoolId)
		.orderBy(sql`"rowid"`)
		.execute();
}

function whyOtherEpoch({ position, epoch, epochFrom }: School, epochs: readonly EpochTable[]): string | null {
	const [first] = epochs;
	const last = epochs.at(-1);
	if (!first || first.why !== 'first' || first.fromPosition !== 0)
		return 'The first epoch is missing from the list of epochs.';
	if (epochs.some(({ fromPosition }) => fromPosition < 0 || fromPosition > position))
		return 'The list of epochs has one from a position that there is not.';
	if (!epochs.some((each) => each.epoch === epoch))
		return 'The school’s epoch is missing from the list of epochs.';
	if (last?.epoch !== epoch) return 'The school’s epoch is not the last of the list of epochs.';
	return last.fromPosition === epochFrom
		? null
		: 'The school’s epoch is from another position than the list of epochs says.';
}

/** A tablet forgets, in time, what it is told lies in a verified copy. */
async function whyNotBackedUp(db: Kysely<Tables>, { schoolId, backedUpTo }: School): Promise<string | null> {
	const { furthest } = await db
		.selectFrom('backup')
		.select((eb) => eb.fn.max('position').as('furthest'))
		.where('schoolId', '=', schoolId)
		.executeTakeFirstOrThrow();
	const reached = Number(furthest ?? 0);
	return backedUpTo > reached
		? `Tablets are told that all up to position ${backedUpTo} is backed up; no noted copy reaches beyond ${reached}.`
		: null;
}
