import { randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { DeviceTable, Tables } from '../store/tables.ts';
import { credentialHash, deviceName, deviceSecretOf, newDeviceSecret } from './device-credential.ts';
import { timedId } from './timed-id.ts';

/** The enrolled device a request comes from, or null; a revoked one is none. */
export async function deviceOf(db: Kysely<Tables>, request: Request): Promise<DeviceTable | null> {
	const device = await knownDevice(db, request);
	return device?.revokedAt === null ? device : null;
}

/** The device whose credential a request carries, revoked or not: what a revoked one still holds is to be kept. */
export async function knownDevice(db: Kysely<Tables>, request: Request): Promise<DeviceTable | null> {
	const secret = deviceSecretOf(request);
	if (secret === null) return null;
	const hash = credentialHash(secret);
	const row = await db.selectFrom('device').selectAll().where('credentialHash', '=', hash).executeTakeFirst();
	// Once in a device's life: from then on it is known to exist, whatever else it manages to say.
	if (row?.credentialUsed === 0)
		await db.updateTable('device').set({ credentialUsed: 1 }).where('credentialHash', '=', hash).execute();
	return row ?? null;
}

/** Gives a browser a name and a credential of its own; the secret is returned once and stored nowhere. */
export async function enrol(
	db: Kysely<Tables>,
	schoolId: string,
	browser: { asked: unknown; userAgent: string | null },
	now: number
): Promise<{ device: DeviceTable; secret: string }> {
	const secret = newDeviceSecret();
	const device = await db.transaction().execute(async (tx) => {
		const held = await tx
			.selectFrom('device')
			.select((eb) => eb.fn.countAll<number>().as('devices'))
			.where('schoolId', '=', schoolId)
			.executeTakeFirstOrThrow();
		const row: DeviceTable = {
			schoolId,
			deviceId: timedId(now, randomBytes(10)),
			name: deviceName(browser.asked, browser.userAgent, Number(held.devices) + 1),
			credentialHash: credentialHash(secret),
			createdAt: now,
			revokedAt: null,
			lastSeenAt: null,
			cursor: null,
			waiting: null,
			app: null,
			persisted: null,
			freeBytes: null,
			battery: null,
			clockOffsetMs: null,
			openRegister: null,
			credentialUsed: 0
		};
		await tx.insertInto('device').values(row).execute();
		return row;
	});
	return { device, secret };
}

/** From an instant on, nothing that this device sends is taken as it is; the first revocation stands. */
export async function revoke(
	db: Kysely<Tables>,
	of: { schoolId: string; deviceId: string },
	at: number
): Promise<void> {
	await db
		.updateTable('device')
		.set({ revokedAt: at })
		.where('schoolId', '=', of.schoolId)
		.where('deviceId', '=', of.deviceId)
		.where('revokedAt', 'is', null)
		.execute();
}
