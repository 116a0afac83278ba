import type { HeldFact } from '../rules/facts.ts';
import type { Session } from '../rules/sessions.ts';
import { registerKey, type Database } from './database.ts';
import type { OfficeToday } from '../protocol/office.ts';
import { ask, type Asked } from './asking.ts';
import type { DayFacts, DayReader } from './day-facts.ts';
import type { Draft } from './draft.ts';
import { openDatabase, whyNotSaved, writeOrReopen } from './keeping.ts';
import { KnownClock } from './known-clock.ts';
import { Library } from './library.ts';
import { NotSaved } from './not-saved.ts';
import { MayNotRecord, recordTap, type Tap } from './record.ts';
import type { HeldPast, PastOf } from './past-facts.ts';
import { readRegisterFacts, type RegisterFacts } from './register-facts.ts';
import type { SignInAnswer } from './sign-in.ts';
import { signOut } from './sign-out.ts';
import { readState, type DeviceState } from './state.ts';
import { surroundings, type DeviceOptions } from './surroundings.ts';
import { Syncing } from './syncing.ts';

export { CannotKeep, NotSaved } from './not-saved.ts';
export type { Asked } from './asking.ts';
export type { DayFacts } from './day-facts.ts';
export type { Draft } from './draft.ts';
export type { HeldPast, PastOf } from './past-facts.ts';
export type { Refusal } from './refusal.ts';
export type { RegisterFacts } from './register-facts.ts';
export type { DevicePerson, DeviceState, Trouble } from './state.ts';
export type { DeviceOptions } from './surroundings.ts';

/** No register waits for what only desk and office ask; null where that file cannot be had, as in a tab that a new version left behind. */
const office = () => import('./office.ts').catch(() => null);

/** A tablet or browser as the school knows it: it records, reads and sends, and works alone. */
export class Device {
	#db: Database;
	#world: DeviceOptions;
	#library = new Library();
	#dayReader: Promise<DayReader> | null = null;
	#syncing: Syncing;
	#clock: KnownClock;
	#openRegister: string | null = null;

