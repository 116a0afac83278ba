import type { Result } from '../../protocol/sync.ts';
import { isBookFact } from '../../rules/book.ts';
import type { Fact, HeldFact, Plan } from '../../rules/facts.ts';
import { canonicalJson } from '../store/chain.ts';
import { isOffence } from '../store/failures.ts';
import type { NewFact, Placed, Refusal, Writing } from '../store/store.ts';
import { withRoom } from './aside-room.ts';
import { judge, judgedAt, type MadeBy } from './judge.ts';
import type { Makers } from './makers.ts';
import type { Sent } from './read-fact.ts';
import {
	besides,
	earlierFacts,
	earlierIn,
	elsewheres,
	isObservance,
	isTaking,
	type Earlier
} from './take-evidence.ts';

/** Who answers for the facts of one push. */
export interface Sender {
	deviceId: string;
	/** Nothing is told to a revoked device; what it sends is judged by when it was made. */
	revokedAt: number | null;
	/** True where a person brought the facts in a file, which speaks for no other device than the one that sealed it. */
	byFile: boolean;
}

/** A fact refused for these may be in order the next time: the server has learned, or was in trouble. */
export const TRIED_AGAIN: ReadonlySet<string> = new Set(['too-new', 'unreadable', 'server-error']);
/** Besides these, one that a file could not vouch for may be sent by its own tablet. */
const SENT_AGAIN: ReadonlySet<string> = new Set([...TRIED_AGAIN, 'unsealed']);
/**
 * Takes in the facts of a push, each for itself: accepted, accepted with a dispute, or refused and kept in quarantine.
 * A repeat gets the first answer again; the same id with another content is refused as `id-reused`.
 */
export async function takeFacts(
	writing: Writing,
	sent: readonly Sent[],
	sender: Sender,
	makers: Makers,
	now: number
): Promise<Result[]> {
	const ids = sent.flatMap((each) => each.id ?? []);
	const placed = await writing.placed(ids);
	const kept = await writing.refusals(
		sent.map((each) => each.contentHash),
		ids
	);
	const refusedBefore = new Map(kept.map((row) => [row.contentHash, row]));
	const results = new Map<Sent, Result>();
	const fresh: { sent: Sent; fact: Fact }[] = [];
	const refusals: Refusal[] = [];
	const seenNow = new Map<string | null, string>();

	const refuse = (each: Sent, code: string, message: string) => {
		results.set(each, { id: each.id ?? '', status: 'refused', code, message });
		refusals.push({
			factId: each.id,
			clientId: typeof each.raw.clientId === 'string' ? each.raw.clientId : null,
			seq: typeof each.raw.seq === 'number' ? each.raw.seq : null,
			deviceId: sender.deviceId,
			contentHash: each.contentHash,
			raw: canonicalJson(each.raw),
			code,
			message,
			receivedAt: now
		});
	};

	for (const each of sent) {
		const known = each.id === null ? undefined : placed.get(each.id);
		const firstNow = each.id === null ? undefined : seenNow.get(each.id);
		const before = refusedBefore.get(each.contentHash);
		seenNow.set(each.id, firstNow ?? each.contentHash);
		if (known?.contentHash === each.contentHash) results.set(each, resultOf(known));
		else if (before && !(SENT_AGAIN.has(before.code) && 'fact' in each.parsed && !known))
			results.set(each, { id: each.id ?? '', status: 'refused', code: before.code, message: before.message });
		else if (known || (firstNow !== undefined && firstNow !== each.contentHash))
			refuse(each, 'id-reused', 'Another fact already has this number. The office has both.');
		else if (firstNow !== undefined) continue;
		else if ('fact' in each.parsed) fresh.push({ sent: each, fact: each.parsed.fact });
		else refuse(each, each.parsed.refused, each.parsed.message);
	}

	const accepted = await acceptEach(writing, fresh, sender, makers, now, refuse);
	for (const { sent: each, fact } of fresh) {
		const place = accepted.get(fact.id);
		if (place) results.set(each, resultOf(place));
	}
	const keptIds = new Set(kept.map((row) => row.factId));
	await writing.markReplayed([...accepted.keys()].filter((id) => keptIds.has(id)));
	const isNew = refusals.filter(({ contentHash }) => !refusedBefore.has(contentHash));
	const roomFor = new Set(await withRoom(writing, isNew, sender, now));
	const passedOver = new Set(isNew.flatMap((row) => (roomFor.has(row) ? [] : row.contentHash)));
	await writing.refuse(refusals.filter(({ contentHash }) => !passedOver.has(contentHash)));
	for (const each of sent) if (passedOver.has(each.contentHash)) results.delete(each);
	return sent.flatMap((each) => results.get(each) ?? []);
}

