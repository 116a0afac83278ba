import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { freePort } from './port.ts';

/** What becomes of a request on the way: its reply never comes, breaks off, waits here, or is somebody else's. */
type Fault =
	| { does: 'stall' }
	| { does: 'cut'; afterBytes: number }
	| { does: 'hold' }
	| { does: 'answer'; status: number; type: string; body: string };

/** A school's network between browser and server, at the level of TCP: it passes, refuses, stalls, cuts, holds, lies. */
export class Proxy {
	readonly port: number;
	readonly url: string;
	/** Requests met since the last fault was set, as `POST /api/sync`. */
	met: string[] = [];
	#to: number;
	#fault: { on: RegExp; fault: Fault } | null = null;
	#listening: Server | null = null;
	#pairs = new Set<{ browser: Socket; server: Socket; held: Buffer[] }>();
	#heard: (() => void)[] = [];

	private constructor(port: number, to: number) {
		this.port = port;
		this.url = `http://localhost:${port}`;
		this.#to = to;
	}

	/** A proxy that passes everything on to the port of a server, which need not run yet. */
	static async before(serverPort: number): Promise<Proxy> {
		const proxy = new Proxy(await freePort(), serverPort);
		await proxy.pass();
		return proxy;
	}

	/** Everything passes again; what was held stays unsaid and its connection ends. */
	async pass(): Promise<void> {
		this.#fault = null;
		this.#hangUpHeld();
		await this.up();
	}

	/** Somebody listens again, with the fault that is set; nothing slips through before it. */
	async up(): Promise<void> {
		if (this.#listening) return;
		const listening = createServer((browser) => this.#carry(browser));
		listening.listen(this.port, '127.0.0.1');
		await once(listening, 'listening');
		this.#listening = listening;
	}

	/** No network: nobody listens, open connections break off. */
	async refuse(): Promise<void> {
		const listening = this.#listening;
		this.#listening = null;
		this.#hangUp();
		if (!listening) return;
		listening.close();
		await once(listening, 'close');
	}

	/** Requests that match go out, and no reply to them ever comes. */
	stall(on = SYNC): void {
		this.#set(on, { does: 'stall' });
	}

	/** The reply to a request that matches breaks off after so many bytes. */
	cut(afterBytes: number, on = SYNC): void {
		this.#set(on, { does: 'cut', afterBytes });
	}

	/** The reply to a request that matches is kept here: the server has done its work and nobody knows. */
	hold(on = SYNC): void {
		this.#set(on, { does: 'hold' });
	}

	/** Requests that match never reach the server; a captive portal or a tired proxy answers them. */
	answer(status: number, body: string, type = 'text/html; charset=utf-8', on = SYNC): void {
		this.#set(on, { does: 'answer', status, type, body });
	}

	/** Waits until the present fault has met this many requests (for `hold`, `cut`: has met their replies). */
	async hasMet(requests = 1): Promise<void> {
		while (this.met.length < requests) await new Promise<void>((heard) => this.#heard.push(heard));
	}

	async close(): Promise<void> {
		await this.refuse();
	}

	#set(on: RegExp, fault: Fault): void {
		this.#fault = { on, fault };
		this.met = [];
	}

	#meets(line: string): void {
		this.met.push(line);
		for (const heard of this.#heard.splice(0)) heard();
	}

	#carry(browser: Socket): void {
		const server = connect(this.#to, '127.0.0.1');
		const pair = { browser, server, held: [] as Buffer[] };
		this.#pairs.add(pair);
		let line = '';
		let fault: Fault | null = null;
		let bytes = 0;
		browser.on('data', (chunk) => {
			// Browsers do not pipeline, so a new request begins with a new chunk.
			const request = REQUEST_LINE.exec(chunk.toString('latin1', 0, 200))?.[1];
			if (request) {
				line = request;
				bytes = 0;
				fault = this.#fault?.on.test(line) ? this.#fault.fault : null;
				if (fault?.does === 'answer') browser.end(reply(fault));
				if (fault?.does === 'answer' || fault?.does === 'stall') this.#meets(line);
			}
			if (fault?.does !== 'answer') server.write(chunk);
		});
		server.on('data', (chunk) => {
			if (fault?.does === 'stall') return;
			if (fault?.does === 'hold') {
				if (pair.held.push(chunk) === 1) this.#meets(line);
				return;
			}
			if (fault?.does === 'cut') {
				const left = fault.afterBytes - bytes;
				bytes += chunk.length;
				if (bytes < fault.afterBytes) browser.write(chunk);
				else browser.end(chunk.subarray(0, left), () => this.#drop(pair, () => this.#meets(line)));
				return;
			}
			browser.write(chunk);
		});
		for (const end of [browser, server]) {
			end.on('error', () => this.#drop(pair));
			end.on('close', () => this.#drop(pair));
		}
		browser.on('end', () => server.end());
		server.on('end', () => {
			if (pair.held.length === 0) browser.end();
		});
	}

	#drop(pair: { browser: Socket; server: Socket; held: Buffer[] }, then?: () => void): void {
		then?.();
		// A held reply outlives the server that gave it: that is what holding is for.
		if (pair.held.length > 0 && !pair.browser.destroyed) return;
		this.#pairs.delete(pair);
		pair.browser.destroy();
		pair.server.destroy();
	}

	#hangUp(): void {
		for (const pair of this.#pairs) {
			pair.held = [];
			this.#drop(pair);
		}
	}

	#hangUpHeld(): void {
		for (const pair of this.#pairs)
			if (pair.held.length > 0) {
				pair.held = [];
				this.#drop(pair);
			}
	}
}

const SYNC = /^POST \/api\/sync(\?|$)/;
const REQUEST_LINE = /^((?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) \S+) HTTP\/1\.1\r\n/;

function reply({ status, type, body }: { status: number; type: string; body: string }): string {
	const length = Buffer.byteLength(body);
	return `HTTP/1.1 ${status} Answered\r\ncontent-type: ${type}\r\ncontent-length: ${length}\r\nconnection: close\r\n\r\n${body}`;
}
