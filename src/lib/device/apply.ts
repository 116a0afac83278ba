import { isBookFact } from '../rules/book.ts';
import type { HeldFact } from '../rules/facts.ts';
import type { SyncReply } from '../protocol/sync.ts';
import { betterMeasure, measureClock } from './clock.ts';
import { keysOf, type Database, type OutboxRow, type PulledRow, type Receipt } from './database.ts';
import { dropOlderEpochs, moveToEpoch } from './epoch.ts';
import { readMeta, writeMeta } from './meta.ts';
import { roleOf } from './person.ts';
import { pruneOutbox, unsentRows } from './outbox.ts';
import { dropClasses, purge, reviewedClasses } from './scopes.ts';
import { inOne, type Tables } from './in-one.ts';

/** What a request said, so that its reply is read against that and not against what another tab did meanwhile. */
export interface Sent {
	epoch: string | null;
	cursor: number;
	scopes: readonly string[];
	clientId: string;
	rows: readonly OutboxRow[];
	recoveredIds: readonly string[];
}

/** What a reply brought about. */
export interface Applied {
	/** Facts of this push that were answered, by id. */
	answered: ReadonlySet<string>;
	/** Whether there is more to pull, from where this left off. */
	more: boolean;
}

interface Exchange {
	reply: SyncReply;
	roundTripMs: number;
	answeredAt: number;
}

/** Takes in one reply: answers, changes, cursor, scopes and witness in one transaction, or nothing of it. */
export function applyReply(
	db: Database,
	sent: Sent,
	exchanged: Exchange,
	newId: () => string
): Promise<Applied> {
	const { reply } = exchanged;
	return inOne(db, 'rw', ['meta', 'outbox', 'receipts', 'facts', 'recovered'], async (tx) => {
		const held = await readMeta(tx, ['epoch', 'cursor', 'scopes', 'clientId']);
		// Another tab has moved on: its place stands, and what this reply would bring is asked for again from there.
		const isOurs =
			(held.epoch ?? null) === sent.epoch &&
			(held.cursor ?? 0) === sent.cursor &&
			JSON.stringify(held.scopes ?? []) === JSON.stringify(sent.scopes);
		// An answer of an epoch that is over here would hide the answers of the present one.
		const isOver = reply.epoch === sent.epoch && (held.epoch ?? null) !== sent.epoch;
		const answered = isOver ? new Set<string>() : await keepAnswers(tx, sent, reply);
		const isFirst = sent.epoch === null;
		const isNewEpoch = !isFirst && reply.epoch !== sent.epoch;
		let more = false;
		if (isOurs && isNewEpoch) {
			await moveToEpoch(tx, reply.epoch, reply.epochFrom);
			more = true;
		} else if (isOurs) {
			if (isFirst) await writeMeta(tx, { epoch: reply.epoch });
			if (reply.signedIn) await takeChanges(tx, sent.scopes, reply);
			await tx.recovered.bulkDelete([...sent.recoveredIds]);
			await writeMeta(tx, { backedUpTo: reply.backedUpTo });
			await pruneOutbox(tx, reply.now, exchanged.answeredAt);
			more = reply.more;
		}
		await bearWitness(tx, reply);
		await heardFrom(tx, exchanged, isNewEpoch);
		if (answered.size > 0) await writeMeta(tx, { receivedAt: reply.now });
		if (reply.newClientId && held.clientId === sent.clientId)
			await writeMeta(tx, { clientId: newId(), nextSeq: 1, cloned: true });
		return { answered, more };
	});
}

