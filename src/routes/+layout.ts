import { browser, version } from '$app/environment';
import { Device } from '$lib/device/device.ts';
import { opening } from './opening.svelte.ts';
import type { LayoutLoad } from './$types';

// No server load and no rendering on the server: one person's data would land in the shell that every browser caches.
export const ssr = false;
export const prerender = false;

/** Opens this browser's device at once, while the page is still being put together; nobody waits for it here. */
export const load: LayoutLoad = () => {
	if (browser && !opening.device)
		opening.device = Device.open({
			version,
			onBlocked: (sentence) => (opening.blocked = sentence),
			onUpgradedElsewhere: () => (opening.isOlder = true)
		});
};
