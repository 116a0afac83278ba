import type { Reminder } from '../protocol/office.ts';
import { correctedAt } from '../rules/clock.ts';
import type { Clock } from '../rules/facts.ts';
import type { Role } from '../rules/roles.ts';
import { clockAt, DAY_MS } from './clock.ts';
import { factOf, type Database } from './database.ts';
import type { Library } from './library.ts';
import { readMeta } from './meta.ts';
import { unsentRows } from './outbox.ts';
import { inOne, type Tables } from './in-one.ts';

/** Who is signed in on this device, as the server said at sign-in. */
export interface DevicePerson {
	staffId: string;
	name: string;
	position: string;
	role: Role;
	signInId: string;
}

/**
 * Why the last try to reach the school did not work, or null.
 * `not-the-school`: something answered that is not the school's server, such as a Wi-Fi login page.
 */
export type Trouble = 'no-connection' | 'not-the-school' | 'school-error' | 'not-allowed' | null;

/** What the device knows of itself. Every instant is the school's time in epoch milliseconds. */
export interface DeviceState {
	/** This database's own number, which its facts carry. */
	clientId: string;
	deviceId: string | null;
	deviceName: string | null;
	person: DevicePerson | null;
	/** Facts recorded here and not yet acknowledged. */
	waiting: number;
	/** When the oldest of them was made. */
	waitingSince: number | null;
	/** Facts refused in the last seven days, and not accepted since. */
	refused: number;
	/** When the school last acknowledged a fact of this device. */
	receivedAt: number | null;
	/** When the school's server last answered. */
	lastContactAt: number | null;
	trouble: Trouble;
	/** The server no longer knows who is signed in here: recording goes on, nothing is pulled. */
	needsSignIn: boolean;
	/** The server no longer knows this device: facts are kept until someone signs in again. */
	needsDevice: boolean;
	/** Another tablet was using this one's number; it has taken a new one. */
	cloned: boolean;
	/** Whether the browser promised to keep the database; null if it was never asked or cannot say. */
	persisted: boolean | null;
	clock: Clock;
	schoolName: string | null;
	/** Registers that the office asks for, as the school last said. */
	reminders: readonly Reminder[];
	/** How far a demo school's clock is shifted; null elsewhere. */
	shiftMs: number | null;
	/** Others' facts that a restored server may have lost, waiting to be sent with our own. */
	recovered: number;
	/** The app's version. */
	version: string;
}

/** What only this page knows, and no table. */
export interface PageState {
	clock: { jumpedMs: number; now: number };
	version: string;
}

const REFUSED_SHOWN_MS = 7 * DAY_MS;

/** Reads what the device knows of itself in one snapshot. */
export function readState(db: Database, library: Library, page: PageState): Promise<DeviceState> {
	return inOne(db, 'r', ['meta', 'outbox', 'receipts', 'facts', 'recovered'], async (tx) => {
		const meta = await readMeta(tx, [
			'clientId',
			'device',
			'person',
			'school',
			'epoch',
			'nextSeq',
			'bookVersion',
			'clock',
			'clockDenied',
			'receivedAt',
			'lastContactAt',
			'trouble',
			'needsSignIn',
			'needsDevice',
			'cloned',
			'persisted',
			'reminders'
		]);
		const { now, jumpedMs } = page.clock;
		const clock = clockAt(meta.clock, now, { jumpedMs, denied: meta.clockDenied ?? false });
		const schoolNow = now + clock.offsetMs;
		const [unsent, refused, recovered, book] = await Promise.all([
			unsentRows(tx, meta),
			countRefused(tx, meta.epoch, schoolNow - REFUSED_SHOWN_MS),
			tx.recovered.count(),
			library.settings(tx, meta)
		]);
		const [oldest] = unsent;
		const today = new Date(schoolNow).toISOString().slice(0, 10);
		return {
			clientId: meta.clientId ?? '',
			deviceId: meta.device?.deviceId ?? null,
			deviceName: meta.device?.deviceName ?? null,
			person: meta.person ?? null,
			waiting: unsent.length,
			waitingSince: oldest ? correctedAt(factOf(oldest)) : null,
			refused,
			recovered,
			receivedAt: meta.receivedAt ?? null,
			lastContactAt: meta.lastContactAt ?? null,
			trouble: meta.trouble ?? null,
			needsSignIn: meta.needsSignIn ?? false,
			needsDevice: meta.needsDevice ?? false,
			cloned: meta.cloned ?? false,
			persisted: meta.persisted ?? null,
			clock,
			schoolName: book.settingsOn(today)?.schoolName ?? meta.school?.schoolName ?? null,
			reminders: meta.reminders ?? [],
			shiftMs: clock.shiftMs ?? null,
			version: page.version
		};
	});
}

async function countRefused(db: Tables, epoch: string | undefined, since: number): Promise<number> {
	if (!epoch) return 0;
	const all = await db.receipts.where('[epoch+status]').equals([epoch, 'refused']).toArray();
	const refused = all.filter((receipt) => receipt.at >= since);
	if (refused.length === 0) return 0;
	// One that has come back with a place was accepted after all: a newer server knew its form [Z5].
	const placed = await db.facts.bulkGet(refused.map((receipt) => receipt.id));
	return placed.filter((row) => row === undefined).length;
}
