import { bundle } from '../protocol/bundle.ts';
import type { SyncReply, SyncRequest } from '../protocol/sync.ts';
import { applyReply, type Sent } from './apply.ts';
import { MOST_BYTES, type Batch } from './batch.ts';
import { factOf, type Database, type OutboxRow, type RecoveredRow } from './database.ts';
import { exchange, type After, type Exchanged, type Post } from './exchange.ts';
import { readMeta, writeMeta, type Meta } from './meta.ts';
import { unsentRows } from './outbox.ts';
import { SPOKEN_PROTOCOL } from './protocol.ts';
import { inOne, type Tables } from './in-one.ts';
import { tellSignOut } from './sign-out.ts';

/** What a run takes from outside: network, clocks, chance, and what the office may know of the tablet. */
export interface SyncWorld {
	db: Database;
	post: Post;
	now: () => number;
	mono: () => number;
	after: After;
	newId: () => string;
	version: string;
	/** Kept from run to run. */
	batch: Batch;
	condition: () => Promise<Condition>;
	openRegister: () => string | null;
	signal?: AbortSignal | undefined;
	heard?: (() => void) | undefined;
}

/** How the tablet is; null where the browser does not say. */
export interface Condition {
	freeBytes: number | null;
	battery: number | null;
}

/** What a run came to. `not-set-up`: nobody has ever signed in here, so there is nowhere to send to. */
export type Outcome = 'done' | 'failing' | 'not-set-up';

const RECOVERED_FACTS = 100;
/** Two servers that disagree on the epoch must not keep a tablet running in circles. */
const MOST_EPOCHS = 3;

/** One run: pushes what waits and pulls what is new until neither is left. What fails is kept, and the run ends. */
export async function sync(world: SyncWorld): Promise<Outcome> {
	const { db, batch } = world;
	const condition = await world.condition();
	let epochs = 0;
	let isAsideDue = false;
	let isSignOutTold = false;
	for (;;) {
		const job = await prepare(world, condition, (waiting) =>
			isAsideDue ? batch.nextAside(waiting) : batch.next(waiting)
		);
		if (!job) return 'not-set-up';
		if (!isSignOutTold) await tellSignOut(db, world, job.signOutDue);
		isSignOutTold = true;
		const { rows } = job.sent;
		const exchanged = await exchange(job.request, world);
		if (!exchanged.ok) {
			if (batch.failed(exchanged.status, rows)) continue;
			await noteTrouble(db, exchanged);
			return 'failing';
		}
		const isNewEpoch = job.sent.epoch !== null && exchanged.reply.epoch !== job.sent.epoch;
		if (isNewEpoch) epochs += 1;
		const { answered, more, unsent } = await applyReply(db, job.sent, exchanged, world.newId);
		if (epochs > MOST_EPOCHS) return 'failing';
		// The school has no room for them today: what else waits must not stand behind them.
		batch.succeeded(rows, isNewEpoch ? [] : rows.filter((row) => !answered.has(row.id)));
		const left = job.waiting.filter((row) => !answered.has(row.id));
		const isLast = isAsideDue || rows.length === 0 || batch.next(left).length === 0;
		if (isLast && isStuck(job.sent, exchanged.reply, answered.size)) return 'failing';

		// More than was left: a tap of any tab came meanwhile, or a new epoch asks for older facts again.
		const isNews = unsent > left.length;
		isAsideDue = !more && !isNews && batch.next(left).length === 0;
		if (isAsideDue && batch.nextAside(left).length === 0 && !job.moreRecovered) return 'done';
	}
}

/** An answer that answers nothing: asked again at once, it would be the same. */
function isStuck(sent: Sent, reply: SyncReply, answered: number): boolean {
	if (sent.epoch !== null && reply.epoch !== sent.epoch) return false;
	return answered === 0 && (sent.rows.length > 0 || (reply.more && reply.cursor === sent.cursor));
}

