import 'fake-indexeddb/auto';
import '../../support/plain-clone.ts';
import { expect } from 'vitest';
import {
	Database,
	factOf,
	type OutboxRow,
	type PulledRow,
	type Receipt
} from '../../../src/lib/device/database.ts';
import { Device } from '../../../src/lib/device/device.ts';
import type { Draft } from '../../../src/lib/device/draft.ts';
import type { Meta } from '../../../src/lib/device/meta.ts';
import { unsentRows } from '../../../src/lib/device/outbox.ts';
import { json, meet, type Fate } from './fates.ts';
import { nextTurn, powerCut } from './power-cut.ts';
import { PEOPLE, type Town, type Who } from './town.ts';

const MOST_RUNS = 6;

/** One browser: the real device code on its own IndexedDB, with a clock and a line that may go wrong. */
export class SimulatedTablet {
	readonly name: string;
	/** As the school knows it; a clone has the same. */
	readonly deviceId: string;
	/** Who signs in on it. */
	who: Who | null = null;
	device: Device;
	/** What its clock is ahead, in milliseconds. */
	skewMs = 0;
	/** What happens to its next requests, one after the other; none left: all goes well. */
	fates: Fate[] = [];
	/** Whether it was ever given more than a classroom may know. */
	hasSeenOffice = false;
	#town: Town;
	/** Requests that were overtaken on the way, and come to the server later. */
	#overtaken: { body: string; who: Who | null }[] = [];
	#isDead = false;
	/** A death that comes while a reply is being read. */
	#dying: Promise<void> | null = null;
	/** The same database beside the device, kept open: it is looked into at every step. */
	#look: Database | null = null;

	private constructor(town: Town, name: string, deviceId: string) {
		this.#town = town;
		this.name = name;
		this.deviceId = deviceId;
		this.device = null as never;
	}

	/** A new tablet on which somebody has signed in. */
	static async open(town: Town, who: Who): Promise<SimulatedTablet> {
		const tablet = new SimulatedTablet(
			town,
			`${town.name}, tablet ${town.tablets.length + 1}`,
			await town.enrol()
		);
		await tablet.#start();
		await tablet.signIn(who);
		return tablet;
	}

	/** Another tablet with the very same database and credential. */
	async clone(): Promise<SimulatedTablet> {
		const copy = new SimulatedTablet(
			this.#town,
			`${this.#town.name}, tablet ${this.#town.tablets.length + 1}`,
			this.deviceId
		);
		const [from, to] = [new Database(this.name), new Database(copy.name)];
		await from.open();
		await to.open();
		for (const table of from.tables) await to.table(table.name).bulkPut(await table.toArray());
		from.close();
		to.close();
		Object.assign(copy, { who: this.who, skewMs: this.skewMs, hasSeenOffice: this.hasSeenOffice });
		await copy.#start();
		return copy;
	}

