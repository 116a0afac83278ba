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
	const received = (await writing.numbersAbove(clientId, from)).map((each) => each.seq).sort((a, b) => a - b);
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
			detail: `${gaps.reduce((sum, gap) => sum + gap.to - gap.from + 1, 0)} facts of ${clientId} never arrived and are no longer on the device: number ${first.from} to ${last.to}.`
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
