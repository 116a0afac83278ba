import { sql, type Kysely } from 'kysely';
import type { KeptAside } from '../../protocol/office.ts';
import { ABOUT_ASIDE, isSettled } from './reading-payloads.ts';
import type { Tables } from './tables.ts';

/** What was refused and nobody has settled, newest first, `limit` of them at the most. */
export async function keptAside(db: Kysely<Tables>, schoolId: string, limit: number): Promise<KeptAside[]> {
	const rows = await undecided(db, schoolId).limit(limit).execute();
	return rows.map(toldOf);
}

/** How many there are in all. */
export async function keptAsideInAll(db: Kysely<Tables>, schoolId: string): Promise<number> {
	const { count } = await open(db, schoolId)
		.select((eb) => eb.fn.countAll<number>().as('count'))
		.executeTakeFirstOrThrow();
	return Number(count);
}

/** Of what was kept aside since an instant (ms) and nobody has settled, the marks of a date (yyyy-MM-dd), newest first. */
export async function marksAside(
	db: Kysely<Tables>,
	schoolId: string,
	{ date, since }: { date: string; since: number }
): Promise<KeptAside[]> {
	// As canonical JSON says it: whatever else it holds is not read.
	const says = (text: string) => sql<boolean>`instr("quarantine"."raw", ${text}) > 0`;
	const rows = await undecided(db, schoolId)
		.where('quarantine.receivedAt', '>=', since)
		.where(says('"kind":"mark"'))
		.where(says(`"date":${JSON.stringify(date)}`))
		.execute();
	return rows.map(toldOf);
}

function open(db: Kysely<Tables>, schoolId: string) {
	return db
		.selectFrom('quarantine')
		.where('quarantine.schoolId', '=', schoolId)
		.where('quarantine.replayed', '=', 0)
		.where((eb) => eb.not(isSettled(schoolId, ABOUT_ASIDE)));
}

function undecided(db: Kysely<Tables>, schoolId: string) {
	return open(db, schoolId)
		.leftJoin('device', (join) =>
			join
				.onRef('device.schoolId', '=', 'quarantine.schoolId')
				.onRef('device.deviceId', '=', 'quarantine.deviceId')
		)
		.selectAll('quarantine')
		.select('device.name as deviceName')
		.orderBy('quarantine.number', 'desc');
}

type Row = Awaited<ReturnType<ReturnType<typeof undecided>['execute']>>[number];

function toldOf({ number, factId, contentHash, raw, code, message, receivedAt, deviceName }: Row): KeptAside {
	return {
		...{ number, about: factId ?? contentHash, code, message, receivedAt, deviceName },
		raw: withoutSignIn(JSON.parse(raw) as Record<string, unknown>)
	};
}

/** Whoever holds a sign-in could speak in its name: it never leaves the server [Z8]. */
function withoutSignIn(raw: Record<string, unknown>): Record<string, unknown> {
	const { signInId, ...open } = raw;
	return open;
}
