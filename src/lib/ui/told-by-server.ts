import type { TabletSeen } from '$lib/rules/tablets.ts';

/** A refused fact as the server tells the office of it; it may be anything at all. */
export interface Refused {
	/** 1, 2, 3 … in the school. */
	number: number;
	/** What a settling names. */
	about: string;
	/** As it was sent. */
	raw: Record<string, unknown>;
	/** Why, in a sentence. */
	message: string;
	receivedAt: number;
	deviceName: string | null;
}

/** What the server says of itself and of its tablets; instants are the school's time in epoch ms. */
export interface ServerStatus {
	now: number;
	app: string;
	tablets: readonly TabletSeen[];
	position: number;
	backedUpTo: number;
	/** Null: there is no verified backup. */
	backedUpAt: number | null;
	epochs: readonly { epoch: string; startedAt: number; why: string }[];
	notices: readonly { id: number; at: number; kind: string; deviceName: string | null; detail: string }[];
	/** How many notices there are in all. */
	noticesInAll?: number;
}
