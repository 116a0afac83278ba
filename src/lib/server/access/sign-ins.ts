import type { Kysely } from 'kysely';
import type { DeviceTable, SignInTable, Tables } from '../store/tables.ts';
import { appointed, type Appointed } from './appointments.ts';

/** Somebody signed in on a device, as the server knows them at this request. */
export interface Person extends Appointed {
	signInId: string;
	deviceId: string;
}

/** Notes who has signed in on which device, and when (epoch ms, the school's time). */
export async function beginSignIn(db: Kysely<Tables>, signIn: Omit<SignInTable, 'endedAt'>): Promise<void> {
	await db
		.insertInto('signIn')
		.values({ ...signIn, endedAt: null })
		.execute();
}

/** One browser, one person: whoever was signed in on a device before an instant is not any more. */
export async function endSignIns(
	db: Kysely<Tables>,
	{ schoolId, deviceId }: Pick<DeviceTable, 'schoolId' | 'deviceId'>,
	at: number
): Promise<void> {
	await db
		.updateTable('signIn')
		.set({ endedAt: at })
		.where('schoolId', '=', schoolId)
		.where('deviceId', '=', deviceId)
		.where('endedAt', 'is', null)
		.execute();
}

/** Ends one sign-in of a device, if it is still the one that stands there; false: it was over already. */
export async function endSignIn(
	db: Kysely<Tables>,
	{ schoolId, deviceId }: Pick<DeviceTable, 'schoolId' | 'deviceId'>,
	signInId: string,
	at: number
): Promise<boolean> {
	const { numUpdatedRows } = await db
		.updateTable('signIn')
		.set({ endedAt: at })
		.where('schoolId', '=', schoolId)
		.where('signInId', '=', signInId)
		.where('deviceId', '=', deviceId)
		.where('endedAt', 'is', null)
		.executeTakeFirstOrThrow();
	return numUpdatedRows > 0n;
}

/** Whose login a token is, signed in on that device and appointed at that instant; null: nobody's. */
export async function signedInBy(
	db: Kysely<Tables>,
	on: Pick<DeviceTable, 'schoolId' | 'deviceId'>,
	token: string,
	now: number
): Promise<Person | null> {
	const row = await db
		.withTables<{ authSession: { token: string; userId: string } }>()
		.selectFrom('authSession as t')
		.innerJoin('appointment as a', 'a.userId', 't.userId')
		.innerJoin('signIn as s', (join) =>
			join.onRef('s.userId', '=', 'a.userId').onRef('s.staffId', '=', 'a.staffId')
		)
		.select(['a.schoolId', 'a.staffId', 'a.name', 'a.position', 'a.role', 's.signInId'])
		.where('t.token', '=', token)
		.where('a.schoolId', '=', on.schoolId)
		.where('a.fromAt', '<=', now)
		.where((eb) => eb.or([eb('a.toAt', 'is', null), eb('a.toAt', '>', now)]))
		.where('s.schoolId', '=', on.schoolId)
		.where('s.deviceId', '=', on.deviceId)
		.where('s.endedAt', 'is', null)
		.orderBy('s.at', 'desc')
		.limit(1)
		.executeTakeFirst();
	return row ? { ...appointed(row), signInId: row.signInId, deviceId: on.deviceId } : null;
}
