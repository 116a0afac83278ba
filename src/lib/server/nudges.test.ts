import { expect, it } from 'vitest';
import { Nudges, nudgeStream } from './nudges.ts';

it('[Y10] a nudge reaches who listens to that school, says nothing of it, and ends when the browser goes', async () => {
	const nudges = new Nudges();
	const reader = nudgeStream(nudges, 'ours').body?.getReader();
	const read = async () => new TextDecoder().decode((await reader?.read())?.value);
	expect(await read()).toContain('event: nudge');
	nudges.nudge('theirs');
	nudges.nudge('ours');
	expect(await read()).toBe('event: nudge\ndata: {}\n\n');
	await reader?.cancel();
	expect(() => nudges.nudge('ours')).not.toThrow();
});
