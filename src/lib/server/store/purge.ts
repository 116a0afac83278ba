import type { Kysely } from 'kysely';
import { addDays } from '../../rules/calendar.ts';
import type { Plan } from '../../rules/facts.ts';
import { keptSince, sixYearLine } from '../../rules/retention.ts';
import { londonDate, type Session } from '../../rules/sessions.ts';
import { heldPupils } from './holds.ts';
import { factsBesideMarks, factsNamed, pieces, told } from './reading.ts';
import { CELL_KINDS, COUNTS_FROM, keyOf, overCells, overOn, type OverCell } from './retention.ts';
import { addToList, endInList } from './sealed-lists.ts';
import type { FactTable, Tables } from './tables.ts';
import { rowHash } from './verify-purges.ts';

/** Who purges, and why. */
export interface PurgeOrder {
	name: string;
	position: string;
	reason: string;
	/** The school’s time, epoch ms. */
	now: number;
	/** Waited for after each transaction: the server, another process, has its turn then. */
	between?: () => Promise<void>;
}

export interface Purged {
	number: number;
	cells: number;
	/** Payloads that are gone, of whatever kind. */
	facts: number;
	/** Cells that a hold has kept. */
	held: number;
}

/**
 * Takes away, in a named person’s name, what is over six years old and not held: whole cells, then what was of their
 * registers alone, then plans of days of which nothing is left. The chain keeps every link [Q2 to Q5].
 */
export async function purge(db: Kysely<Tables>, schoolId: string, order: PurgeOrder): Promise<Purged> {
	const number = await open(db, schoolId, order);
	const done: Purged = { number, cells: 0, facts: 0, held: 0 };
	const dates = new Set(await daysOfRegisters(db, schoolId, order.now));
	for await (const { date } of overCells(db, schoolId, order.now)) dates.add(date);
	for (const date of [...dates].sort()) {
		await alone(db, schoolId, async (tx) => {
			const held = await heldPupils(tx, schoolId);
			const over = await overOn(tx, schoolId, { date, now: order.now, held });
			const cells = over.filter(({ why }) => why === null);
			done.held += over.length - cells.length;
			done.cells += cells.length;
			done.facts += await take(tx, number, await factsOfCells(tx, schoolId, date, cells));
			await dropMarks(tx, schoolId, cells);
			done.facts += await take(tx, number, await ofRegistersGone(tx, schoolId, date, order.now));
		});
		await order.between?.();
	}
	done.facts += await takePlans(db, schoolId, number, order);
	await alone(db, schoolId, (tx) => endInList(tx, 'purge', { schoolId, number }, { closedAt: order.now }));
	return done;
}

/** What is of registers alone and of no one pupil. */
const REGISTER_KINDS = ['withdraw', 'finish', 'unlisted'] as const;

/** Older days of which something of a register is left: it may have come in so late that an earlier purge passed it by. */
async function daysOfRegisters(db: Kysely<Tables>, schoolId: string, now: number): Promise<string[]> {
	const rows = await whole(db, schoolId)
		.where('fact.kind', 'in', [...REGISTER_KINDS])
		.where('fact.date', '<', keptSince(londonDate(now)))
		.execute();
	return rows.flatMap(({ date }) => date ?? []);
}

/** One that was cut short is closed: it allows nothing more, and the new one goes on where it left off. */
function open(db: Kysely<Tables>, schoolId: string, order: PurgeOrder): Promise<number> {
	return alone(db, schoolId, async (tx, upTo) => {
		const { name, position, reason, now } = order;
		const cutShort = await tx
			.selectFrom('purge')
			.select(['schoolId', 'number'])
			.where('schoolId', '=', schoolId)
			.where('closedAt', 'is', null)
			.execute();
		for (const each of cutShort) await endInList(tx, 'purge', each, { closedAt: now });
		return addToList(tx, 'purge', {
			...{ schoolId, byName: name, byPosition: position, reason, openedAt: now },
			...{ madeBefore: sixYearLine(now), upTo, closedAt: null }
		});
	});
}

/** Runs work in a transaction that holds the school’s counter: no entry comes in between looking and taking. */
function alone<T>(
	db: Kysely<Tables>,
	schoolId: string,
	work: (tx: Kysely<Tables>, head: number) => Promise<T>
): Promise<T> {
	return db.transaction().execute(async (tx) => {
		const { position } = await tx
			.updateTable('school')
			.set((eb) => ({ position: eb.ref('position') }))
			.where('schoolId', '=', schoolId)
			.returning('position')
			.executeTakeFirstOrThrow();
		return work(tx, position);
	});
}

