import { londonDate, londonMinute } from '../../rules/sessions.ts';
import type { Writing } from '../store/store.ts';
import type { ClientTable } from '../store/tables.ts';

/** A fact's number as a device gave it. */
export interface Numbered {
	id: string;
	seq: number;
}

/** What the school had of one client before a push. */
export interface Before {
	client: ClientTable | null;
	received: readonly { seq: number; id: string | null }[];
}

/** Reads what the school has of a client, and of the numbers that it is about to send. */
export async function numbersBefore(
	writing: Writing,
	clientId: string,
	facts: readonly Numbered[]
): Promise<Before> {
	const client = await writing.client(clientId);
	const seqs = facts.map((fact) => fact.seq);
	const received = await writing.numbersOf(clientId, { above: client?.contiguousTo ?? 0, seqs });
	return { client, received };
}

/**
 * Takes note of the numbers of one client after its facts are stored. Numbers are evidence, never a gate: a gap is a loss
 * only if the device no longer holds it; a number used twice means a cloned device. Both are told to the office.
 * Answers whether another device uses this clientId, so that this one takes a new one.
 */
export async function noteNumbers(
	writing: Writing,
	push: {
		clientId: string;
		deviceId: string;
		held: { from: number; to: number } | null;
		facts: Numbered[];
		/** Those of them that have an answer; what was passed over has not been received [Z15]. */
		answered: ReadonlySet<string>;
		/** What it says that waits on it, with this push. */
		waiting: number;
		before: Before;
		now: number;
	}
): Promise<{ cloned: boolean }> {
	const { clientId, deviceId, held, now } = push;
	const { client: known, received: before } = push.before;
	if (!known) await noteEmptied(writing, push);
	const idsAt = Map.groupBy(before, (each) => each.seq);
	const reused = push.facts.filter((fact) =>
		(idsAt.get(fact.seq) ?? []).some(({ id }) => id !== null && id !== fact.id)
	);
	const otherDevice = known !== null && known.deviceId !== deviceId;
	if (otherDevice) await writing.putClientDevice(clientId, deviceId);
	// What was heard before is sent again after a restore or a lost reply: the office knows of it.
	const twice = reused.find((fact) => !(idsAt.get(fact.seq) ?? []).some(({ id }) => id === fact.id));
	if (twice)
		await writing.notice({
			at: now,
			kind: 'cloned-device',
			deviceId,
			detail: `Number ${twice.seq} of ${clientId} was used twice${otherDevice ? `, first by ${known.deviceId}` : ''}.`
		});

	const from = known?.contiguousTo ?? 0;
	const arrived = push.facts.filter(({ id }) => push.answered.has(id));
	const numbers = new Set([...before, ...arrived].map((each) => each.seq));
	const received = [...numbers].sort((a, b) => a - b);
	const contiguousTo = received.reduce((to, seq) => (seq === to + 1 ? seq : to), from);
	const lostBefore = known?.heldFrom ?? 0;
	// Whatever lies below what the device still holds, and was never received, is gone.
	const gaps = gapsBelow(held?.from ?? 0, contiguousTo, received).filter((gap) => gap.to >= lostBefore);
	const [first, last] = [gaps.at(0), gaps.at(-1)];
	if (first && last)
		await writing.notice({
			at: now,
			kind: 'lost-facts',
			deviceId,
			detail: `${factsIn(gaps.reduce((sum, gap) => sum + gap.to - gap.from + 1, 0))} of ${clientId} never arrived and can no longer come from the device: number ${first.from} to ${last.to}.`
		});
	await writing.putClient({
		schoolId: writing.school.schoolId,
		clientId,
		deviceId: known?.deviceId ?? deviceId,
		contiguousTo,
		maxSeq: Math.max(known?.maxSeq ?? 0, held?.to ?? 0, ...push.facts.map((fact) => fact.seq)),
		heldFrom: first ? (held?.from ?? lostBefore) : lostBefore,
		firstSeenAt: known?.firstSeenAt ?? now,
		lastSeenAt: now
	});
	return { cloned: reused.length > 0 };
}

/** A device that is heard under a number it never had comes with an empty store: whether that took marks with it the office is to know. */
async function noteEmptied(
	writing: Writing,
	push: { clientId: string; deviceId: string; waiting: number; now: number }
): Promise<void> {
	const { clientId, deviceId, now: at } = push;
	const before = await writing.heldBefore(clientId, deviceId);
	if (!before) return;
	const heard = `${londonMinute(before.lastSeenAt)} on ${londonDate(before.lastSeenAt)}`;
	await writing.notice({ at, deviceId, ...whatOfIt(before.waiting, push.waiting, heard) });
}

/** What brings as many as had waited may bring the same or others: only the office can find out. */
function whatOfIt(waited: number, brings: number, heard: string): { kind: string; detail: string } {
	if (waited === 0)
		return {
			kind: 'began-anew',
			detail: `Somebody had it forgotten, or its browser cleared it. Nothing waited on it at ${heard}; what was tapped on it after that and had not arrived is gone.`
		};
	if (waited > brings)
		return {
			kind: 'lost-facts',
			detail: `${factsIn(waited - brings)} at the least waited on this tablet at ${heard} and can no longer come from it: its store was emptied.`
		};
	return {
		kind: 'began-anew',
		detail: `It had ${waited} waiting at ${heard}, and brings ${brings} now from a new store: whether they are the same is not known.`
	};
}

/** Stretches of numbers above `above` and below `below` that are not among the (sorted) received ones. */
function gapsBelow(
	below: number,
	above: number,
	received: readonly number[]
): { from: number; to: number }[] {
	const gaps: { from: number; to: number }[] = [];
	let next = above + 1;
	for (const seq of [...received.filter((each) => each < below), below]) {
		if (seq > next) gaps.push({ from: next, to: seq - 1 });
		next = Math.max(next, seq + 1);
	}
	return gaps;
}

const factsIn = (count: number): string => (count === 1 ? '1 fact' : `${count} facts`);
