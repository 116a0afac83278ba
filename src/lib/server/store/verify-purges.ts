import type { Kysely } from 'kysely';
import { countsFrom, sixYearLine } from '../../rules/retention.ts';
import { canonicalJson, sha256 } from './chain.ts';
import type { FactTable, HoldTable, PurgedTable, PurgeTable, SchoolTable, Tables } from './tables.ts';

/**
 * Seals what stays of a purged fact and which purge took it, so that a later change is found though its payload is gone.
 * Without the purge's number (null) it is the seal that databases had before migration 0012.
 */
export function rowHash(row: FactTable, purgeNumber: number | null): string {
	const { schoolId, position, id, kind, classId, pupilId, date, session, clientId, seq, staffId } = row;
	const { madeAt, receivedAt, status, contentHash, payloadHash, hash } = row;
	return sha256(
		canonicalJson([
			...[schoolId, position, id, kind, classId, pupilId, date, session, clientId, seq, staffId],
			...[madeAt, receivedAt, status, contentHash, payloadHash, hash],
			...(purgeNumber === null ? [] : [purgeNumber])
		])
	);
}

/** A purge, and the latest time at which it can have been opened, whatever it says itself. */
interface DatedPurge extends PurgeTable {
	wasBy: number;
}

/** What was purged from a school, by whom, and what was held then. */
export class Purges {
	readonly #db: Kysely<Tables>;
	readonly #purges: ReadonlyMap<number, DatedPurge>;
	readonly #holds: readonly HoldTable[];
	readonly #head: number;

	private constructor(
		db: Kysely<Tables>,
		head: number,
		{ purges, holds }: { purges: readonly DatedPurge[]; holds: readonly HoldTable[] }
	) {
		this.#db = db;
		this.#head = head;
		this.#purges = new Map(purges.map((purge) => [purge.number, purge]));
		this.#holds = holds;
	}

	/** Of one school, as somebody sees them whose clock says `realNow`. */
	static async of(db: Kysely<Tables>, school: SchoolTable, realNow: number): Promise<Purges> {
		const { schoolId, position, demo, clockShiftMs } = school;
		const now = realNow + (demo === 1 ? clockShiftMs : 0);
		const opened = await db.selectFrom('purge').selectAll().where('schoolId', '=', schoolId).execute();
		const holds = await db.selectFrom('hold').selectAll().where('schoolId', '=', schoolId).execute();
		const purges: DatedPurge[] = [];
		for (const purge of opened) purges.push({ ...purge, wasBy: await latestOf(db, purge, now) });
		return new Purges(db, position, { purges, holds });
	}

	/** Why a fact has lawfully no payload; a sentence where it has none for no lawful reason. */
	async whyUnlawful(row: FactTable & { json?: string | null }): Promise<string | null> {
		const { json, ...fact } = row;
		const purged = await this.#purgedAt(fact);
		const purge = purged && this.#purges.get(purged.number);
		if (!purged || !purge) return 'The payload is missing, and nobody purged it.';
		if (purged.rowHash !== rowHash(fact, purged.number)) return 'What stayed of a purged fact was changed.';
		if (fact.position > purge.upTo) return 'The payload was purged by a purge that came before it.';
		if (purge.madeBefore > sixYearLine(purge.openedAt))
			return 'The purge of this payload reached into the six years.';
		if (purge.upTo > this.#head) return 'The purge of this payload says that it reached beyond the facts.';
		const newest = await this.#newestOf(fact, purge.upTo);
		if (newest >= purge.madeBefore)
			return 'The payload was purged, though something in its cell was not six years old.';
		if (newest >= sixYearLine(purge.wasBy))
			return 'The payload was purged before its six years were over, by a purge that says it was opened later than it can have been.';
		if (this.#holds.some((hold) => hold.pupilId === fact.pupilId && isHeldAt(hold, purge.openedAt)))
			return 'The payload was purged, though there was a hold on it.';
		return null;
	}

	async #purgedAt({ schoolId, position }: FactTable): Promise<PurgedTable | null> {
		const row = await this.#db
			.selectFrom('purged')
			.selectAll()
			.where('schoolId', '=', schoolId)
			.where('position', '=', position)
			.executeTakeFirst();
		return row ?? null;
	}

	/** The newest that was in the fact's cell when it was purged; what came in later is no matter. */
	async #newestOf(fact: FactTable, upTo: number): Promise<number> {
		const { schoolId, pupilId, date, session } = fact;
		if (pupilId === null || date === null || session === null) return countsFrom(fact);
		const rows = await this.#db
			.selectFrom('fact')
			.select(['madeAt', 'receivedAt'])
			.where('schoolId', '=', schoolId)
			.where('pupilId', '=', pupilId)
			.where('date', '=', date)
			.where('session', '=', session)
			.where('position', '<=', upTo)
			.execute();
		return Math.max(...rows.map(countsFrom));
	}
}

/**
 * When a purge was at the latest: not after now, and not after the fact that came in next. Where a server's clock stood
 * wrong when that one came, the newest before it bears out the time as well.
 */
async function latestOf(db: Kysely<Tables>, purge: PurgeTable, now: number): Promise<number> {
	const { last, borneOut } = await db
		.selectFrom('fact')
		.select(({ fn }) => [fn.max('position').as('last'), fn.max('receivedAt').as('borneOut')])
		.where('schoolId', '=', purge.schoolId)
		.where('position', '<=', purge.upTo + 1)
		.executeTakeFirstOrThrow();
	return Math.min(purge.openedAt, now, Number(last) > purge.upTo ? Number(borneOut) : now);
}

const isHeldAt = (hold: HoldTable, at: number): boolean =>
	hold.fromAt <= at && (hold.liftedAt === null || hold.liftedAt > at);
