import { isBookFact } from '../rules/book.ts';
import type { HeldFact } from '../rules/facts.ts';
import type { SyncReply } from '../protocol/sync.ts';
import { betterMeasure, measureClock } from './clock.ts';
import { keysOf, type Database, type OutboxRow, type PulledRow, type Receipt } from './database.ts';
import { dropOlderEpochs, moveToEpoch } from './epoch.ts';
import { readMeta, writeMeta, type Meta } from './meta.ts';
import { roleOf } from './person.ts';
import { countUnsentIn, pruneOutbox, unsentRows } from './outbox.ts';
import { dropClasses, purge, reviewedClasses } from './scopes.ts';
import { inOne, type Tables } from './in-one.ts';

/** What a request said, so that its reply is read against that and not against what another tab did meanwhile. */
export interface Sent {
	epoch: string | null;
	cursor: number;
	scopes: readonly string[];
	clientId: string;
	/** Who was signed in; undefined for nobody. */
	signInId: string | undefined;
	rows: readonly OutboxRow[];
	recoveredIds: readonly string[];
}

/** What a reply brought about. */
export interface Applied {
	/** Facts of this push that were answered, by id. */
	answered: ReadonlySet<string>;
	/** Whether there is more to pull, from where this left off. */
	more: boolean;
	/** How many facts the school has not acknowledged now. */
	unsent: number;
}

interface Exchange {
	reply: SyncReply;
	roundTripMs: number;
	answeredAt: number;
}

type Held = Partial<Meta>;

const HELD = [
	'epoch',
	'cursor',
	'scopes',
	'clientId',
	'nextSeq',
	'purgeDue',
	'witness',
	'person',
	'lastServerTime',
	'clock',
	'clockDenied',
	'trouble',
	'needsDevice',
	'needsSignIn',
	'backedUpTo',
	'reminders',
	'bookVersion',
	'plansVersion'
] as const;

/** Takes in one reply: answers, changes, cursor, scopes and witness in one transaction, or nothing of it. */
export function applyReply(
	db: Database,
	sent: Sent,
	exchanged: Exchange,
	newId: () => string
): Promise<Applied> {
	const { reply } = exchanged;
	return inOne(db, 'rw', ['meta', 'outbox', 'receipts', 'facts', 'recovered'], async (tx) => {
		const [held, before] = await Promise.all([readMeta(tx, HELD), answersBefore(tx, sent)]);
		// Another tab has moved on, or let somebody else in: its place stands, and what this reply would bring is asked for again from there.
		const isOurs =
			held.person?.signInId === sent.signInId &&
			(held.epoch ?? null) === sent.epoch &&
			(held.cursor ?? 0) === sent.cursor &&
			JSON.stringify(held.scopes ?? []) === JSON.stringify(sent.scopes);
		// An answer of an epoch that is over here would hide the answers of the present one.
		const isOver = reply.epoch === sent.epoch && (held.epoch ?? null) !== sent.epoch;
		const answers = isOver ? [] : answersIn(sent, before, reply);
		if (answers.length > 0) await tx.receipts.bulkPut(answers);
		const isNewEpoch = sent.epoch !== null && reply.epoch !== sent.epoch;
		// What comes or goes of the book or the plans, by kind.
		const touched = refusedKinds(sent, answers);
		let next: Held = {};
		let more = false;
		if (isOurs && isNewEpoch) {
			await moveToEpoch(tx, reply.epoch, reply.epochFrom);
			Object.assign(held, await readMeta(tx, HELD));
			more = true;
		} else if (isOurs) {
			next.epoch = reply.epoch;
			if (reply.signedIn) next = { ...next, ...(await takeChanges(tx, held, sent, reply, touched)) };
			if (sent.recoveredIds.length > 0) await tx.recovered.bulkDelete([...sent.recoveredIds]);
			next.backedUpTo = reply.backedUpTo;
			await pruneOutbox(
				tx,
				{ epoch: reply.epoch, backedUpTo: reply.backedUpTo },
				reply.now,
				exchanged.answeredAt
			);
			more = reply.more;
		}
		next = {
			...next,
			...witnessed({ ...held, ...next }, reply),
			...heardFrom(held, exchanged, isNewEpoch, isOurs),
			...touch(held, touched)
		};
		if (answers.length > 0) next.receivedAt = reply.now;
		if (reply.newClientId && held.clientId === sent.clientId)
			next = { ...next, clientId: newId(), nextSeq: 1, cloned: true };
		const [unsent] = await Promise.all([
			countUnsentIn(tx, next.epoch ?? held.epoch),
			writeMeta(tx, changed(held, next))
		]);
		return { answered: new Set(answers.map((each) => each.id)), more, unsent };
	});
}

/** When each fact of this push was answered before. */
async function answersBefore(db: Tables, sent: Sent): Promise<Map<string, Receipt>> {
	if (sent.rows.length === 0) return new Map();
	const before = await db.receipts.bulkGet(sent.rows.map((row) => row.id));
	return new Map(before.flatMap((each) => (each ? [[each.id, each]] : [])));
}

