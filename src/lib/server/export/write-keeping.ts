import type { Kysely } from 'kysely';
import type { Tables } from '../store/tables.ts';
import type { ExportFolder } from './folder.ts';
import { moment } from './tables.ts';

/** Who purged what and when, what is held, and which copies there are. */
export async function writeKeeping(
	tx: Kysely<Tables>,
	schoolId: string,
	folder: ExportFolder
): Promise<void> {
	const purges = await tx
		.selectFrom('purge')
		.selectAll()
		.where('schoolId', '=', schoolId)
		.orderBy('number')
		.execute();
	const taken = await tx
		.selectFrom('purged')
		.select(['number', (eb) => eb.fn.countAll().as('facts')])
		.where('schoolId', '=', schoolId)
		.groupBy('number')
		.execute();
	const holds = await tx
		.selectFrom('hold')
		.selectAll()
		.where('schoolId', '=', schoolId)
		.orderBy('number')
		.execute();
	const copies = await tx
		.selectFrom('backup')
		.selectAll()
		.where('schoolId', '=', schoolId)
		.orderBy('number')
		.execute();
	const factsIn = (number: number) => String(taken.find((each) => each.number === number)?.facts ?? 0);
	folder.rows(
		'keeping.csv',
		['what', 'number', 'on', 'by', 'position', 'why', 'about', 'until'],
		[
			...purges.map((p) => [
				...['purge', String(p.number), moment(p.openedAt), p.byName, p.byPosition, p.reason],
				...[
					`${factsIn(p.number)} facts made before ${moment(p.madeBefore)}`,
					p.closedAt === null ? '' : moment(p.closedAt)
				]
			]),
			...holds.map((h) => [
				...['hold', String(h.number), moment(h.fromAt), h.byName, h.byPosition, h.why, h.pupilId],
				h.liftedAt === null ? '' : `${moment(h.liftedAt)}, ${h.liftedBy ?? ''}: ${h.liftedWhy ?? ''}`
			]),
			...copies.map((c) => [
				...['verified backup', String(c.number), moment(c.at), '', '', '', `up to place ${c.position}`],
				c.droppedAt === null ? '' : moment(c.droppedAt)
			])
		]
	);
}
