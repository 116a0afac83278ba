import { createHmac, timingSafeEqual } from 'node:crypto';
import { timedId } from './timed-id.ts';

/** Whose sign-in, and on which device. */
export interface SignInOf {
	schoolId: string;
	staffId: string;
	deviceId: string;
}

const SEAL_LENGTH = 12;
const ID_LENGTH = 36;

/** A new sign-in's id, sealed with the server's secret: a database restored from before it can still tell whose it was. */
export function newSignInId(secret: string, of: SignInOf, at: number, chance: Uint8Array): string {
	const id = timedId(at, chance);
	return `${id}.${sealOf(secret, id, of)}`;
}

/** Whether this server gave this id to this person on this device. */
export function isSignInOf(secret: string, signInId: string, of: SignInOf): boolean {
	const given = signInId.slice(ID_LENGTH + 1);
	if (signInId[ID_LENGTH] !== '.' || given.length !== SEAL_LENGTH) return false;
	const seal = sealOf(secret, signInId.slice(0, ID_LENGTH), of);
	return timingSafeEqual(Buffer.from(seal), Buffer.from(given));
}

function sealOf(secret: string, id: string, { schoolId, staffId, deviceId }: SignInOf): string {
	const told = JSON.stringify(['sign-in', id, schoolId, staffId, deviceId]);
	return createHmac('sha256', secret).update(told).digest('base64url').slice(0, SEAL_LENGTH);
}
