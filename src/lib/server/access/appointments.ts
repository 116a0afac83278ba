import type { Kysely } from 'kysely';
import { ROLES, type Role } from '../../rules/roles.ts';
import type { AppointmentTable, Tables } from '../store/tables.ts';

/** Who somebody was at an instant: a name, a job title and what it allows. */
export interface Appointed {
	schoolId: string;
	staffId: string;
	name: string;
	position: string;
	role: Role;
}

/** Who a member of staff was at an instant (epoch ms, the school's time); null if not appointed then. */
export async function appointmentAt(
	db: Kysely<Tables>,
	of: { schoolId: string; staffId: string },
	instant: number
): Promise<Appointed | null> {
	const row = await inForce(db, instant)
		.where('schoolId', '=', of.schoolId)
		.where('staffId', '=', of.staffId)
		.executeTakeFirst();
	return row ? appointed(row) : null;
}

/** Everybody of a school's staff at an instant (epoch ms), in no particular order. */
export async function appointedAt(
	db: Kysely<Tables>,
	schoolId: string,
	instant: number
): Promise<Appointed[]> {
	const rows = await inForce(db, instant).where('schoolId', '=', schoolId).execute();
	return rows.map(appointed);
}

/** Who a login belongs to at an instant; null if it is nobody's any more. */
export async function appointmentOfUser(
	db: Kysely<Tables>,
	userId: string,
	instant: number
): Promise<Appointed | null> {
	const row = await inForce(db, instant).where('userId', '=', userId).executeTakeFirst();
	return row ? appointed(row) : null;
}

/** From an instant on, a person is somebody else on paper; what they were stays as it was. False if not appointed then. */
export async function changeAppointment(
	db: Kysely<Tables>,
	of: { schoolId: string; staffId: string },
	to: Partial<Pick<Appointed, 'name' | 'position' | 'role'>>,
	at: number
): Promise<boolean> {
	return db.transaction().execute(async (tx) => {
		const held = await endRow(tx, of, at);
		if (!held) return false;
		// Begun at that very instant: the row was never anything to anybody else, so the new one takes its key.
		if (held.fromAt === at)
			await tx
				.deleteFrom('appointment')
				.where('schoolId', '=', of.schoolId)
				.where('staffId', '=', of.staffId)
				.where('fromAt', '=', at)
				.execute();
		await tx
			.insertInto('appointment')
			.values({ ...held, ...to, fromAt: at, toAt: held.toAt })
			.execute();
		return true;
	});
}

/** Ends an appointment at an instant, exclusive; what was recorded before it stands. False if there was none. */
export async function endAppointmentAt(
	db: Kysely<Tables>,
	of: { schoolId: string; staffId: string },
	at: number
): Promise<AppointmentTable | null> {
	return db.transaction().execute((tx) => endRow(tx, of, at));
}

async function endRow(
	db: Kysely<Tables>,
	of: { schoolId: string; staffId: string },
	at: number
): Promise<AppointmentTable | null> {
	const held = await inForce(db, at)
		.where('schoolId', '=', of.schoolId)
		.where('staffId', '=', of.staffId)
		.executeTakeFirst();
	if (!held) return null;
	await db
		.updateTable('appointment')
		.set({ toAt: at })
		.where('schoolId', '=', of.schoolId)
		.where('staffId', '=', of.staffId)
		.where('fromAt', '=', held.fromAt)
		.execute();
	return held;
}

function inForce(db: Kysely<Tables>, instant: number) {
	return db
		.selectFrom('appointment')
		.selectAll()
		.where('fromAt', '<=', instant)
		.where((eb) => eb.or([eb('toAt', 'is', null), eb('toAt', '>', instant)]));
}

/** An appointment as the rest of the server may know it; a role that this version does not know is refused loudly. */
export function appointed(
	row: Pick<AppointmentTable, 'schoolId' | 'staffId' | 'name' | 'position' | 'role'>
): Appointed {
	const role = ROLES.find((each) => each === row.role);
	if (!role) throw new Error(`An appointment names a role that this version does not know: ${row.role}`);
	return { schoolId: row.schoolId, staffId: row.staffId, name: row.name, position: row.position, role };
}
