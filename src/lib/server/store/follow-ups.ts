import { sql, type Kysely } from 'kysely';
import { aboutFollowUp, NOT_ESTABLISHED, type OpenFollowUp } from '../../rules/n-clock.ts';
import { told } from './reading.ts';
import { settlesAbout } from './reading-payloads.ts';
import type { Tables } from './tables.ts';

/** [N4] Half-days from a date on that are O because nobody found the reason in time, the oldest first; a person closes each. */
export async function openFollowUps(
	db: Kysely<Tables>,
	schoolId: string,
	from: string
): Promise<OpenFollowUp[]> {
	const rows = await db
		.selectFrom('mark')
		// A left join begins with the few marks that are O.
		.leftJoin('fact', (join) =>
			join.onRef('fact.schoolId', '=', 'mark.schoolId').onRef('fact.id', '=', 'mark.head')
		)
		.leftJoin('payload', (join) =>
			join.onRef('payload.schoolId', '=', 'fact.schoolId').onRef('payload.position', '=', 'fact.position')
		)
		.select(['mark.pupilId', 'mark.classId', 'mark.date', 'mark.session', 'payload.json'])
		.where('mark.schoolId', '=', schoolId)
		.where('mark.date', '>=', from)
		// Said as the index says it, or the index is not used.
		.where(sql<boolean>`"mark"."code" = 'O'`)
		.execute();
	const open = rows.flatMap(({ json, ...cell }): OpenFollowUp[] => {
		const entry = json === null ? null : told({ json });
		return entry?.kind === 'mark' && entry.reason === NOT_ESTABLISHED ? [{ ...cell, entry: entry.id }] : [];
	});
	if (open.length === 0) return [];
	const closed = await settlesAbout(
		db,
		schoolId,
		open.map(({ entry }) => aboutFollowUp(entry))
	);
	return open
		.filter(({ entry }) => !closed.has(aboutFollowUp(entry)))
		.sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : a.session < b.session ? -1 : 1));
}
