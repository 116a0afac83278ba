import { readMeta, writeMeta } from './meta.ts';
import type { Tables } from './in-one.ts';

/**
 * Moves to the epoch of a restored server, inside the caller's transaction. Own facts count as unsent again; others' facts
 * from beyond the restored position leave the registers and wait in `recovered`; the rest stays readable until it was pulled anew.
 */
export async function moveToEpoch(db: Tables, epoch: string, epochFrom: number): Promise<void> {
	const beyond = await db.facts.where('position').above(epochFrom).toArray();
	const own = new Set(
		await ownIds(
			db,
			beyond.map((row) => row.id)
		)
	);
	const others = beyond.filter((row) => !own.has(row.id));
	await db.recovered.bulkPut(others.map(({ id, json }) => ({ id, json })));
	await db.facts.bulkDelete(beyond.map((row) => row.id));
	const { bookVersion = 0, plansVersion = 0 } = await readMeta(db, ['bookVersion', 'plansVersion']);
	await writeMeta(db, {
		epoch,
		cursor: 0,
		scopes: [],
		witness: null,
		bookVersion: bookVersion + 1,
		plansVersion: plansVersion + 1
	});
}

/** Drops what was pulled in an older epoch and has not come again, once all has; inside the caller's transaction. */
export async function dropOlderEpochs(db: Tables, epoch: string): Promise<number> {
	const [below, above] = await Promise.all([
		db.facts.where('epoch').below(epoch).primaryKeys(),
		db.facts.where('epoch').above(epoch).primaryKeys()
	]);
	const older = [...below, ...above];
	if (older.length > 0) await db.facts.bulkDelete(older);
	return older.length;
}

async function ownIds(db: Tables, ids: string[]): Promise<string[]> {
	const rows = await db.outbox.where('id').anyOf(ids).toArray();
	return rows.map((row) => row.id);
}
