import type { Access } from './access.ts';
import { missing, tooLong, type Denial } from './denials.ts';
import { readJson } from './read-json.ts';

const MOST_BYTES = 4096;

/** Answers POST /api/sign-in: who is signed in now and on which device, or a no in a sentence. */
export async function answerSignIn(access: Access, request: Request): Promise<Response> {
	const read = await readJson(request, MOST_BYTES);
	if (!read.ok) return denial(read.denial.code === 'too-large' ? tooLong() : read.denial);
	const { username, password, deviceName, holds } = read.body;
	if (typeof username !== 'string' || username.trim() === '') return denial(missing('username'));
	if (typeof password !== 'string' || password === '') return denial(missing('password'));
	const answer = await access.signIn(request, { username, password, deviceName, holds });
	return answer.ok ? json(200, answer.signedIn, answer.cookies) : denial(answer.denial);
}

/** Answers POST /api/sign-out: it always works, and what waits on the tablet is not its business. */
export async function answerSignOut(access: Access, request: Request): Promise<Response> {
	const read = await readJson(request, MOST_BYTES);
	if (!read.ok) return denial(read.denial);
	const { signInId } = read.body;
	const { cookies } = await access.signOut(request, typeof signInId === 'string' ? signInId : undefined);
	return json(200, { signedOut: true }, cookies);
}

function denial({ status, code, message, retryAfter }: Denial): Response {
	const response = json(status, { code, message });
	if (retryAfter !== undefined) response.headers.set('retry-after', String(retryAfter));
	return response;
}

function json(status: number, body: unknown, cookies: readonly string[] = []): Response {
	const headers = new Headers({ 'content-type': 'application/json', 'cache-control': 'no-store' });
	for (const cookie of cookies) headers.append('set-cookie', cookie);
	return new Response(JSON.stringify(body), { status, headers });
}