/** Judges in the order in which they were made, each knowing those before it, and stores what stands. */
async function acceptEach(
	writing: Writing,
	fresh: readonly { sent: Sent; fact: Fact }[],
	sender: Sender,
	makers: Makers,
	now: number,
	refuse: (each: Sent, code: string, message: string) => void
): Promise<Map<string, Placed>> {
	if (fresh.length === 0) return new Map();
	const inOrder = inOrderMade(fresh);
	const named = await namedFacts(
		writing,
		inOrder.map(({ fact }) => fact)
	);
	const earlierOf = new Map<string, Earlier>();
	const planned: HeldFact<Plan>[] = [];
	const accepted = new Map<string, Placed>();
	let pending: Judged[] = [];
	const flush = async () => {
		for (const [id, place] of await store(writing, pending, refuse)) accepted.set(id, place);
		pending = [];
	};

	for (const { sent, fact } of inOrder) {
		// Another day of it may be a mark of this very push.
		if (isObservance(fact)) await flush();
		const by = await madeBy(writing, fact, sender, makers, now);
		const judgement = judge(fact, {
			book: await writing.book(),
			madeBy: by,
			elsewheres: await elsewheres(writing, fact, by, now),
			named,
			now,
			earlier: await earlierFacts(writing, fact, earlierOf),
			...(await besides(writing, fact, planned))
		});
		if ('refused' in judgement) {
			refuse(sent, judgement.refused, judgement.message);
			continue;
		}
		const { maker, flags } = judgement;
		pending.push({ sent, fact: { fact, contentHash: sent.contentHash, maker, receivedAt: now, flags } });
		// Facts later in the push may replace, withdraw or follow this one.
		named.set(fact.id, { ...fact, maker });
		if (fact.kind === 'plan') planned.push({ ...fact, maker });
		if ('session' in fact) earlierIn(earlierOf, fact).fresh.push({ ...fact, maker });
		// A mark may be for a pupil, a place or a class of this very push.
		if (isBookFact(fact)) await flush();
	}
	await flush();
	return accepted;
}

interface Judged {
	sent: Sent;
	fact: NewFact;
}

/** Each device number's facts as they were made; the numbers in the order in which the device sent them, older first. */
function inOrderMade(fresh: readonly { sent: Sent; fact: Fact }[]): { sent: Sent; fact: Fact }[] {
	const byClient = Map.groupBy(fresh, ({ fact }) => fact.clientId);
	return [...byClient.values()].flatMap((own) => own.sort((a, b) => a.fact.seq - b.fact.seq));
}

/** The facts that these name, and the plans that named entries confirm. */
async function namedFacts(writing: Writing, facts: readonly Fact[]): Promise<Map<string, HeldFact>> {
	const ids = await Promise.all(facts.map((fact) => namedBy(writing, fact)));
	const named = await writing.facts([...new Set(ids.flat())]);
	const confirmed = [...named.values()].flatMap((fact) =>
		fact.kind === 'mark' ? (fact.confirms ?? []) : []
	);
	for (const [id, plan] of await writing.facts([...new Set(confirmed)])) named.set(id, plan);
	return named;
}

/** Stores all at once; if that throws for one fact's own fault, one by one, so that only the offender is kept aside. */
async function store(
	writing: Writing,
	batch: readonly Judged[],
	refuse: (each: Sent, code: string, message: string) => void
): Promise<Map<string, Placed>> {
	try {
		const all = await writing.attempt(() => writing.append(batch.map((each) => each.fact)));
		return new Map(all.map((each) => [each.id, each]));
	} catch (cause) {
		if (!isOffence(cause)) throw cause;
	}
	const stored = new Map<string, Placed>();
	for (const { sent, fact } of batch) {
		try {
			for (const each of await writing.attempt(() => writing.append([fact]))) stored.set(each.id, each);
		} catch (cause) {
			if (!isOffence(cause)) throw cause;
			refuse(sent, 'server-error', 'The server could not store it. The office has it as it was sent.');
		}
	}
	return stored;
}

async function madeBy(
	writing: Writing,
	fact: Fact,
	sender: Sender,
	makers: Makers,
	now: number
): Promise<MadeBy | 'unknown-sign-in' | 'not-appointed' | 'unsealed'> {
	const who = makers(fact.signInId, judgedAt(fact, await writing.book(), now));
	if (typeof who === 'string') return who;
	const { maker, revokedAt } = who;
	if (who.deviceId === sender.deviceId) return { maker, revokedAt, wrongDevice: false };
	if (sender.byFile) return 'unsealed';
	// A browser that was set up anew keeps its database: its older sign-ins are its own.
	const wasDevice = await writing.wasDevice(fact.clientId, who.deviceId);
	return { maker, revokedAt, wrongDevice: !wasDevice };
}

async function namedBy(writing: Writing, fact: Fact): Promise<string[]> {
	if (fact.kind === 'withdraw') return fact.entries;
	if (fact.kind === 'plan') return fact.replaces;
	if (fact.kind !== 'mark') return [];
	const confirms = fact.confirms ? [fact.confirms] : [];
	return (await isTaking(writing, fact)) ? confirms : [...fact.replaces, ...confirms];
}

function resultOf(placed: Placed): Result {
	return { id: placed.id, status: placed.status, position: placed.position };
}
