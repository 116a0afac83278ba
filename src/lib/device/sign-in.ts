import { betterMeasure, measureClock } from './clock.ts';
import type { Database } from './database.ts';
import { parsed, send, type Line } from './exchange.ts';
import { inOne } from './in-one.ts';
import { readMeta, writeMeta } from './meta.ts';
import { roleOf } from './person.ts';
import { isRecord, isString } from './reply.ts';
import type { DeviceOptions } from './surroundings.ts';

/** What the server tells a browser when somebody has signed in on it. */
interface SignedIn {
	signInId: string;
	deviceId: string;
	deviceName: string;
	/** An older server gives none. */
	fileKey?: string;
	schoolId: string;
	schoolName: string;
	person: { staffId: string; name: string; position: string; role: string };
	/** The school's time, and how far a demo school's is shifted; an older server tells neither. */
	now?: number;
	shiftMs?: number;
}

/** The device's own clocks: the wall's, and the one that only grows. */
interface Clocks {
	now: () => number;
	mono: () => number;
}

/** What came of asking to sign in; a no is a sentence. */
export type SignInAnswer = { ok: true } | { ok: false; message: string };

/** Signs a person in; the facts recorded from then on are theirs, and all that waits stays as it is. */
export async function signIn(
	db: Database,
	line: Line & Clocks,
	username: string,
	password: string
): Promise<SignInAnswer> {
	const { signOutDue = false, clock } = await readMeta(db, ['signOutDue', 'clock']);
	const holds = await schoolHeld(db);
	// A sign-out that was still to be told would end the sign-in that comes now.
	await writeMeta(db, { signOutDue: false });
	const [sentAt, sentOn] = [line.mono(), line.now()];
	const answer = await ask(line, { username, password, ...(holds === null ? {} : { holds }) });
	if (!answer.ok) {
		await writeMeta(db, { signOutDue });
		return answer;
	}
	const answeredAt = line.now();
	const roundTripMs = Math.max(line.mono() - sentAt, answeredAt - sentOn);
	const { signInId, deviceId, deviceName, fileKey, schoolId, schoolName, person } = answer.signedIn;
	const { now: serverNow, shiftMs } = answer.signedIn;
	if (holds !== null && holds !== schoolId) return refuseOther(db, line);
	await writeMeta(db, {
		device: { deviceId, deviceName, ...(isString(fileKey) ? { fileKey } : {}) },
		school: { schoolId, schoolName },
		person: { ...person, role: roleOf(person.role), signInId },
		// With the person: the first screen must not begin on the day of a clock that is wrong.
		...(typeof serverNow === 'number'
			? { clock: betterMeasure(clock, measureClock({ answeredAt, roundTripMs, serverNow, shiftMs })) }
			: {}),
		needsSignIn: false,
		needsDevice: false,
		presencesAside: null
	});
	return { ok: true };
}

/** Asks the browser to keep what is on this device for good, unless it does so already, and remembers what it said. */
export async function askToKeep(db: Database, browser: Pick<DeviceOptions, 'persist'>): Promise<void> {
	const { persisted = null } = await readMeta(db, ['persisted']);
	if (persisted === true) return;
	const answer = await browser.persist();
	if (answer !== persisted) await writeMeta(db, { persisted: answer });
}

/** The school whose facts are on this browser; null where it holds none. */
function schoolHeld(db: Database): Promise<string | null> {
	return inOne(db, 'r', ['meta', 'outbox', 'facts', 'recovered'], async (tx) => {
		const { school } = await readMeta(tx, ['school']);
		const counts = [await tx.outbox.count(), await tx.facts.count(), await tx.recovered.count()];
		return school && counts.some((count) => count > 0) ? school.schoolId : null;
	});
}

/** One school's facts never reach another [Y7]: the credential that just came is the other's, so nothing is sent until its own school has set this browser up again. */
async function refuseOther(db: Database, line: Line): Promise<SignInAnswer> {
	await inOne(db, 'rw', ['meta'], async (tx) => {
		await tx.meta.delete('device');
		await writeMeta(tx, { needsDevice: true });
	});
	await send('/api/sign-out', {}, line);
	return no(
		'This tablet holds the register of another school. Forget this tablet first, then sign in. Nothing on it is lost.'
	);
}

async function ask(
	line: Line,
	asked: { username: string; password: string; holds?: string }
): Promise<{ ok: true; signedIn: SignedIn } | { ok: false; message: string }> {
	const answer = await send('/api/sign-in', asked, line);
	if (!('text' in answer))
		return no(
			'There is no connection to the school. To sign in, this tablet needs one; marks wait on it safely.'
		);
	const body = answer.isJson ? parsed(answer.text) : undefined;
	if (answer.status === 200 && isSignedIn(body)) return { ok: true, signedIn: body };
	if (answer.status !== 200 && isRecord(body) && isString(body.message)) return no(body.message);
	if (body === undefined && answer.status < 500)
		return no('Something other than the school answered. Check whether the Wi-Fi asks you to log in.');
	return no('The school’s server could not do that now. Try again in a minute.');
}

function no(message: string): { ok: false; message: string } {
	return { ok: false, message };
}

function isSignedIn(body: unknown): body is SignedIn {
	const has = (value: unknown, keys: string[]) =>
		isRecord(value) && keys.every((key) => isString(value[key]));
	return (
		isRecord(body) &&
		has(body, ['signInId', 'deviceId', 'deviceName', 'schoolId', 'schoolName']) &&
		has(body.person, ['staffId', 'name', 'position', 'role'])
	);
}