	async #start(): Promise<void> {
		const town = this.#town;
		this.#isDead = false;
		this.device = await Device.open({
			name: this.name,
			version: 'simulated',
			now: () => town.time + this.skewMs,
			mono: () => town.mono,
			newId: () => town.newId(),
			random: town.chance,
			after: () => () => {},
			alone: (_name, run) => run(),
			persist: async () => null,
			condition: async () => ({ freeBytes: null, battery: null }),
			page: { isVisible: () => true, listen: () => () => {} },
			post: (path, body) => this.#post(path, body)
		});
	}

	/** The page is gone in the middle of whatever it did, and opened again. */
	async relaunch(): Promise<void> {
		this.device.close();
		await this.#start();
	}

	/** Whether the school has withdrawn it: it is taken from, and told nothing. */
	get isWithdrawn(): boolean {
		return this.#town.withdrawn.has(this.deviceId);
	}

	/** The school withdraws it from use. */
	withdraw(): void {
		this.#town.withdrawn.set(this.deviceId, this.#town.time);
	}

	async signIn(who: Who): Promise<void> {
		this.who = who;
		if (who !== 'teal') this.hasSeenOffice = true;
		const answer = await this.device.signIn(who, 'secret');
		if (!answer.ok) throw new Error(answer.message);
		// A sign-in syncs without being waited for; nothing here goes on behind the ledger's back.
		await this.sync();
	}

	async signOut(): Promise<void> {
		this.who = null;
		await this.device.signOut();
	}

	/** Records, and enters in the ledger what the device says is on disk. */
	async record(...drafts: Draft[]): Promise<void> {
		const facts = await this.device.record(...drafts);
		for (const fact of facts) this.#town.ledger.recorded(fact);
	}

	/** Begins to record and dies that many turns later; what is on disk then, all of it or nothing, is in the ledger. */
	async dieRecording(turns: number, drafts: readonly Draft[]): Promise<boolean> {
		const before = new Set((await this.holds()).own.map((row) => row.id));
		const recording = this.device.record(...drafts).then(
			() => true,
			() => false
		);
		for (let turn = 0; turn < turns; turn += 1) await nextTurn();
		powerCut(this.name);
		this.device.close();
		const isSaid = await recording;
		await this.relaunch();
		const kept = (await this.holds()).own.filter((row) => !before.has(row.id));
		for (const row of kept) this.#town.ledger.recorded(factOf(row));
		expect([0, drafts.length], 'an act is kept whole or not at all').toContain(kept.length);
		if (isSaid) expect(kept.length, 'said to be saved, and not on disk').toBe(drafts.length);
		return kept.length > 0;
	}

	/** Lets runs go on until nothing more comes of them, and starts again what died on the way. */
	async sync(): Promise<void> {
		for (let run = 0; run < MOST_RUNS; run += 1) {
			await this.device.sync('simulated');
			await this.#dying;
			this.#dying = null;
			if (this.#isDead) await this.relaunch();
			if (this.fates.length === 0 && (await this.device.state()).trouble === null) return;
		}
	}

	/** What was overtaken arrives now, and its answer goes nowhere. */
	async deliverOvertaken(): Promise<number> {
		const late = this.#overtaken;
		this.#overtaken = [];
		for (const { body, who } of late) await this.#town.answer(body, this.deviceId, who);
		return late.length;
	}

	/** What its database holds, read beside the running device. */
	async holds() {
		this.#look ??= new Database(this.name);
		const db = this.#look;
		await db.open();
		const [meta, own, told, receipts] = await allOf(db.backendDB());
		const known = Object.fromEntries(meta.map(({ key, value }) => [key, value])) as Partial<Meta>;
		return { meta: known, own, told, receipts, unsent: await unsentRows(db, known) };
	}

	async destroy(): Promise<void> {
		this.device.close();
		this.#look?.close();
		await new Database(this.name).delete();
	}

	async #post(path: string, body: string): Promise<Response> {
		if (path === '/api/sign-in') {
			const who = this.who ?? 'teal';
			return json(200, {
				signInId: await this.#town.signIn(who, this.deviceId),
				deviceId: this.deviceId,
				deviceName: this.name,
				fileKey: this.#town.fileKey(this.deviceId),
				schoolId: 'st-james',
				schoolName: 'St James’s',
				person: PEOPLE[who]
			});
		}
		if (path !== '/api/sync') return json(200, {});
		const fate = this.fates.shift() ?? 'ok';
		const town = this.#town;
		if (fate !== 'ok') town.met.note(fate);
		return meet(fate, {
			answered: (who = this.who) => town.answer(body, this.deviceId, who),
			overtake: () => this.#overtaken.push({ body, who: this.who }),
			chance: town.chance,
			die: () => this.#die(),
			dieIn: (turns) => {
				// A page dies once: the next death would strike the one that is opened after it.
				this.#dying ??= this.#dieLater(turns);
			},
			serverDies: () => town.dieBeforeCommit(body, this.deviceId, this.who),
			serverRestarts: () => town.restart()
		});
	}

	async #dieLater(turns: number): Promise<void> {
		for (let turn = 0; turn < turns; turn += 1) await nextTurn();
		powerCut(this.name);
		this.#die();
	}

	#die(): void {
		this.#isDead = true;
		this.device.close();
	}
}

/** All rows of some tables at one moment, asked of IndexedDB itself: through Dexie, looking cost as much as all that was looked at. */
function allOf(
	db: IDBDatabase
): Promise<[{ key: keyof Meta; value: unknown }[], OutboxRow[], PulledRow[], Receipt[]]> {
	const tx = db.transaction(['meta', 'outbox', 'facts', 'receipts']);
	const read = ['meta', 'outbox', 'facts', 'receipts'].map((name) => tx.objectStore(name).getAll());
	return new Promise((resolve, reject) => {
		tx.oncomplete = () => resolve(read.map(({ result }) => result) as Awaited<ReturnType<typeof allOf>>);
		tx.onabort = () => reject(tx.error ?? new Error('It could not be looked into.'));
	});
}
