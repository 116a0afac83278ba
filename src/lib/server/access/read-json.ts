import { crossOrigin, type Denial } from './same-origin.ts';

/** The JSON object that one of our own pages sent, or why it cannot be taken. */
export async function readJson(
	request: Request,
	maxBytes: number
): Promise<{ ok: true; body: Record<string, unknown> } | { ok: false; denial: Denial }> {
	const foreign = crossOrigin(request);
	if (foreign) return { ok: false, denial: foreign };
	const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
	if (type !== 'application/json')
		return denied(415, 'not-json', 'Firstbell only takes requests in JSON (content type application/json).');
	if (Number(request.headers.get('content-length') ?? 0) > maxBytes) return tooLarge();
	const text = await request.text().catch(() => null);
	if (text === null) return denied(400, 'cut-off', 'The request did not arrive whole. Try again.');
	if (Buffer.byteLength(text) > maxBytes) return tooLarge();
	const body = parse(text);
	return isObject(body)
		? { ok: true, body }
		: denied(400, 'unreadable', 'The request could not be read. Load the page again and try once more.');
}

const tooLarge = () => denied(413, 'too-large', 'The request was too large.');

const denied = (status: number, code: string, message: string) => ({
	ok: false as const,
	denial: { status, code, message }
});

function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return null;
	}
}

function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