/** The answers to the facts that were sent, and to no others. */
function answersIn(sent: Sent, before: ReadonlyMap<string, Receipt>, reply: SyncReply): Receipt[] {
	const rows = new Map(sent.rows.map((row) => [row.id, row]));
	const receipts = reply.results.flatMap(({ id, status, position, code, message }): Receipt[] => {
		const row = rows.get(id);
		if (!row) return [];
		const known = before.get(id);
		const at = known?.epoch === reply.epoch ? known.at : reply.now;
		return [{ id, status, epoch: reply.epoch, at, position, code, message, half: row.half }];
	});
	return receipts;
}

function refusedKinds(sent: Sent, answers: readonly Receipt[]): Set<string> {
	const refused = new Set(answers.filter((each) => each.status === 'refused').map((each) => each.id));
	return new Set(sent.rows.filter((row) => refused.has(row.id)).map((row) => row.kind));
}

/** Stores the changes and drops what is out of scope; answers what to remember, and adds the kinds that it touched. */
async function takeChanges(
	db: Tables,
	held: Held,
	{ scopes: before }: Sent,
	reply: SyncReply,
	touched: Set<string>
): Promise<Held> {
	const touchAll = () => ['pupil', 'plan'].forEach((kind) => touched.add(kind));
	const reviewed = reviewedClasses(before, reply.scopes);
	await dropClasses(db, reviewed);
	if (reviewed.size > 0) touchAll();
	const rows = reply.changes.map((change): PulledRow => {
		const fact = change as unknown as HeldFact;
		const { id, kind, position = 0 } = fact;
		touched.add(kind);
		return { id, position, epoch: reply.epoch, kind, ...keysOf(fact), json: JSON.stringify(fact) };
	});
	if (rows.length > 0) await db.facts.bulkPut(rows);

	const place: Held = { cursor: reply.cursor, scopes: reply.scopes };
	const isNarrower = before.some((scope) => !reply.scopes.includes(scope));
	// What was told beside the facts goes with the classes: whoever may still see it is told again.
	if (isNarrower) place.presencesAside = null;
	if (reply.more) return isNarrower ? { ...place, purgeDue: true } : place;
	if ((await dropOlderEpochs(db, reply.epoch)) > 0) touchAll();
	if (!isNarrower && !held.purgeDue) return place;
	const { purged, stayed } = await purge(
		db,
		reply.scopes,
		await unsentRows(db, { ...held, epoch: reply.epoch })
	);
	if (purged > 0) touchAll();
	return { ...place, purgeDue: stayed };
}

/** How far the school's record reached: whoever rolls it back behind this is found out, signed in or not. */
function witnessed(held: Held, { epoch, witness }: SyncReply): Held {
	if (held.epoch !== epoch || witness.position < (held.witness?.position ?? 0)) return {};
	return { witness };
}

/** What any answer of the school's tells: its time, whom it knows here, and which registers the office asks for. */
function heardFrom(
	held: Held,
	{ reply, roundTripMs, answeredAt }: Exchange,
	isNewEpoch: boolean,
	isOurs: boolean
): Held {
	const { person, lastServerTime = 0, clock } = held;
	const known = reply.signedIn !== null && reply.signedIn.staffId === person?.staffId ? reply.signedIn : null;
	const measure = measureClock({ answeredAt, roundTripMs, serverNow: reply.now, shiftMs: reply.shiftMs });
	return {
		clock: betterMeasure(clock, measure),
		clockDenied: false,
		lastServerTime: isNewEpoch ? reply.now : Math.max(lastServerTime, reply.now),
		lastContactAt: reply.now,
		trouble: null,
		needsDevice: false,
		// Who was signed in when it was asked says nothing of who is now.
		...(isOurs ? { needsSignIn: person ? known === null : false } : {}),
		reminders: reply.reminders ?? [],
		...(person && known ? { person: { ...person, ...known, role: roleOf(known.role) } } : {})
	};
}

/** What is not so already: most of what a reply tells is. */
function changed(held: Held, next: Held): Held {
	const isNews = ([key, value]: [string, unknown]) =>
		JSON.stringify(value) !== JSON.stringify(held[key as keyof Meta]);
	return Object.fromEntries(Object.entries(next).filter(isNews));
}

/** Whoever holds the book or the plans in memory reads them anew. */
function touch({ bookVersion = 0, plansVersion = 0 }: Held, kinds: ReadonlySet<string>): Held {
	const isBook = [...kinds].some((kind) => isBookFact({ kind } as Pick<HeldFact, 'kind'>));
	return {
		...(isBook ? { bookVersion: bookVersion + 1 } : {}),
		...(kinds.has('plan') ? { plansVersion: plansVersion + 1 } : {})
	};
}