/** Keeps the answers to the facts that were sent, and to no others. */
async function keepAnswers(db: Tables, sent: Sent, reply: SyncReply): Promise<Set<string>> {
	const rows = new Map(sent.rows.map((row) => [row.id, row]));
	const before = new Map(
		(await db.receipts.bulkGet([...rows.keys()])).flatMap((each) => (each ? [[each.id, each]] : []))
	);
	const receipts = reply.results.flatMap(({ id, status, position, code, message }): Receipt[] => {
		const row = rows.get(id);
		if (!row) return [];
		const known = before.get(id);
		const at = known?.epoch === reply.epoch ? known.at : reply.now;
		return [{ id, status, epoch: reply.epoch, at, position, code, message, half: row.half }];
	});
	await db.receipts.bulkPut(receipts);
	const kinds = receipts
		.filter((each) => each.status === 'refused')
		.map((each) => rows.get(each.id)?.kind ?? '');
	await touchLibrary(db, kinds);
	return new Set(receipts.map((each) => each.id));
}

async function takeChanges(db: Tables, before: readonly string[], reply: SyncReply): Promise<void> {
	const { purgeDue = false } = await readMeta(db, ['purgeDue']);
	const reviewed = reviewedClasses(before, reply.scopes);
	await dropClasses(db, reviewed);
	const rows = reply.changes.map((change): PulledRow => {
		const fact = change as unknown as HeldFact;
		const { id, kind, position = 0 } = fact;
		return { id, position, epoch: reply.epoch, kind, ...keysOf(fact), json: JSON.stringify(fact) };
	});
	await db.facts.bulkPut(rows);
	await touchLibrary(db, reviewed.size > 0 ? ['pupil', 'plan'] : rows.map((row) => row.kind));

	const isNarrower = before.some((scope) => !reply.scopes.includes(scope));
	if (!reply.more) {
		const dropped = await dropOlderEpochs(db, reply.epoch);
		if (dropped > 0) await touchLibrary(db, ['pupil', 'plan']);
		if (isNarrower || purgeDue) {
			const { purged, stayed } = await purge(db, reply.scopes, await unsentRows(db));
			if (purged > 0) await touchLibrary(db, ['pupil', 'plan']);
			await writeMeta(db, { purgeDue: stayed });
		}
	} else if (isNarrower) await writeMeta(db, { purgeDue: true });
	await writeMeta(db, { cursor: reply.cursor, scopes: reply.scopes });
}

/** Remembers how far the school's record reached: whoever rolls it back behind this is found out, signed in or not. */
async function bearWitness(db: Tables, { epoch, witness }: SyncReply): Promise<void> {
	const held = await readMeta(db, ['epoch', 'witness']);
	if (held.epoch !== epoch || witness.position < (held.witness?.position ?? 0)) return;
	await writeMeta(db, { witness });
}

/** What any answer of the school's tells: its time, and whom it knows here. */
async function heardFrom(
	db: Tables,
	{ reply, roundTripMs, answeredAt }: Exchange,
	isNewEpoch: boolean
): Promise<void> {
	const { person, lastServerTime = 0, clock } = await readMeta(db, ['person', 'lastServerTime', 'clock']);
	const known = reply.signedIn !== null && reply.signedIn.staffId === person?.staffId ? reply.signedIn : null;
	const measure = measureClock({ answeredAt, roundTripMs, serverNow: reply.now, shiftMs: reply.shiftMs });
	await writeMeta(db, {
		clock: betterMeasure(clock, measure),
		clockDenied: false,
		lastServerTime: isNewEpoch ? reply.now : Math.max(lastServerTime, reply.now),
		lastContactAt: reply.now,
		trouble: null,
		needsDevice: false,
		needsSignIn: person ? known === null : false,
		...(person && known ? { person: { ...person, ...known, role: roleOf(known.role) } } : {})
	});
}

/** Whoever holds the book or the plans in memory reads them anew. */
async function touchLibrary(db: Tables, kinds: readonly string[]): Promise<void> {
	const isBook = kinds.some((kind) => isBookFact({ kind } as Pick<HeldFact, 'kind'>));
	const isPlan = kinds.includes('plan');
	if (!isBook && !isPlan) return;
	const { bookVersion = 0, plansVersion = 0 } = await readMeta(db, ['bookVersion', 'plansVersion']);
	await writeMeta(db, {
		...(isBook ? { bookVersion: bookVersion + 1 } : {}),
		...(isPlan ? { plansVersion: plansVersion + 1 } : {})
	});
}
