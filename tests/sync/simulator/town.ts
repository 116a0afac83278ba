import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '../../../src/lib/device/id.ts';
import { SyncRequest } from '../../../src/lib/protocol/sync.ts';
import type { HeldFact } from '../../../src/lib/rules/facts.ts';
import type { Store } from '../../../src/lib/server/store/store.ts';
import { fileKeyOf } from '../../../src/lib/server/access/file-seal.ts';
import { newSignInId } from '../../../src/lib/server/access/sign-in-id.ts';
import type { Sender } from '../../../src/lib/server/sync/take.ts';
import { takeFile, WaitingFile } from '../../../src/lib/server/sync/take-file.ts';
import { sync } from '../../../src/lib/server/sync/sync.ts';
import { at, STAFF } from '../../support/school-2026-27.ts';
import { REGISTER, SCHOOL, SmallSchool } from '../../support/small-school.ts';
import { bytesOf, chanceOf } from './chance.ts';
import { nextTurn } from './power-cut.ts';
import { Ledger } from './ledger.ts';
import { SimulatedTablet } from './tablet.ts';

export const PEOPLE = { teal: STAFF.teal, office: STAFF.office, recep: STAFF.recep, head: STAFF.head };
export type Who = keyof typeof PEOPLE;

/** What a run met: a run that met nothing proves nothing. */
export class Met {
	readonly counts = new Map<string, number>();

	note(what: string, times = 1): void {
		this.counts.set(what, (this.counts.get(what) ?? 0) + times);
	}
}

let template: string | null = null;
let towns = 0;

/** The school's server with its database file, the tablets, the time and all chance of one run. */
export class Town {
	readonly met: Met;
	readonly ledger = new Ledger();
	readonly tablets: SimulatedTablet[] = [];
	/** Tablets that the school has withdrawn, by id, and since when. */
	readonly withdrawn = new Map<string, number>();
	readonly chance: () => number;
	readonly name: string;
	/** Grows with every step, so that no two instants of a run are one. */
	mono = 0;
	#school: SmallSchool;
	#folder: string;
	#backup: string | null = null;
	#epochs = 0;

	private constructor(school: SmallSchool, folder: string, seed: number, met: Met) {
		this.#school = school;
		this.#folder = folder;
		this.chance = chanceOf(seed);
		this.met = met;
		towns += 1;
		this.name = `town ${towns}`;
		this.#prepare();
	}

	/** A school before its first mark, with as many tablets as are asked for; `who` signs in on each. */
	static async open(seed: number, who: readonly Who[], met: Met): Promise<Town> {
		const folder = mkdtempSync(join(tmpdir(), 'firstbell-simulator-'));
		const path = join(folder, 'firstbell.db');
		template ??= await makeTemplate();
		copyFileSync(template, path);
		const town = new Town(await SmallSchool.open(path), folder, seed, met);
		for (const person of who) town.tablets.push(await SimulatedTablet.open(town, person));
		return town;
	}

	get store(): Store {
		return this.#school.store;
	}

	get time(): number {
		return this.#school.time;
	}

	/** Time passes for everybody. */
	pass(ms: number): void {
		this.mono += ms;
		this.#school.time += ms;
	}

	newId(): string {
		return newId(this.time, bytesOf(this.chance));
	}

	/** While several speak at once, requests reach the server in the order that chance gives. */
	isCrowded = false;

