import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

const PATIENCE_MS = 10_000;

/** Ends a process that was started here and waits until it has; by force where it does not listen. */
export async function ended(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
	if (child.exitCode !== null || child.signalCode !== null) return;
	const exit = once(child, 'exit');
	child.kill(signal);
	const patience = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
	await exit;
	clearTimeout(patience);
}
