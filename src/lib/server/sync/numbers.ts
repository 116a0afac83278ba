import type { Writing } from '../store/store.ts';

/** A fact's number as a device gave it. */
export interface Numbered {
	id: string;
	seq: number;
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
		/** Ids at each number that the school had before this push. */
		before: ReadonlyMap<number, string[]>;
		now: number;
	}
): Promise<{ cloned: boolean }> {
	const { clientId, deviceId, held, now } = push;
	const known = await writing.client(clientId);
	const reused = push.facts.filter((fact) => (push.before.get(fact.seq) ?? []).some((id) => id !== fact.id));
	const otherDevice = known !== null && known.deviceId !== deviceId;
	const [twice] = reused;
	if (twice)
		await writing.notice({
			at: now,
			kind: 'cloned-device',
			deviceId,
			detail: `Number ${twice.seq} of ${clientId} was used twice${otherDevice ? `, first by ${known.deviceId}` : ''}.`
		});

	const from = known?.contiguousTo ?? 0;
	const received = new Set((await writing.numbersAbove(clientId, from)).map((each) => each.seq));
	let contiguousTo = from;
	while (received.has(contiguousTo + 1)) contiguousTo += 1;
	const heldFrom = held?.from ?? Infinity;
	const lost: number[] = [];
	// Whatever lies below what the device still holds, and was never received, is gone.
	for (let seq = contiguousTo + 1; seq < Math.min(heldFrom, (held?.to ?? 0) + 1); seq += 1)
		if (!received.has(seq)) lost.push(seq);
	const lostBefore = known?.heldFrom ?? 0;
	const newlyLost = lost.filter((seq) => seq >= lostBefore);
	const [first, last] = [newlyLost.at(0), newlyLost.at(-1)];
	if (first !== undefined && last !== undefined)
		await writing.notice({
			at: now,
			kind: 'lost-facts',
			deviceId,
			detail: `${newlyLost.length} facts of ${clientId} never arrived and are no longer on the device: number ${first} to ${last}.`
		});
	await writing.putClient({
		schoolId: writing.school.schoolId,
		clientId,
		deviceId: known?.deviceId ?? deviceId,
		contiguousTo,
		maxSeq: Math.max(known?.maxSeq ?? 0, held?.to ?? 0, ...push.facts.map((fact) => fact.seq)),
		heldFrom: newlyLost.length > 0 ? (held?.from ?? lostBefore) : lostBefore,
		firstSeenAt: known?.firstSeenAt ?? now,
		lastSeenAt: now
	});
	return { cloned: reused.length > 0 };
}