/** Notes facts as purged and takes their payloads; the database itself refuses each that may not go. */
async function take(tx: Kysely<Tables>, number: number, facts: readonly FactTable[]): Promise<number> {
	for (const some of pieces(facts)) {
		const [{ schoolId } = { schoolId: '' }] = some;
		await tx
			.insertInto('purged')
			.values(
				some.map((row) => ({
					...{ schoolId: row.schoolId, position: row.position },
					...{ number, rowHash: rowHash(row, number) }
				}))
			)
			.execute();
		const positions = some.map(({ position }) => position);
		for (const table of ['payload', 'amendment'] as const)
			await tx
				.deleteFrom(table)
				.where('schoolId', '=', schoolId)
				.where('position', 'in', positions)
				.execute();
	}
	return facts.length;
}

/** Facts that still have their payload. */
function whole(tx: Kysely<Tables>, schoolId: string) {
	return tx
		.selectFrom('fact')
		.selectAll('fact')
		.where('fact.schoolId', '=', schoolId)
		.where((eb) =>
			eb.exists(
				eb
					.selectFrom('payload')
					.select('payload.position')
					.whereRef('payload.schoolId', '=', 'fact.schoolId')
					.whereRef('payload.position', '=', 'fact.position')
			)
		);
}

async function factsOfCells(
	tx: Kysely<Tables>,
	schoolId: string,
	date: string,
	cells: readonly OverCell[]
): Promise<FactTable[]> {
	const keys = new Set(cells.map(({ pupilId, session }) => keyOf(pupilId, session)));
	if (keys.size === 0) return [];
	const rows = await whole(tx, schoolId)
		.where('fact.date', '=', date)
		.where('fact.kind', 'in', [...CELL_KINDS])
		.execute();
	return rows.filter(({ pupilId, session }) => keys.has(keyOf(pupilId, session)));
}

async function dropMarks(tx: Kysely<Tables>, schoolId: string, cells: readonly OverCell[]): Promise<void> {
	const halves = Map.groupBy(cells, ({ date, session }) => `${date}|${session}`);
	for (const own of halves.values())
		for (const some of pieces(own))
			await tx
				.deleteFrom('mark')
				.where('schoolId', '=', schoolId)
				.where('date', '=', some[0]?.date ?? '')
				.where('session', '=', some[0]?.session as Session)
				.where(
					'pupilId',
					'in',
					some.map(({ pupilId }) => pupilId)
				)
				.execute();
}

/** Withdrawals, finishes and names of registers of which no entry is left. */
async function ofRegistersGone(
	tx: Kysely<Tables>,
	schoolId: string,
	date: string,
	now: number
): Promise<FactTable[]> {
	const rows = await whole(tx, schoolId)
		.where('fact.date', '=', date)
		.where('fact.kind', 'in', ['mark', 'seen', ...REGISTER_KINDS])
		.execute();
	const registerOf = ({ classId, session }: FactTable) => keyOf(classId, session);
	const left = new Set(rows.filter(({ pupilId }) => pupilId !== null).map(registerOf));
	return rows.filter(
		(row) =>
			row.pupilId === null &&
			!left.has(registerOf(row)) &&
			Math.max(row.madeAt, row.receivedAt) < sixYearLine(now)
	);
}

/** So many plans are taken in one transaction: a push waits for no more. */
const PLANS_AT_ONCE = 100;

/** Plans, oldest first: one that had replaced others may go only after them. */
async function takePlans(
	db: Kysely<Tables>,
	schoolId: string,
	number: number,
	{ now, between }: PurgeOrder
): Promise<number> {
	const rows = await factsBesideMarks(db, schoolId, ['plan'])
		.selectAll('fact')
		.where(COUNTS_FROM, '<', sixYearLine(now))
		.execute();
	let taken = 0;
	for (const some of pieces(rows, PLANS_AT_ONCE)) {
		taken += await alone(db, schoolId, async (tx) => {
			const held = await heldPupils(tx, schoolId);
			let gone = 0;
			for (const { json, ...row } of some) {
				const plan = told({ json });
				if (plan.kind === 'plan' && !held.has(plan.pupilId) && (await isOver(tx, schoolId, plan, now)))
					gone += await take(tx, number, [row]);
			}
			return gone;
		});
		await between?.();
	}
	return taken;
}

/** Whether nothing is left of a plan's days, nor of the plans that it had replaced. */
async function isOver(tx: Kysely<Tables>, schoolId: string, plan: Plan, now: number): Promise<boolean> {
	const [from, to] = [plan.from.date, plan.to.date];
	if ([from, to].some((date) => date >= addDays(keptSince(londonDate(now)), -1))) return false;
	if (plan.replaces.length > 0 && (await factsNamed(tx, schoolId, plan.replaces)).size > 0) return false;
	const mark = await tx
		.selectFrom('mark')
		.select('date')
		.where('schoolId', '=', schoolId)
		.where('pupilId', '=', plan.pupilId)
		.where('date', '>=', from)
		.where('date', '<=', to)
		.limit(1)
		.executeTakeFirst();
	return mark === undefined;
}
