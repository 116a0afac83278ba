import { bundle } from '../protocol/bundle.ts';
import { factOf, type Database } from './database.ts';
import { readMeta } from './meta.ts';
import { unsentRows } from './outbox.ts';
import { SPOKEN_PROTOCOL } from './protocol.ts';
import { inOne } from './in-one.ts';

/** What waits on this tablet as a file that the office takes in; sent later as well, the same facts count once. */
export async function waitingFile(db: Database): Promise<Blob> {
	const content = await inOne(db, 'r', ['meta', 'outbox', 'receipts'], async (tx) => {
		const { device, clientId } = await readMeta(tx, ['device', 'clientId']);
		const facts = bundle((await unsentRows(tx)).map((row) => ({ ...factOf(row) })));
		return {
			firstbell: 'waiting',
			protocol: SPOKEN_PROTOCOL,
			deviceId: device?.deviceId ?? null,
			clientId,
			facts
		};
	});
	return new Blob([JSON.stringify(content)], { type: 'application/json' });
}
