import type { OfficeToday } from '../protocol/office.ts';
import type { Session } from '../rules/sessions.ts';
import { parsed, send, type After, type Post } from './exchange.ts';
import { isRecord } from './reply.ts';

interface World {
	post: Post;
	get: (path: string, signal: AbortSignal) => Promise<Response>;
	after: After;
}

/** What the server knows beside the facts; null where it cannot be asked, or does not tell whoever is signed in. */
export async function askToday(world: World): Promise<OfficeToday | null> {
	const answer = await send('/api/today', null, {
		after: world.after,
		post: (path, _body, signal) => world.get(path, signal)
	});
	const body = 'text' in answer && answer.status === 200 && answer.isJson ? parsed(answer.text) : null;
	return isRecord(body) && Array.isArray(body.tablets) && typeof body.now === 'number'
		? (body as unknown as OfficeToday)
		: null;
}

/** Asks a class's tablets for today's register; false where that could not be said. */
export async function askForRegister(
	world: World,
	of: { classId: string; session: Session }
): Promise<boolean> {
	const answer = await send('/api/remind', of, world);
	return 'status' in answer && answer.status === 200 && answer.isJson;
}
