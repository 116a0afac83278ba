import type { Kysely } from 'kysely';
import type { ClientDeviceTable, ClientTable, Tables } from './tables.ts';

/** One browser's database as the school knows it; null where it was never heard. */
export async function clientOf(
	db: Kysely<Tables>,
	schoolId: string,
	clientId: string
): Promise<ClientTable | null> {
	const row = await db
		.selectFrom('client')
		.selectAll()
		.where('schoolId', '=', schoolId)
		.where('clientId', '=', clientId)
		.executeTakeFirst();
	return row ?? null;
}

/** Keeps what is known of a client; when it was first seen stays. */
export async function putClient(db: Kysely<Tables>, client: ClientTable): Promise<void> {
	const { schoolId, clientId, firstSeenAt, ...changed } = client;
	await db
		.insertInto('client')
		.values({ schoolId, clientId, firstSeenAt, ...changed })
		.onConflict((oc) => oc.columns(['schoolId', 'clientId']).doUpdateSet(changed))
		.execute();
}

/** What a device was last heard to hold, under other clients than this one; null for a device's first, and where its copies have taken new numbers. */
export async function heldBefore(
	db: Kysely<Tables>,
	{ schoolId, clientId, deviceId }: ClientDeviceTable
): Promise<{ waiting: number; lastSeenAt: number } | null> {
	const row = await db
		.selectFrom('device')
		.select(['waiting', 'lastSeenAt'])
		.where('schoolId', '=', schoolId)
		.where('deviceId', '=', deviceId)
		.where((eb) =>
			eb.exists(
				eb
					.selectFrom('client')
					.select('clientId')
					.where('schoolId', '=', schoolId)
					.where('deviceId', '=', deviceId)
					.where('clientId', '!=', clientId)
			)
		)
		.where((eb) =>
			eb.not(
				eb.exists(
					eb
						.selectFrom('notice')
						.select('id')
						.where('schoolId', '=', schoolId)
						.where('deviceId', '=', deviceId)
						.where('kind', '=', 'cloned-device')
				)
			)
		)
		.executeTakeFirst();
	return row && row.lastSeenAt !== null ? { waiting: row.waiting ?? 0, lastSeenAt: row.lastSeenAt } : null;
}

/** Notes that a client was heard as a device that is not its first. */
export async function putClientDevice(db: Kysely<Tables>, heard: ClientDeviceTable): Promise<void> {
	await db
		.insertInto('clientDevice')
		.values(heard)
		.onConflict((oc) => oc.doNothing())
		.execute();
}

/** Whether a client was ever heard as a device: a browser that was set up again keeps its database. */
export async function wasDevice(
	db: Kysely<Tables>,
	{ schoolId, clientId, deviceId }: ClientDeviceTable
): Promise<boolean> {
	if ((await clientOf(db, schoolId, clientId))?.deviceId === deviceId) return true;
	const row = await db
		.selectFrom('clientDevice')
		.select('deviceId')
		.where('schoolId', '=', schoolId)
		.where('clientId', '=', clientId)
		.where('deviceId', '=', deviceId)
		.executeTakeFirst();
	return row !== undefined;
}

/** Numbers of a client that the school has received, accepted or not: all above `above`, and those of `seqs`. */
export async function numbersOf(
	db: Kysely<Tables>,
	schoolId: string,
	clientId: string,
	{ above, seqs }: { above: number; seqs: readonly number[] }
): Promise<{ seq: number; id: string | null }[]> {
	const again = seqs.filter((seq) => seq <= above);
	const accepted = await db
		.selectFrom('fact')
		.select(['seq', 'id'])
		.where('schoolId', '=', schoolId)
		.where('clientId', '=', clientId)
		.where((eb) => eb.or([eb('seq', '>', above), ...(again.length ? [eb('seq', 'in', again)] : [])]))
		.execute();
	const refused = await db
		.selectFrom('quarantine')
		.select(['seq', 'factId as id'])
		.where('schoolId', '=', schoolId)
		.where('clientId', '=', clientId)
		.where((eb) => eb.or([eb('seq', '>', above), ...(again.length ? [eb('seq', 'in', again)] : [])]))
		.execute();
	return [...accepted, ...refused].flatMap((row) => (row.seq === null ? [] : [{ seq: row.seq, id: row.id }]));
}
