import type { Who } from './town.ts';

/** What happens to one request. `die-…`: tablet or server is killed at that point, and starts again. */
export const FATES = [
	...(['drop-request', 'drop-reply', 'duplicate', 'late', 'cut', 'html'] as const),
	...(['401', '413', '500', '503', 'signed-out'] as const),
	...([
		'die-before-send',
		'die-after-reply',
		'die-while-reading',
		'server-dies-before-commit',
		'server-dies-after-commit'
	] as const)
];
/** One of them, or none: all goes well. */
export type Fate = (typeof FATES)[number] | 'ok';

/** A reply is read in about so many turns of the event loop: a page that dies in them dies somewhere in between. */
const READING_TURNS = 60;

/** What a request’s fate may do to the two ends of the line. */
interface Line {
	/** What the server answers to whoever is signed in, or to this person, or nobody. */
	answered: (who?: Who | null) => Promise<unknown>;
	/** The request comes to the server later. */
	overtake: () => void;
	chance: () => number;
	/** The page is gone. */
	die: () => void;
	/** The page is gone in so many turns of the event loop. */
	dieIn: (turns: number) => void;
	/** The server is gone with the push in its hands, and starts again. */
	serverDies: () => Promise<unknown>;
	serverRestarts: () => Promise<unknown>;
}

/** Does to one request what its fate is: an answer, or a line that fails. */
export async function meet(fate: Fate, line: Line): Promise<Response> {
	const { answered } = line;
	switch (fate) {
		case 'drop-request':
			throw new TypeError('Failed to fetch');
		case 'drop-reply':
			await answered();
			throw new TypeError('The reply was lost');
		case 'duplicate':
			await answered();
			return json(200, await answered());
		case 'late':
			line.overtake();
			throw new TypeError('Timed out');
		case 'cut': {
			const whole = JSON.stringify(await answered());
			return new Response(whole.slice(0, Math.floor(whole.length * line.chance())), {
				headers: { 'content-type': 'application/json' }
			});
		}
		case 'html':
			return new Response('<!doctype html><title>Log in to the Wi-Fi</title>', {
				headers: { 'content-type': 'text/html' }
			});
		case '401':
			return json(401, { code: 'signed-out', message: 'Sign in again.' });
		case '413':
		case '500':
		case '503':
			return json(Number(fate), { code: 'no', message: 'Not now.' });
		case 'signed-out':
			return json(200, await answered(null));
		case 'die-before-send':
			line.die();
			throw new TypeError('The page is gone');
		case 'die-after-reply': {
			const reply = await answered();
			line.die();
			return json(200, reply);
		}
		case 'die-while-reading': {
			const reply = await answered();
			line.dieIn(Math.floor(line.chance() * READING_TURNS));
			return json(200, reply);
		}
		case 'server-dies-before-commit':
			await line.serverDies();
			throw new TypeError('Connection reset');
		case 'server-dies-after-commit':
			await answered();
			await line.serverRestarts();
			throw new TypeError('Connection reset');
		case 'ok':
			return json(200, await answered());
	}
}

/** An answer in JSON. */
export function json(status: number, body: unknown): Response {
	return new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });
}
