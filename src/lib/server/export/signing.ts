import {
	createHash,
	createPrivateKey,
	createPublicKey,
	generateKeyPairSync,
	sign,
	verify,
	type KeyObject
} from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const KEY = 'signing-key.pem';

/** The school’s own Ed25519 key: made at the first export, and kept in the data folder for its owner alone. */
export function signingKey(dataDir: string): KeyObject {
	const path = join(dataDir, KEY);
	try {
		const { privateKey } = generateKeyPairSync('ed25519');
		if (!existsSync(path))
			writeFileSync(path, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flag: 'wx' });
	} catch (cause) {
		// Another process made it a moment ago.
		if (!(cause instanceof Error && 'code' in cause && cause.code === 'EEXIST')) throw cause;
	}
	return createPrivateKey(readFileSync(path));
}

/** The public half of the school’s key, or null where the folder has none. */
export function schoolsPublicKey(dataDir: string): KeyObject | null {
	const path = join(dataDir, KEY);
	return existsSync(path) ? createPublicKey(createPrivateKey(readFileSync(path))) : null;
}

/** The public half as a file that any tool reads. */
export function publicPem(key: KeyObject): string {
	return createPublicKey(key).export({ type: 'spki', format: 'pem' }).toString();
}

/** A public key from such a file; throws where it is none. */
export function publicKeyIn(pem: string | Buffer): KeyObject {
	return createPublicKey(pem);
}

/** SHA-256 of a public key, as the school can read it out: four letters and figures, sixteen times. */
export function fingerprint(key: KeyObject): string {
	const half = key.type === 'private' ? createPublicKey(key) : key;
	const der = half.export({ type: 'spki', format: 'der' });
	return (createHash('sha256').update(der).digest('hex').match(/.{4}/g) ?? []).join(' ');
}

/** Signs bytes as they are. */
export function signed(bytes: Buffer, key: KeyObject): Buffer {
	return sign(null, bytes, key);
}

/** Whether bytes were signed by the holder of a key. */
export function isSignedBy(bytes: Buffer, signature: Buffer, key: KeyObject): boolean {
	try {
		return verify(null, bytes, key, signature);
	} catch {
		return false;
	}
}
