import { parsed, send, type After } from './exchange.ts';
import { isRecord, isString } from './reply.ts';

/** What the school's server answered; `status` 0: it could not be asked. */
export type Asked<T> = { ok: true; body: T } | { ok: false; status: number; message: string };

const NOT_ASKED = 'The school’s server cannot be asked from here now.';

/** Asks the school's server for JSON at a path; it never throws, and whatever is not the school's own answer is none. */
export async function ask<T>(
	path: string,
	world: { get: (path: string, signal: AbortSignal) => Promise<Response>; after: After }
): Promise<Asked<T>> {
	const answer = await send(path, null, {
		after: world.after,
		post: (of, _body, signal) => world.get(of, signal)
	});
	if (!('text' in answer) || !answer.isJson) return { ok: false, status: 0, message: NOT_ASKED };
	const body = parsed(answer.text);
	if (answer.status === 200 && isRecord(body)) return { ok: true, body: body as T };
	const message = isRecord(body) && isString(body.message) ? body.message : NOT_ASKED;
	return { ok: false, status: answer.status, message };
}
