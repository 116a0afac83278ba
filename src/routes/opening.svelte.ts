import type { Device } from '$lib/device/device.ts';

class Opening {
	/** The device of this browser, once a page has asked for it: opened once for as long as the page lives. */
	device: Promise<Device> | null = null;
	/** Why it cannot be opened yet, in a sentence. */
	blocked: string | null = $state(null);
	/** Another tab has brought the database to a newer version than this page's own. */
	isOlder = $state(false);
}

export const opening = new Opening();
