import type { OfficeToday } from '../protocol/office.ts';
import type { Session } from '../rules/sessions.ts';
import { ask } from './asking.ts';
import { send, type After, type Post } from './exchange.ts';

interface World {
	post: Post;
	get: (path: string, signal: AbortSignal) => Promise<Response>;
	after: After;
}

/** What the server knows beside the facts; null where it cannot be asked, or does not tell whoever is signed in. */
export async function askToday(world: World): Promise<OfficeToday | null> {
	const asked = await ask<OfficeToday>('/api/today', world);
	return asked.ok && Array.isArray(asked.body.tablets) && typeof asked.body.now === 'number'
		? asked.body
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
