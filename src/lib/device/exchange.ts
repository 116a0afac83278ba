import type { SyncReply, SyncRequest } from '../protocol/sync.ts';
import { isRecord, isString, readReply } from './reply.ts';
import type { Trouble } from './state.ts';

/** Sends JSON to the school's server; the default is `fetch`. */
export type Post = (path: string, body: string, signal: AbortSignal) => Promise<Response>;

/** Calls back after a time, on the clock of whoever runs the device; the answer cancels it. */
export type After = (ms: number, then: () => void) => () => void;

/** An answer that is the school's, whole and in a form that we know; or why it is not one. Nothing else counts as an answer. */
export type Exchanged =
	| { ok: true; reply: SyncReply; roundTripMs: number; answeredAt: number }
	| { ok: false; status: number; trouble: Exclude<Trouble, null>; code: string | null };

export const TIMEOUT_MS = 15_000;

/** One push and pull over the network. It never throws: whatever is not an answer says what it was. */
export async function exchange(
	request: SyncRequest,
	world: Line & { now: () => number; mono: () => number }
): Promise<Exchanged> {
	const [sentAt, sentOn] = [world.mono(), world.now()];
	const answer = await send('/api/sync', request, world);
	const answeredAt = world.now();
	// A tablet that slept meanwhile: the clock that only grows may have stood still, and the answer is old by the wall's.
	const roundTripMs = Math.max(world.mono() - sentAt, answeredAt - sentOn);
	if (!('text' in answer)) return failed(0, 'no-connection');
	const { status, text, isJson } = answer;
	const body = isJson ? parsed(text) : undefined;
	if (status !== 200) return failed(status, troubleOf(status, body), codeOf(body));
	const reply = readReply(body);
	return reply ? { ok: true, reply, roundTripMs, answeredAt } : failed(status, 'not-the-school');
}

/**
 * Posts JSON and reads the whole answer, however slow the line; a lost connection, a cut answer and 15 seconds without a byte
 * are one. `heard` is called with each piece that comes.
 */
export async function send(
	path: string,
	body: unknown,
	{ post, after, signal, heard = () => {} }: Line
): Promise<{ status: number; text: string; isJson: boolean } | { lost: true }> {
	const abort = new AbortController();
	const stop = () => abort.abort();
	signal?.addEventListener('abort', stop);
	let cancel = after(TIMEOUT_MS, stop);
	const goesOn = () => {
		cancel();
		cancel = after(TIMEOUT_MS, stop);
		heard();
	};
	const silence = new Promise<{ lost: true }>((resolve) =>
		abort.signal.addEventListener('abort', () => resolve({ lost: true }))
	);
	try {
		if (signal?.aborted) return { lost: true };
		return await Promise.race([read(post(path, JSON.stringify(body), abort.signal), goesOn), silence]);
	} finally {
		cancel();
		signal?.removeEventListener('abort', stop);
	}
}

/** Where to send, and what there is to know of the way. */
export interface Line {
	post: Post;
	after: After;
	signal?: AbortSignal | undefined;
	/** Called with each piece of the answer: a long one is no silence. */
	heard?: (() => void) | undefined;
}

async function read(
	posted: Promise<Response>,
	goesOn: () => void
): Promise<{ status: number; text: string; isJson: boolean } | { lost: true }> {
	try {
		const response = await posted;
		const type = response.headers.get('content-type') ?? '';
		return {
			status: response.status,
			text: await textOf(response, goesOn),
			isJson: /^application\/json\b/i.test(type)
		};
	} catch {
		return { lost: true };
	}
}

async function textOf(response: Response, goesOn: () => void): Promise<string> {
	goesOn();
	if (!response.body) return response.text();
	const reader = response.body.getReader();
	const decoder = new TextDecoder();
	let text = '';
	for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
		goesOn();
		text += decoder.decode(piece.value, { stream: true });
	}
	return text + decoder.decode();
}

/** JSON, or undefined. */
export function parsed(text: string): unknown {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return undefined;
	}
}

function failed(status: number, trouble: Exclude<Trouble, null>, code: string | null = null): Exchanged {
	return { ok: false, status, trouble, code };
}

function troubleOf(status: number, body: unknown): Exclude<Trouble, null> {
	if (body === undefined && status < 500) return 'not-the-school';
	return status === 401 || status === 403 ? 'not-allowed' : 'school-error';
}

function codeOf(body: unknown): string | null {
	return isRecord(body) && isString(body.code) ? body.code : null;
}
