import { bundle } from '../protocol/bundle.ts';
import { factOf, type Database } from './database.ts';
import { readMeta } from './meta.ts';
import { unsentRows } from './outbox.ts';
import { SPOKEN_PROTOCOL } from './protocol.ts';
import { inOne } from './in-one.ts';

/**
 * What waits on this tablet as a file that the office takes in; sent later as well, the same facts count once. Its seal holds
 * the sign-ins, which nobody reads on the way, and proves that this tablet wrote the rest.
 */
export async function waitingFile(db: Database): Promise<Blob> {
	const { content, signIns, fileKey } = await inOne(db, 'r', ['meta', 'outbox', 'receipts'], async (tx) => {
		const { device, clientId } = await readMeta(tx, ['device', 'clientId']);
		const waiting = (await unsentRows(tx)).map(factOf);
		return {
			content: {
				firstbell: 'waiting',
				protocol: SPOKEN_PROTOCOL,
				deviceId: device?.deviceId ?? null,
				clientId,
				facts: bundle(waiting.map(({ signInId, ...open }) => ({ ...open })))
			},
			signIns: waiting.map((fact) => fact.signInId),
			fileKey: device?.fileKey
		};
	});
	const seal = fileKey === undefined ? null : await sealOf(fileKey, signIns, content.facts);
	return new Blob([JSON.stringify({ ...content, ...(seal === null ? {} : { seal }) })], {
		type: 'application/json'
	});
}

/** AES-256-GCM over the facts: its random start, then what it holds, base64. Null where the browser cannot: such a file is only kept aside. */
async function sealOf(
	fileKey: string,
	signIns: readonly string[],
	facts: readonly unknown[]
): Promise<string | null> {
	try {
		const raw = Uint8Array.from(atob(fileKey), (char) => char.charCodeAt(0));
		const key = await crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt']);
		const text = new TextEncoder();
		const iv = crypto.getRandomValues(new Uint8Array(12));
		const additionalData = text.encode(JSON.stringify(facts));
		const held = text.encode(JSON.stringify(signIns));
		const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData }, key, held);
		return btoa(Array.from([...iv, ...new Uint8Array(sealed)], (byte) => String.fromCharCode(byte)).join(''));
	} catch {
		return null;
	}
}