	private constructor(db: Database, world: DeviceOptions) {
		this.#db = db;
		this.#world = world;
		this.#clock = new KnownClock(db, world);
		this.#syncing = new Syncing(
			db,
			world,
			() => this.#openRegister,
			() => this.#clock.read()
		);
	}

	/** Opens this browser's device, or rejects with a sentence where nothing can be kept. Asks nobody anything. */
	static async open(options: Partial<DeviceOptions> = {}): Promise<Device> {
		const world = surroundings(options);
		const db = await openDatabase(world.name, world.newId, {
			blocked: world.onBlocked,
			upgradedElsewhere: world.onUpgradedElsewhere
		});
		const device = new Device(db, world);
		await device.#clock.read();
		return device;
	}

	/** Records all of it or nothing; resolves once it is on disk, rejects with NotSaved. Sends it at once, if it can. */
	record(...drafts: Draft[]): Promise<HeldFact[]> {
		const madeAt = Math.round(this.#world.now());
		// By the school's time, as everybody reads of it: beside that, a device's own would tell how far its clock is out.
		const ids = drafts.map(() => this.#world.newId(Math.round(this.schoolNow())));
		return this.#keep({ drafts, ids, madeAt, jumpedMs: this.#clock.jumpedMs() });
	}

	/** Reads one register as this device holds it; cheap enough to run at each tap. */
	registerFacts(classId: string, date: string, session: Session): Promise<RegisterFacts> {
		return readRegisterFacts(this.#db, this.#library, { classId, date, session });
	}

	/** Reads a whole school's day as this device holds it. */
	async day(date: string): Promise<DayFacts> {
		// No register waits for what only desk and office read.
		this.#dayReader ??= import('./day-facts.ts').then((held) => new held.DayReader(this.#db, this.#library));
		try {
			return await (await this.#dayReader).read(date);
		} catch (cause) {
			this.#dayReader = null;
			throw cause;
		}
	}

	/** Reads a stretch of the past as this device holds it: own facts, and what it was told. */
	async past(what: PastOf): Promise<HeldPast> {
		// No register waits for what only the record reads.
		const { readHeldPast } = await import('./past-facts.ts');
		return readHeldPast(this.#db, this.#library, what);
	}

	/** Asks the school's server for JSON; what was asked for is shown, and never kept. */
	ask<T>(path: string): Promise<Asked<T>> {
		return ask<T>(path, this.#world);
	}

	/** What the server knows beside the facts (tablets, what was refused); null where it cannot be asked. */
	async today(): Promise<OfficeToday | null> {
		return (await (await office())?.askToday(this.#db, this.#world)) ?? null;
	}

	/** Asks a class's tablets for today's register; false where that could not be said. */
	async remind(classId: string, session: Session): Promise<boolean> {
		return (await (await office())?.askForRegister(this.#world, { classId, session })) ?? false;
	}

	/** While a screen shows the whole school live, what is new is fetched at once; the answer ends it. */
	watchClosely(): () => void {
		return this.#syncing.watchClosely();
	}

	/** Reads what the device knows of itself. */
	state(): Promise<DeviceState> {
		return readState(this.#db, this.#library, {
			clock: { now: this.#world.now(), jumpedMs: this.#clock.jumpedMs() },
			version: this.#world.version
		});
	}

	/** How far a demo school's clock is shifted, as last heard; null elsewhere. Known at once, before any state is read. */
	get shiftMs(): number | null {
		return this.#clock.shiftMs;
	}

	/** The school's time as well as this device knows it, epoch milliseconds. */
	schoolNow(): number {
		return this.#clock.schoolNow();
	}

	/** Calls back whenever this device has learnt the school's time anew; the answer ends it. */
	onClock(heard: () => void): () => void {
		return this.#clock.onClock(heard);
	}

	/** Whether a person should be asked what day it is, and the question; nothing ever waits for the answer. */
	clockQuestion(): { ask: boolean; shown: string } {
		return this.#clock.clockQuestion();
	}

	/** Takes the answer: a yes is not asked again that day; a no marks what is recorded as doubtful until the school is heard. */
	confirmDate(answer: boolean): Promise<void> {
		return this.#clock.confirmDate(answer);
	}

	/** Signs a person in, and then syncs without being waited for; a no is a sentence. */
	async signIn(username: string, password: string): Promise<SignInAnswer> {
		await this.#syncing.idle();
		const { askToKeep, signIn } = await import('./sign-in.ts');
		const answer = await signIn(this.#db, this.#world, username, password);
		if (!answer.ok) return answer;
		await this.#clock.read();
		// Firefox asks the person, who may never answer: nobody waits for that at the door.
		void askToKeep(this.#db, this.#world).catch(() => undefined);
		void this.sync('sign-in');
		return answer;
	}

	/** Signs out here, with or without a network; all that waits stays. */
	signOut(): Promise<void> {
		return signOut(this.#db, this.#world);
	}

	/** Syncs now; if a run is under way, once more after it. */
	sync(_why: string): Promise<void> {
		return this.#syncing.run();
	}

	/** Syncs by itself from now on: at once when there is cause, else in a rhythm. The answer stops it. */
	startSyncing(): () => void {
		const stop = this.#syncing.start();
		const stopWatching = this.#clock.watchPage();
		return () => {
			stopWatching();
			stop();
		};
	}

	/** Says which register is on screen, for the office to see; null when none is. */
	showing(register: { classId: string; date: string; session: Session } | null): void {
		this.#openRegister = register && registerKey(register.classId, register.date, register.session);
	}

	/** What waits, as a file for the office. */
	async saveWaitingAsFile(): Promise<Blob> {
		const { waitingFile } = await import('./waiting-file.ts');
		return waitingFile(this.#db);
	}

	/** Deletes everything on this device, unless something waits that the school does not have. */
	async forget(): Promise<{ ok: true } | { ok: false; waiting: number; message: string }> {
		const { forgetDevice } = await import('./forget.ts');
		const answer = await forgetDevice(this.#db);
		if (answer.ok) this.close();
		return answer;
	}

	/** Lets go of the database; the device is of no more use. */
	close(): void {
		this.#clock.end();
		this.#syncing.end();
		this.#db.close();
	}

	async #keep(tap: Tap, isRetry = false): Promise<HeldFact[]> {
		try {
			const held = await writeOrReopen(this.#db, (isAgain) => recordTap(this.#db, tap, isAgain || isRetry));
			if (this.#syncing.isStarted) this.#syncing.tapped();
			return held;
		} catch (cause) {
			const why = cause instanceof MayNotRecord ? cause.message : whyNotSaved(cause);
			throw new NotSaved(why, () => this.#keep(tap, true), cause);
		}
	}
}
