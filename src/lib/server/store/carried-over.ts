import type { Kysely, Selectable } from 'kysely';
import type { Entry, ExportedFact, HeldFact, Plan } from '../../rules/facts.ts';
import { factsBesideMarks, factsOf, pieces, told } from './reading.ts';
import type { MarkTable, Tables } from './tables.ts';

/** A mark with the entry that shows, and the plan that this entry confirms. */
export interface MarkRead {
	mark: Selectable<MarkTable>;
	entry: HeldFact<Entry> | null;
	plan: HeldFact<Plan> | null;
}

/** Reads what is carried over into the system that is the statutory register. */
export class CarriedOverStore {
	#db: Kysely<Tables>;

	constructor(db: Kysely<Tables>) {
		this.#db = db;
	}

	/** Every mark of a day (yyyy-MM-dd), by session and class. */
	async marks(schoolId: string, date: string): Promise<MarkRead[]> {
		const rows = await this.#db
			.selectFrom('mark')
			.leftJoin('fact', (join) =>
				join.onRef('fact.schoolId', '=', 'mark.schoolId').onRef('fact.id', '=', 'mark.head')
			)
			.leftJoin('payload', (join) =>
				join.onRef('payload.schoolId', '=', 'fact.schoolId').onRef('payload.position', '=', 'fact.position')
			)
			.selectAll('mark')
			.select('payload.json')
			.where('mark.schoolId', '=', schoolId)
			.where('mark.date', '=', date)
			.orderBy('mark.session')
			.orderBy('mark.classId')
			.orderBy('mark.pupilId')
			.execute();
		const read = rows.map(({ json, ...mark }) => {
			const fact = json === null ? null : told({ json });
			return { mark, entry: fact?.kind === 'mark' ? fact : null };
		});
		const plans = await this.#plans(schoolId, [
			...new Set(read.flatMap(({ entry }) => entry?.confirms ?? []))
		]);
		return read.map(({ mark, entry }) => ({ mark, entry, plan: plans.get(entry?.confirms ?? '') ?? null }));
	}

	/** What was carried over, ever, oldest first. */
	async exported(schoolId: string): Promise<HeldFact<ExportedFact>[]> {
		const rows = await factsBesideMarks(this.#db, schoolId, ['exported']).execute();
		return rows.map(told).filter((fact) => fact.kind === 'exported');
	}

	async #plans(schoolId: string, ids: readonly string[]): Promise<ReadonlyMap<string, HeldFact<Plan>>> {
		const plans = new Map<string, HeldFact<Plan>>();
		for (const some of pieces(ids)) {
			const rows = await factsOf(this.#db, schoolId).where('fact.id', 'in', some).execute();
			for (const fact of rows.map(told)) if (fact.kind === 'plan') plans.set(fact.id, fact);
		}
		return plans;
	}
}
