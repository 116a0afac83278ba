import { createContext } from 'svelte';
import type { Device, DeviceState } from '$lib/device/device.ts';
import type { Live } from '$lib/device/live.svelte.ts';
import type { InstallOffer } from '$lib/ui/install-offer.svelte.ts';
import type { SchoolClock } from '$lib/ui/school-clock.svelte.ts';

/** What every page is given: this device, what it knows of itself, and the school's clock. */
export interface AppContext {
	device: Device;
	/** Null until the device has answered for the first time. */
	state: Live<DeviceState | null>;
	clock: SchoolClock;
	install: InstallOffer;
	/** What is half done on screen: a new version is not offered meanwhile. What is on screen only, because it could not be written yet, keeps its page. */
	work: { isHalfDone: boolean; isUnsaved: boolean };
}

export const [getApp, setApp] = createContext<AppContext>();
