import { expect, it } from 'vitest';
import { Nudges, nudgeStream } from './nudges.ts';

it('[Y10] a nudge reaches who listens to that school, says nothing of it, and ends when the browser goes', async () => {
	const nudges = new Nudges();
	const reader = nudgeStream(nudges, { schoolId: 'ours', deviceId: 'office' }).body?.getReader();
	const read = async () => new TextDecoder().decode((await reader?.read())?.value);
	expect(await read()).toContain('event: nudge');
	nudges.nudge('theirs');
	nudges.nudge('ours');
	expect(await read()).toBe('event: nudge\ndata: {}\n\n');
	await reader?.cancel();
	expect(() => nudges.nudge('ours')).not.toThrow();
});

it('[Y10] a device is not nudged by its own push, whose answer has told it all there is, but by everybody else’s', () => {
	const nudges = new Nudges();
	const nudged: string[] = [];
	for (const deviceId of ['tablet', 'office']) nudges.listen('ours', deviceId, () => nudged.push(deviceId));
	nudges.nudge('ours', 'tablet');
	expect(nudged).toEqual(['office']);
	nudges.nudge('ours', 'office');
	expect(nudged).toEqual(['office', 'tablet']);
	nudges.nudge('ours');
	expect(nudged).toEqual(['office', 'tablet', 'tablet', 'office']);
});
