import type { Engine } from '../driver/browser.ts';
import { badNetwork } from './bad-network.ts';
import { blockedUpgrade } from './blocked-upgrade.ts';
import { offlineJourney } from './offline-journey.ts';
import { twoTabs } from './two-tabs.ts';
import { update } from './update.ts';

/** Every flow, in one engine: they are written once, and what differs is the driver's. */
export function allFlows(engine: Engine): void {
	for (const flow of [offlineJourney, twoTabs, blockedUpgrade, update, badNetwork]) flow(engine);
}
