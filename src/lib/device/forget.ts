import type { Database } from './database.ts';
import { writeMeta } from './meta.ts';
import { countUnsent } from './outbox.ts';
import { inOne } from './in-one.ts';

/** Deletes the device's database, unless that would destroy what the school does not have yet. */
export async function forgetDevice(
	db: Database
): Promise<{ ok: true } | { ok: false; waiting: number; message: string }> {
	const waiting = await inOne(db, 'rw', ['meta', 'outbox', 'receipts', 'recovered'], async (tx) => {
		const left = (await countUnsent(tx)) + (await tx.recovered.count());
		// From here on no tab may record, or its tap would go with the database.
		if (left === 0) await writeMeta(tx, { forgetting: true });
		return left;
	});
	if (waiting > 0) {
		const what = waiting === 1 ? '1 record on this tablet has' : `${waiting} records on this tablet have`;
		const message = `${what} not been received by the school. Connect to send ${waiting === 1 ? 'it' : 'them'}. A file for the office is a copy: this tablet keeps what waits until the school has it.`;
		return { ok: false, waiting, message };
	}
	await db.delete();
	return { ok: true };
}
