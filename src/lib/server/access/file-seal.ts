import { createDecipheriv, createHmac } from 'node:crypto';

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** The key by which one device seals what waits on it (32 bytes, base64): told to it at sign-in, kept there, stored nowhere. */
export function fileKeyOf(
	secret: string,
	{ schoolId, deviceId }: { schoolId: string; deviceId: string }
): string {
	return createHmac('sha256', secret)
		.update(JSON.stringify(['file', schoolId, deviceId]))
		.digest('base64');
}

/** What a seal holds, or null where another key made it, or what it stands over was changed since (AES-256-GCM). */
export function openSeal(key: string, seal: string, over: string): string | null {
	const bytes = Buffer.from(seal, 'base64');
	const end = bytes.length - TAG_BYTES;
	if (end < IV_BYTES) return null;
	const cipher = createDecipheriv('aes-256-gcm', Buffer.from(key, 'base64'), bytes.subarray(0, IV_BYTES));
	cipher.setAuthTag(bytes.subarray(end));
	cipher.setAAD(Buffer.from(over));
	try {
		return cipher.update(bytes.subarray(IV_BYTES, end), undefined, 'utf8') + cipher.final('utf8');
	} catch {
		return null;
	}
}
