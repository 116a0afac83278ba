import { once } from 'node:events';
import { createServer, request as ask, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Readable } from 'node:stream';
import { SyncRequest } from '../../src/lib/protocol/sync.ts';
import { readJson } from '../../src/lib/server/access/read-json.ts';
import { sync } from '../../src/lib/server/sync/sync.ts';
import { STAFF } from './school-2026-27.ts';
import { SCHOOL, type SmallSchool } from './small-school.ts';

/** The small school behind real HTTP, as Ms Teal’s tablet reaches it. */
export async function serveOverHttp(school: SmallSchool): Promise<Listening> {
	return listen(
		createServer((incoming, outgoing) => {
			void (async () => {
				const text = (await bytesOf(incoming)).toString();
				const headers = new Headers(flat(incoming.headers));
				const { status, body } = await answer(school, incoming.url ?? '', text, headers);
				outgoing.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
			})();
		})
	);
}

/** What a proxy does to what passes through it. */
export interface Meddling {
	/** A status to refuse a request with, or null to pass it on. */
	refuses: (headers: IncomingHttpHeaders) => number | null;
	/** What the server gets to see of the request’s headers. */
	request: (headers: IncomingHttpHeaders) => IncomingHttpHeaders;
	/** What the tablet gets to see of the answer. */
	answer: (headers: IncomingHttpHeaders, body: Buffer) => { headers: IncomingHttpHeaders; body: Buffer };
}

/** A school’s HTTP proxy before the server at a port. */
export async function proxyTo(port: number, meddling: Meddling): Promise<Listening> {
	return listen(
		createServer((incoming, outgoing) => {
			void (async () => {
				const body = await bytesOf(incoming);
				const refused = meddling.refuses(incoming.headers);
				if (refused !== null) {
					outgoing.writeHead(refused, { 'content-type': 'text/html' }).end('<h1>Refused by the proxy</h1>');
					return;
				}
				const { method, url } = incoming;
				const headers = meddling.request(incoming.headers);
				const onward = ask({ port, method, path: url, headers, host: '127.0.0.1' });
				onward.end(body);
				const [came] = (await once(onward, 'response')) as [
					Readable & { statusCode?: number; headers: IncomingHttpHeaders }
				];
				const changed = meddling.answer(came.headers, await bytesOf(came));
				const length = { 'content-length': String(changed.body.length) };
				outgoing.writeHead(came.statusCode ?? 502, { ...flat(changed.headers), ...length }).end(changed.body);
			})();
		})
	);
}

/** Somebody who listens at a port of this machine. */
export interface Listening {
	port: number;
	close: () => Promise<void>;
}

async function listen(server: Server): Promise<Listening> {
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	return {
		port: (server.address() as AddressInfo).port,
		close: async () => {
			server.closeAllConnections();
			server.close();
			await once(server, 'close');
		}
	};
}

async function answer(
	school: SmallSchool,
	path: string,
	text: string,
	headers: Headers
): Promise<{ status: number; body: unknown }> {
	const person = STAFF.teal;
	const device = { deviceId: 'tablet', deviceName: 'tablet' };
	const request = new Request(`http://${headers.get('host') ?? ''}${path}`, {
		method: 'POST',
		headers,
		body: text
	});
	const read = await readJson(request, 1_000_000);
	if (!read.ok) return { status: read.denial.status, body: read.denial };
	if (path === '/api/sign-in')
		return {
			status: 200,
			body: { ...device, signInId: 'in-s-teal', schoolId: SCHOOL, schoolName: 'St James’s', person }
		};
	const caller = { device: { deviceId: 'tablet', revokedAt: null, byFile: false }, person };
	return { status: 200, body: await sync(school.world, SyncRequest.parse(read.body), caller) };
}

async function bytesOf(stream: Readable): Promise<Buffer> {
	const pieces: Buffer[] = [];
	for await (const piece of stream) pieces.push(piece as Buffer);
	return Buffer.concat(pieces);
}

/** Headers that pass a hop: each once, and none of the connection’s own. */
function flat(headers: IncomingHttpHeaders): Record<string, string> {
	const own = ['connection', 'keep-alive', 'transfer-encoding', 'content-length'];
	return Object.fromEntries(
		Object.entries(headers).flatMap(([name, value]) =>
			value === undefined || own.includes(name) ? [] : [[name, String(value)]]
		)
	);
}
