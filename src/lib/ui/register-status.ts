import type { DeviceState, RegisterFacts } from '$lib/device/device.ts';
import { correctedAt } from '$lib/rules/clock.ts';
import { registerStatus, type Status } from '$lib/rules/status.ts';
import { isLeft } from './answer.ts';
import type { RegisterTaking } from './register-taking.svelte.ts';
import { isStandIn } from './stand-in.ts';

/** What the pill of a register says: of what the device has written, and of nothing that is only on screen. */
export function statusOf(
	taking: RegisterTaking,
	held: RegisterFacts,
	device: DeviceState,
	now: number,
	isSlow: boolean
): Status {
	const unsent = [...taking.unreceived].filter((id) => !isStandIn(id));
	const written = taking.written.filter((row) => !isLeft(row) && !isStandIn(row.mark.head));
	const own = held.facts.filter((fact) => taking.unreceived.has(fact.id)).map(correctedAt);
	return registerStatus({
		now,
		waiting: unsent.length,
		waitingSince: own.length > 0 ? Math.min(...own) : null,
		needsChecking: held.refused.length,
		notSaved: taking.isNotSaved ? taking.unwritten : 0,
		writing: isSlow ? taking.unwritten : 0,
		lastContactAt: device.lastContactAt,
		signIn: device.needsSignIn ? 'expired' : device.person ? 'in' : 'out',
		marked: written.length,
		roll: taking.written.length,
		received: written.filter((row) => row.mark.head !== null && !taking.unreceived.has(row.mark.head)).length,
		receivedAt: held.received.at,
		finished: false
	});
}

/** What the foot of a register says, which stays in sight where its head scrolls away: what is not yet well comes before the rest [W7]. */
export function footWordsOf({ tone, words, detail }: Status, left: number): { first: string; words: string } {
	const isWell = tone === 'ok' || tone === 'quiet';
	return { first: isWell ? '' : `${words}.`, words: detail ?? (left > 0 ? `${left} left to mark` : '') };
}
