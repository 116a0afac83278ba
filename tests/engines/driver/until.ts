import { setTimeout as pause } from 'node:timers/promises';

const PATIENCE_MS = 45_000;

/** Waits until a claim holds, asking often; throws with the claim, and what was seen last, where it never does. */
export async function until(
	claim: string,
	holds: () => Promise<boolean> | boolean,
	seen: () => Promise<string> | string = () => ''
): Promise<void> {
	const end = performance.now() + PATIENCE_MS;
	while (!(await holds())) {
		if (performance.now() > end) throw new Error(`Waited in vain: ${claim}. ${await seen()}`);
		await pause(40);
	}
}