	/** The real handler, as the device's credential and whoever is signed in would meet it. */
	async answer(body: string, deviceId: string, who: Who | null): Promise<Record<string, unknown>> {
		this.pass(1);
		if (this.isCrowded) for (let turns = this.chance() * 12; turns > 0; turns -= 1) await nextTurn();
		const before = (await this.store.school(SCHOOL))?.epoch;
		const reply = await sync(this.#school.world, SyncRequest.parse(JSON.parse(body)), {
			device: this.#sender(deviceId),
			person: who && PEOPLE[who]
		});
		if (reply.epoch !== before) this.met.note('epoch');
		this.ledger.answered(reply.epoch, reply.results);
		return { ...reply };
	}

	/** A request that the server has begun and, killed before its commit, never finishes. */
	async dieBeforeCommit(body: string, deviceId: string, who: Who | null): Promise<void> {
		const { world } = this.#school;
		const killed = new Error('killed');
		const store: Store = Object.create(world.store, {
			write: {
				value: (schoolId: string, work: (writing: never) => Promise<unknown>) =>
					world.store.write(schoolId, async (writing) => {
						await work(writing as never);
						throw killed;
					})
			}
		});
		const dying = sync({ ...world, store }, SyncRequest.parse(JSON.parse(body)), {
			device: this.#sender(deviceId),
			person: who && PEOPLE[who]
		});
		const cause = await dying.then(
			() => null,
			(thrown: unknown) => thrown
		);
		if (cause !== killed) throw new Error('The server was to die before its commit, and did not.', { cause });
		await this.restart();
	}

	/** What an office tablet takes in from a file; how many facts that were. */
	async takeIn(file: Blob, office: SimulatedTablet): Promise<number> {
		const saved = WaitingFile.parse(JSON.parse(await file.text()));
		const by = { deviceId: office.deviceId, ...PEOPLE.office };
		const { results } = await takeFile(this.#school.world, saved, by);
		return results.length;
	}

	#sender(deviceId: string): Sender {
		return { deviceId, revokedAt: this.withdrawn.get(deviceId) ?? null, byFile: false };
	}

	/** Signs a person in on a device, as the server's sign-in does it. */
	async signIn(who: Who, deviceId: string): Promise<string> {
		const of = { schoolId: SCHOOL, staffId: PEOPLE[who].staffId, deviceId };
		const signInId = newSignInId(this.#school.world.secret, of, this.time, bytesOf(this.chance));
		await this.#school.signIn(signInId, PEOPLE[who], deviceId);
		return signInId;
	}

	/** The key by which a device seals its files. */
	fileKey(deviceId: string): string {
		return fileKeyOf(this.#school.world.secret, { schoolId: SCHOOL, deviceId });
	}

	/** Enrols a tablet; its id. */
	async enrol(): Promise<string> {
		const deviceId = `d-${this.tablets.length + 1}-${Math.floor(this.chance() * 1e9)}`;
		await this.#school.enrol(deviceId);
		return deviceId;
	}

	/** The server goes down and comes up again on the same file. */
	async restart(): Promise<void> {
		const { time } = this.#school;
		await this.#school.close();
		this.#school = await SmallSchool.open(this.#path);
		this.#school.time = time;
		this.#prepare();
	}

	/** Keeps a copy of the school as it is now. */
	async backUp(): Promise<void> {
		const to = join(this.#folder, 'backup.db');
		rmSync(to, { force: true });
		await this.#school.database.sqlite.backup(to);
		this.#backup = to;
	}

	/** Puts the copy back under the school, as a restore (which begins an epoch) or silently, as somebody copying a file. */
	async restore(isSilent: boolean): Promise<boolean> {
		if (this.#backup === null) return false;
		const { time } = this.#school;
		await this.#school.close();
		for (const end of ['', '-wal', '-shm']) rmSync(`${this.#path}${end}`, { force: true });
		copyFileSync(this.#backup, this.#path);
		this.#school = await SmallSchool.open(this.#path);
		this.#school.time = time;
		this.#prepare();
		const head = await this.store.school(SCHOOL);
		if (!isSilent)
			await this.store.write(SCHOOL, (writing) =>
				writing.newEpoch(this.#newEpochId(), 'restored', this.time, head?.position ?? 0)
			);
		return true;
	}

	/** Every fact of the register that the school has, in its order. */
	facts(): Promise<HeldFact[]> {
		return this.store.registerFacts(SCHOOL, REGISTER);
	}

	async close(): Promise<void> {
		for (const tablet of this.tablets) await tablet.destroy();
		await this.#school.close();
		rmSync(this.#folder, { recursive: true, force: true });
	}

	get #path(): string {
		return join(this.#folder, 'firstbell.db');
	}

	/** No disk is on trial here: real crashes are, elsewhere. Waiting for it would cost nine tenths of the time. */
	#prepare(): void {
		this.#school.database.sqlite.pragma('synchronous = OFF');
		this.#school.world.newId = () => this.#newEpochId();
	}

	#newEpochId(): string {
		this.#epochs += 1;
		return `epoch of ${this.name}, ${this.#epochs}`;
	}
}

async function makeTemplate(): Promise<string> {
	const path = join(mkdtempSync(join(tmpdir(), 'firstbell-simulator-')), 'template.db');
	const school = await SmallSchool.open(path);
	school.time = at(REGISTER.date, '08:45');
	school.database.sqlite.pragma('wal_checkpoint(TRUNCATE)');
	await school.close();
	return path;
}
