import { Agent } from 'node:http';
import { EnrolledDevice } from '../support/enrolled-device.ts';
import type { School } from '../support/school.ts';
import { p95 } from './measures.ts';

const ROUNDS = 8;
/** A server that has just started compiles its script while it answers some forty pushes; a school's has run since yesterday. */
const WARM_UP = 3;

/** The p95 of one sync of thirty marks over HTTP, one after the other on a kept connection, every commit on disk, once the server is warm. */
export async function syncAtRest(school: School): Promise<number> {
	const line = new Agent({ keepAlive: true, maxSockets: 1 });
	const device = await EnrolledDevice.signIn(`http://127.0.0.1:${school.server.port}`, school.url, line);
	const classes = await device.wholeClasses();
	const took: number[] = [];
	for (let round = 0; round < ROUNDS; round++)
		for (const [classId, pupilIds] of classes) {
			const ms = await device.pushMarks(classId, pupilIds, round % 2 === 0 ? '/' : 'N');
			if (round >= WARM_UP) took.push(ms);
		}
	line.destroy();
	return p95(took);
}
