/// <reference types="@sveltejs/kit" />
import { createHandlerBoundToURL, precacheAndRoute, type PrecacheEntry } from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';
import { build, files, prerendered, version } from '$service-worker';

declare const self: ServiceWorkerGlobalScope;

/** The page that boots every address; it holds nothing of any person. A register's, so that the browser fetches its files at once. */
const SHELL = '/class/_';

// Two builds may call themselves the same version; the names of their hashed files differ, and so must the shell's revision.
const revision = `${version}-${sum([...build, ...files].join())}`;

// The worker keeps a build together and does nothing else: no data, no queue, no answers of its own.
precacheAndRoute([{ url: SHELL, revision }, ...[...build, ...files, ...prerendered].map(entryOf)], {
	cleanURLs: false,
	// Only the shell's own address is the shell's: `/x/` must not ask for `/x/index.html`.
	directoryIndex: ''
});
registerRoute(new NavigationRoute(createHandlerBoundToURL(SHELL), { denylist: [/^\/api\//] }));

let isFirst = false;
self.addEventListener('install', () => {
	isFirst = self.registration.active === null;
});
self.addEventListener('activate', (event) => {
	// The page that brought the first worker shall work offline without a reload; a later one waits its turn.
	if (isFirst) event.waitUntil(self.clients.claim());
});
self.addEventListener('message', (event) => {
	// Only a person's yes changes the build under a page that may hold a half-taken register.
	if (isSkip(event.data)) void self.skipWaiting();
});

function entryOf(url: string): PrecacheEntry {
	// A file with a hash in its name never changes; of the others the build says whether it did.
	return { url, revision: url.includes('/immutable/') ? null : revision };
}

function isSkip(data: unknown): boolean {
	return typeof data === 'object' && data !== null && 'type' in data && data.type === 'SKIP_WAITING';
}

/** FNV-1a, 32 bits. */
function sum(text: string): string {
	let hash = 0x811c9dc5;
	for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
	return (hash >>> 0).toString(36);
}
