import { createHash, randomBytes } from 'node:crypto';
import { cookieOf } from './cookies.ts';

/** The cookie by which a browser proves for years which device it is, whoever is signed in on it, or nobody. */
export const DEVICE_COOKIE = 'firstbell_device';

const TEN_YEARS_SECONDS = 10 * 365 * 24 * 60 * 60;
const SECRET_BYTES = 32;

/** A new device's secret: 256 bits of chance. Only its hash may be stored. */
export function newDeviceSecret(): string {
	return randomBytes(SECRET_BYTES).toString('base64url');
}

/** What is stored of a device's secret: SHA-256, hex. */
export function credentialHash(secret: string): string {
	return createHash('sha256').update(secret).digest('hex');
}

/** The device secret that a request carries, or null; one of another shape is none. */
export function deviceSecretOf(request: Request): string | null {
	const secret = cookieOf(request, DEVICE_COOKIE);
	return secret !== null && /^[\w-]{43}$/.test(secret) ? secret : null;
}

/** The cookie that holds a device's secret; browsers cap its life, so every sign-in sets it anew. */
export function deviceCookie(secret: string): string {
	return `${DEVICE_COOKIE}=${secret}; Path=/; Max-Age=${TEN_YEARS_SECONDS}; HttpOnly; SameSite=Strict`;
}

/** A device's name: the one it was given, or the kind of browser and the number it has in the school. */
export function deviceName(asked: unknown, userAgent: string | null, number: number): string {
	const given = typeof asked === 'string' ? asked.trim().replace(/\s+/g, ' ').slice(0, 40) : '';
	return given || `${kindOf(userAgent ?? '')} ${number}`;
}

function kindOf(userAgent: string): string {
	if (/iPad|Tablet|Android(?!.*Mobile)/i.test(userAgent)) return 'Tablet';
	if (/iPhone|Mobile/i.test(userAgent)) return 'Phone';
	if (/CrOS/i.test(userAgent)) return 'Chromebook';
	return 'Computer';
}
