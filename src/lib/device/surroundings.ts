import type { After, Post } from './exchange.ts';
import { newId } from './id.ts';
import type { Condition } from './sync.ts';

/** Everything a device takes from outside itself: a name, clocks, chance, network, page and browser. */
export interface DeviceOptions {
	/** The database. */
	name: string;
	/** The app's version, as the office may know it. */
	version: string;
	now: () => number;
	/** Milliseconds that only ever grow, within one page's life. */
	mono: () => number;
	newId: (at?: number) => string;
	random: () => number;
	post: Post;
	/** Asks for JSON at a path of the school's server. */
	get: (path: string, signal: AbortSignal) => Promise<Response>;
	after: After;
	page: Page;
	/** Hears that the school has something new, until it is lost or ended; it is a hint and no more. */
	nudges: (nudged: () => void, lost: () => void) => () => void;
	/** Runs alone among all tabs, or says `busy`; where there are no locks it just runs. */
	alone: <T>(name: string, run: () => Promise<T>) => Promise<T | 'busy'>;
	condition: () => Promise<Condition>;
	/** Asks the browser to keep the database; null where it cannot say. */
	persist: () => Promise<boolean | null>;
	/** Called while another tab keeps the database from opening. */
	onBlocked: (sentence: string) => void;
	/** Called when another tab has brought the database to a newer version; this one can go on recording. */
	onUpgradedElsewhere: () => void;
}

/** The page a device lives in, as far as it matters when to sync. */
export interface Page {
	isVisible: () => boolean;
	/** Hears of the page's life; the answer stops it. */
	listen: (heard: (what: PageEvent) => void) => () => void;
}

export type PageEvent = 'online' | 'visible' | 'hidden' | 'pageshow' | 'pagehide';

/** The browser itself. */
export function surroundings(options: Partial<DeviceOptions>): DeviceOptions {
	const now = options.now ?? (() => Date.now());
	return {
		name: 'firstbell',
		version: '0',
		now,
		mono: () => performance.now(),
		newId: (at = now()) => newId(at),
		random: Math.random,
		post,
		get,
		after,
		page: {
			isVisible: () => typeof document === 'undefined' || document.visibilityState !== 'hidden',
			listen
		},
		nudges,
		alone,
		condition,
		persist,
		onBlocked: () => {},
		onUpgradedElsewhere: () => {},
		...options
	};
}

const post: Post = (path, body, signal) =>
	fetch(path, {
		method: 'POST',
		body,
		signal,
		headers: { 'content-type': 'application/json' },
		credentials: 'same-origin',
		cache: 'no-store',
		// A Wi-Fi login page is no answer of the school's.
		redirect: 'error'
	});

const get: DeviceOptions['get'] = (path, signal) =>
	fetch(path, { signal, credentials: 'same-origin', cache: 'no-store', redirect: 'error' });

const after: After = (ms, then) => {
	const timer = setTimeout(then, ms);
	return () => clearTimeout(timer);
};

function listen(heard: (what: PageEvent) => void): () => void {
	if (typeof window === 'undefined') return () => {};
	const stop = new AbortController();
	const on = (target: EventTarget, type: string, say: () => PageEvent) =>
		target.addEventListener(type, () => heard(say()), { signal: stop.signal });
	on(window, 'online', () => 'online');
	on(window, 'pageshow', () => 'pageshow');
	on(window, 'pagehide', () => 'pagehide');
	on(document, 'visibilitychange', () => (document.visibilityState === 'visible' ? 'visible' : 'hidden'));
	return () => stop.abort();
}

function nudges(nudged: () => void, lost: () => void): () => void {
	if (typeof EventSource === 'undefined') return () => {};
	const source = new EventSource('/api/nudges');
	let isFirst = true;
	source.addEventListener('nudge', () => {
		// The one that says hello: the run before it has just pulled.
		if (!isFirst) nudged();
		isFirst = false;
	});
	source.addEventListener('error', () => {
		isFirst = false;
		source.close();
		lost();
	});
	return () => source.close();
}

async function alone<T>(name: string, run: () => Promise<T>): Promise<T | 'busy'> {
	if (typeof navigator === 'undefined' || !('locks' in navigator)) return run();
	return navigator.locks.request(name, { ifAvailable: true }, (lock) => (lock ? run() : ('busy' as const)));
}

/** Asking the browser is slow, and neither changes within a minute. */
const CONDITION_MS = 60_000;
let known: { condition: Condition; at: number } | null = null;

async function condition(): Promise<Condition> {
	if (known && performance.now() - known.at < CONDITION_MS) return known.condition;
	const asked = { freeBytes: await orNull(readFreeBytes), battery: await orNull(readBattery) };
	known = { condition: asked, at: performance.now() };
	return asked;
}

async function readFreeBytes(): Promise<number | null> {
	const { quota, usage } = await navigator.storage.estimate();
	return quota === undefined || usage === undefined ? null : quota - usage;
}

async function readBattery(): Promise<number | null> {
	const { getBattery } = navigator as { getBattery?: () => Promise<{ level: number }> };
	return getBattery ? (await getBattery.call(navigator)).level : null;
}

function persist(): Promise<boolean | null> {
	return orNull(() => navigator.storage.persist());
}

// Not every browser has these, and none of them is worth failing for.
async function orNull<T>(read: () => Promise<T | null>): Promise<T | null> {
	try {
		return await read();
	} catch {
		return null;
	}
}
