import { DAY_MS } from './clock.ts';
import type { OutboxRow } from './database.ts';
import { readMeta, type Meta } from './meta.ts';
import type { Tables } from './in-one.ts';

/** How long an acknowledged fact stays here at the least, though it is in a backup. */
export const KEPT_DAYS = 35;
const CHUNK_ROWS = 500;
const KEY = '[clientId+seq]';

/** How many facts of this device the school has not acknowledged in its present epoch. Answers from counts alone. */
export async function countUnsent(db: Tables): Promise<number> {
	const { epoch } = await readMeta(db, ['epoch']);
	return countUnsentIn(db, epoch);
}

/** The same for the epoch that the caller has read. */
export async function countUnsentIn(db: Tables, epoch: string | undefined): Promise<number> {
	const [recorded, answered] = await Promise.all([
		db.outbox.count(),
		epoch ? db.receipts.where('[epoch+status]').between([epoch, ''], [epoch, '\uffff']).count() : 0
	]);
	return recorded - answered;
}

/** What says which facts are unsent. */
type Numbering = Partial<Pick<Meta, 'epoch' | 'clientId' | 'nextSeq'>>;

/** The facts that the school has not acknowledged in its present epoch, oldest first. */
export async function unsentRows(db: Tables, meta?: Numbering): Promise<OutboxRow[]> {
	const {
		epoch,
		clientId = '',
		nextSeq = 1
	} = meta ?? (await readMeta(db, ['epoch', 'clientId', 'nextSeq']));
	const left = await countUnsentIn(db, epoch);
	if (left === 0) return [];
	const unsent: OutboxRow[] = [];
	// What is unsent is nearly always what was made last, so the search goes backwards and stops when it has them all.
	for (let to = nextSeq, size = left; to > 1 && unsent.length < left; to -= size, size = CHUNK_ROWS) {
		const rows = await db.outbox
			.where(KEY)
			.between([clientId, to - size], [clientId, to])
			.toArray();
		unsent.push(...(await withoutReceipt(db, rows, epoch)));
	}
	if (unsent.length < left) {
		const [before, after] = [
			db.outbox.where(KEY).below([clientId, 0]),
			db.outbox.where(KEY).above([clientId, Infinity])
		];
		unsent.push(
			...(await withoutReceipt(db, [...(await before.toArray()), ...(await after.toArray())], epoch))
		);
	}
	return unsent.sort(inOrderMade);
}

/** Removes what the school has acknowledged, holds in a verified backup, and took in more than 35 days ago. Nothing else ever leaves. */
export async function pruneOutbox(
	db: Tables,
	{ epoch, backedUpTo }: { epoch: string; backedUpTo: number },
	schoolNow: number,
	deviceNow: number
): Promise<number> {
	if (!epoch || backedUpTo === 0) return 0;
	const old = await db.outbox
		.where('madeAt')
		.below(deviceNow - KEPT_DAYS * DAY_MS)
		.toArray();
	if (old.length === 0) return 0;
	const receipts = await db.receipts.bulkGet(old.map((row) => row.id));
	const gone = old.filter((_, at) => {
		const receipt = receipts[at];
		if (receipt?.epoch !== epoch || receipt.position === undefined) return false;
		return receipt.position <= backedUpTo && receipt.at < schoolNow - KEPT_DAYS * DAY_MS;
	});
	await db.outbox.bulkDelete(gone.map((row) => [row.clientId, row.seq]));
	await db.receipts.bulkDelete(gone.map((row) => row.id));
	return gone.length;
}

async function withoutReceipt(
	db: Tables,
	rows: OutboxRow[],
	epoch: string | undefined
): Promise<OutboxRow[]> {
	if (!epoch) return rows;
	// Receipts of a half-day come in one read; one by one they would cost a tap several milliseconds.
	const halves = new Set(rows.flatMap((row) => row.half ?? []));
	const others = rows.filter((row) => row.half === undefined).map((row) => row.id);
	const found = await Promise.all([
		others.length > 0 ? db.receipts.bulkGet(others) : [],
		...[...halves].map((half) => db.receipts.where('half').equals(half).toArray())
	]);
	const answered = new Set(found.flat().flatMap((receipt) => (receipt?.epoch === epoch ? [receipt.id] : [])));
	return rows.filter((row) => !answered.has(row.id));
}

/** An older number of this tablet sorts first, and within one number facts stand in the order in which they were made. */
function inOrderMade(a: OutboxRow, b: OutboxRow): number {
	if (a.clientId === b.clientId) return a.seq - b.seq;
	return a.clientId < b.clientId ? -1 : 1;
}
