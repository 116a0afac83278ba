import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** A free port that stays free while its server is stopped: below the range from which systems number outgoing calls. */
export async function freePort(): Promise<number> {
	for (let tries = 0; tries < 100; tries++) {
		const port = randomInt(20_000, 30_000);
		if (await isFree(port)) return port;
	}
	throw new Error('No free port between 20000 and 30000.');
}

function isFree(port: number): Promise<boolean> {
	return new Promise((resolve) => {
		const probe = createServer();
		probe.once('error', () => resolve(false));
		probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
	});
}
