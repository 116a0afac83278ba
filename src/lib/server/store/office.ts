import type { Kysely } from 'kysely';
import { ROLES } from '../../rules/roles.ts';
import { SESSIONS } from '../../rules/sessions.ts';
import type { TabletSeen } from '../../rules/tablets.ts';
import type { DeviceTable, Tables } from './tables.ts';

/**
 * Every device of a school as it was last heard, with whoever signed in there last and the clients that are its own. One that has
 * never sent its credential is none: the answer to a first sign-in was lost on the way, and the next try made another.
 */
export async function tabletsSeen(db: Kysely<Tables>, schoolId: string): Promise<TabletSeen[]> {
	const devices = await db
		.selectFrom('device')
		.selectAll()
		.where('schoolId', '=', schoolId)
		.where((eb) => eb.or([eb('lastSeenAt', 'is not', null), eb('credentialUsed', '=', 1)]))
		.orderBy('name')
		.execute();
	const people = await lastPeople(db, schoolId);
	const clients = await ownClients(db, schoolId);
	return devices.map((device) => ({
		...seen(device, people.get(device.deviceId) ?? null),
		clientIds: clients.get(device.deviceId) ?? []
	}));
}

/** The clients of each device; one whose numbers were used twice is nobody’s for certain. */
async function ownClients(db: Kysely<Tables>, schoolId: string): Promise<Map<string, string[]>> {
	const rows = await db
		.selectFrom('client')
		.select(['clientId', 'deviceId'])
		.where('schoolId', '=', schoolId)
		.execute();
	const clones = await db
		.selectFrom('notice')
		.select('detail')
		.where('schoolId', '=', schoolId)
		.where('kind', '=', 'cloned-device')
		.execute();
	const own = rows.filter(({ clientId }) => !clones.some(({ detail }) => detail.includes(clientId)));
	const byDevice = new Map<string, string[]>();
	for (const { clientId, deviceId } of own)
		byDevice.set(deviceId, [...(byDevice.get(deviceId) ?? []), clientId]);
	return byDevice;
}

/** The last sign-in of each device, with the name that person had then. */
async function lastPeople(
	db: Kysely<Tables>,
	schoolId: string
): Promise<Map<string, NonNullable<TabletSeen['person']>>> {
	const rows = await db
		.selectFrom('device')
		.innerJoin('signIn', (join) =>
			join.onRef('signIn.schoolId', '=', 'device.schoolId').on('signIn.signInId', '=', (eb) =>
				// Of tens of thousands in six years only the last of each is read.
				eb
					.selectFrom('signIn as last')
					.select('last.signInId')
					.whereRef('last.schoolId', '=', 'device.schoolId')
					.whereRef('last.deviceId', '=', 'device.deviceId')
					.orderBy('last.at', 'desc')
					.limit(1)
			)
		)
		.innerJoin('appointment', (join) =>
			join
				.onRef('appointment.schoolId', '=', 'signIn.schoolId')
				.onRef('appointment.staffId', '=', 'signIn.staffId')
				.onRef('appointment.fromAt', '<=', 'signIn.at')
		)
		.select(['device.deviceId', 'appointment.staffId', 'appointment.name', 'appointment.role'])
		.where('device.schoolId', '=', schoolId)
		.orderBy('appointment.fromAt')
		.execute();
	return new Map(
		rows.flatMap(({ deviceId, staffId, name, ...row }) => {
			const role = ROLES.find((each) => each === row.role);
			return role ? [[deviceId, { staffId, name, role }] as const] : [];
		})
	);
}

function seen(device: DeviceTable, person: TabletSeen['person']): TabletSeen {
	const { deviceId, name, lastSeenAt, waiting, battery, freeBytes, app, clockOffsetMs, cursor } = device;
	return {
		...{ deviceId, name, person, lastSeenAt, waiting, battery, freeBytes, app, clockOffsetMs, cursor },
		persisted: device.persisted === null ? null : device.persisted === 1,
		openRegister: registerOf(device.openRegister),
		isRevoked: device.revokedAt !== null
	};
}

/** `classId|date|session`, as a tablet says which register is on its screen. */
function registerOf(key: string | null): TabletSeen['openRegister'] {
	const [classId, date, half] = key?.split('|') ?? [];
	const session = SESSIONS.find((each) => each === half);
	return classId && date && session ? { classId, date, session } : null;
}
