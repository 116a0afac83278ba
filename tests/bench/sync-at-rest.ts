import { Agent } from 'node:http';
import type { Code } from '../../src/lib/rules/codes.ts';
import { EnrolledDevice, type HalfDay } from '../support/enrolled-device.ts';
import type { School } from '../support/school.ts';
import { p95 } from './measures.ts';

/** Three weeks of registers before the demo's day. A server compiles its own script while it answers some hundred pushes. */
const BEFORE: readonly HalfDay[] = [2, 3, 4, 5, 6, 9, 10, 11, 12, 13, 16, 17, 18, 19, 20].flatMap((day) =>
	(['AM', 'PM'] as const).map((session) => ({ date: `2026-11-${String(day).padStart(2, '0')}`, session }))
);
/** So much of them is measured by itself: what a server does that has just been started. */
const JUST_STARTED = 5;
const ROUNDS = 5;

/**
 * The p95 of one sync of thirty marks over HTTP, one after the other on a kept connection, every commit on disk: on a server
 * that has just started, and on one that has answered for weeks, as a school's has.
 */
export async function syncAtRest(school: School): Promise<{ sync: number; syncJustStarted: number }> {
	const line = new Agent({ keepAlive: true, maxSockets: 1 });
	const device = await EnrolledDevice.signIn(`http://127.0.0.1:${school.server.port}`, school.url, line);
	const classes = await device.wholeClasses();
	const pushAll = async (code: Code, half?: HalfDay) => {
		const took: number[] = [];
		for (const [classId, pupilIds] of classes)
			took.push(await device.pushMarks(classId, pupilIds, code, half));
		return took;
	};
	const before: number[][] = [];
	for (const half of BEFORE) before.push(await pushAll(half.session === 'AM' ? '/' : '\\', half));
	const now: number[][] = [];
	for (let round = 0; round < ROUNDS; round++) now.push(await pushAll(round % 2 === 0 ? '/' : 'N'));
	line.destroy();
	return { sync: p95(now.flat()), syncJustStarted: p95(before.slice(0, JUST_STARTED).flat()) };
}
