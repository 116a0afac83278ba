import { Agent } from 'node:http';
import { EnrolledDevice } from '../support/enrolled-device.ts';
import type { School } from '../support/school.ts';
import { p95 } from './measures.ts';

const ROUNDS = 6;

/** The p95 of one sync of thirty marks over HTTP, one after the other on a kept connection, every commit on disk. */
export async function syncAtRest(school: School): Promise<number> {
	const line = new Agent({ keepAlive: true, maxSockets: 1 });
	const device = await EnrolledDevice.signIn(`http://127.0.0.1:${school.server.port}`, school.url, line);
	const classes = await device.wholeClasses();
	const took: number[] = [];
	for (let round = 0; round < ROUNDS; round++)
		for (const [classId, pupilIds] of classes) {
			const ms = await device.pushMarks(classId, pupilIds, round % 2 === 0 ? '/' : 'N');
			// The first round warms the server up.
			if (round > 0) took.push(ms);
		}
	line.destroy();
	return p95(took);
}