interface Job {
	request: SyncRequest;
	sent: Sent;
	/** All that the school has not acknowledged, as of the request. */
	waiting: readonly OutboxRow[];
	moreRecovered: boolean;
	signOutDue: Meta['signOutDue'];
}

/** What the next request says, read in one snapshot; null if nobody has ever signed in here. */
function prepare(
	{ db, now, version, openRegister }: SyncWorld,
	condition: Condition,
	choose: (waiting: readonly OutboxRow[]) => readonly OutboxRow[]
): Promise<Job | null> {
	return inOne(db, 'r', ['meta', 'outbox', 'receipts', 'recovered'], async (tx) => {
		const meta = await readMeta(tx, [
			'clientId',
			'nextSeq',
			'device',
			'epoch',
			'cursor',
			'scopes',
			'witness',
			'persisted',
			'signOutDue',
			'person'
		]);
		const { clientId, device, epoch = null, cursor = 0, scopes = [] } = meta;
		if (!clientId || !device) return null;
		const [waiting, held, recoverable] = await Promise.all([
			unsentRows(tx, meta),
			heldNumbers(tx, clientId),
			tx.recovered.count()
		]);
		const rows = choose(waiting);
		// Own facts go first, and alone: what others recorded must never stand in their way.
		const recovered =
			rows.length > 0 || recoverable === 0
				? []
				: withinBytes(await tx.recovered.limit(RECOVERED_FACTS).toArray());
		const sent: Sent = {
			epoch,
			cursor,
			scopes,
			clientId,
			signInId: meta.person?.signInId,
			rows,
			recoveredIds: recovered.map((row) => row.id)
		};
		const request: SyncRequest = {
			protocol: SPOKEN_PROTOCOL,
			deviceId: device.deviceId,
			clientId,
			app: version.slice(0, 40),
			epoch,
			cursor,
			scopes,
			witness: meta.witness ?? null,
			held,
			state: {
				waiting: waiting.length,
				persisted: meta.persisted ?? null,
				...condition,
				openRegister: openRegister()
			},
			clock: { now: Math.round(now()) },
			facts: bundle(rows.map((row) => ({ ...factOf(row) }))),
			...(recovered.length > 0 ? { recovered: recovered.map((row) => ({ ...factOf(row) })) } : {})
		};
		return {
			request,
			sent,
			waiting,
			moreRecovered: recoverable > recovered.length,
			signOutDue: meta.signOutDue ?? false
		};
	});
}

/** As many as one push may hold; at least one. */
function withinBytes(rows: readonly RecoveredRow[]): RecoveredRow[] {
	let bytes = 0;
	return rows.filter((row, at) => (bytes += row.json.length) <= MOST_BYTES || at === 0);
}

async function heldNumbers(db: Tables, clientId: string): Promise<{ from: number; to: number } | null> {
	const own = () => db.outbox.where('[clientId+seq]').between([clientId, 0], [clientId, Infinity]);
	const [first, last] = await Promise.all([own().first(), own().last()]);
	return first && last ? { from: first.seq, to: last.seq } : null;
}

async function noteTrouble(db: Tables, failed: Extract<Exchanged, { ok: false }>): Promise<void> {
	const { trouble, status, code } = failed;
	const before = await readMeta(db, ['trouble', 'needsDevice', 'needsSignIn']);
	const isUnknownDevice = status === 401 && code === 'no-device';
	const needsDevice = isUnknownDevice || (before.needsDevice ?? false);
	const needsSignIn = (status === 401 && !isUnknownDevice) || (before.needsSignIn ?? false);
	const isNews =
		before.trouble !== trouble ||
		(before.needsDevice ?? false) !== needsDevice ||
		(before.needsSignIn ?? false) !== needsSignIn;
	// Every try without a network would otherwise wake the screens and the disk.
	if (isNews) await writeMeta(db, { trouble, needsDevice, needsSignIn });
}
