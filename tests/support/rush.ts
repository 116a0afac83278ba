import type { Chance } from '../../src/lib/server/demo/chance.ts';
import { EnrolledDevice, NoAnswer } from './enrolled-device.ts';
import type { School } from './school.ts';

const DEVICES = 4;

interface PushingTablet {
	device: EnrolledDevice;
	/** Its own classes, each with thirty of its pupils. */
	registers: [string, string[]][];
}

/** Tablets that push registers one after another, and what each was told of its marks. */
export class Rush {
	/** Where the school said that it has a mark, by the mark's id. */
	readonly acknowledged = new Map<string, number>();
	/** Every mark that was ever made. */
	readonly made = new Set<string>();
	readonly #tablets: readonly PushingTablet[];
	readonly #chance: Chance;
	#pushes = 0;
	#answers = 0;
	#roundTripMs = 0;
	#heard: (() => void)[] = [];
	#isCut = false;

	private constructor(tablets: readonly PushingTablet[], chance: Chance) {
		this.#tablets = tablets;
		this.#chance = chance;
	}

	/** Tablets signed in straight at the school's server, each with classes of its own. */
	static async of(school: School, chance: Chance): Promise<Rush> {
		const address = `http://127.0.0.1:${school.server.port}`;
		const tablets: PushingTablet[] = [];
		for (let n = 0; n < DEVICES; n++) {
			const device = await EnrolledDevice.signIn(address, school.url);
			const classes = [...(await device.wholeClasses())];
			tablets.push({ device, registers: classes.filter((_, at) => at % DEVICES === n) });
		}
		return new Rush(tablets, chance);
	}

	/** What each tablet has sent or is about to send, and heard no answer to. */
	get unanswered(): string[][] {
		return this.#tablets.map(({ device }) => device.waiting).filter((ids) => ids.length > 0);
	}

	/** The epochs that tablets have heard: more than one, and the school's past has changed. */
	get epochs(): Set<string | null> {
		return new Set(this.#tablets.map(({ device }) => device.epoch));
	}

	/** How long the last answer took, from its push on. */
	get roundTripMs(): number {
		return this.#roundTripMs;
	}

	/** Every tablet pushes, over and over, until `cut`; first what has no answer from the last time. */
	async run(): Promise<void> {
		this.#isCut = false;
		await Promise.all(this.#tablets.map((tablet) => this.#push(tablet)));
	}

	/** From now on the server may be gone, and a tablet that hears nothing stops. */
	cut(): void {
		this.#isCut = true;
	}

	/** Waits for so many more answers. */
	async answers(more: number): Promise<void> {
		const until = this.#answers + more;
		while (this.#answers < until) await new Promise<void>((heard) => this.#heard.push(heard));
	}

	/** Sends what has no answer yet, and nothing new. */
	async finish(): Promise<void> {
		for (const { device } of this.#tablets) if (device.waiting.length > 0) await this.#send(device);
	}

	async #push({ device, registers }: PushingTablet): Promise<void> {
		while (!this.#isCut) {
			// Now and then a new register goes out together with the one that has no answer: old news and new in one push.
			if (device.waiting.length === 0 || this.#chance.holds(0.3)) {
				const [classId, pupilIds] = this.#chance.of(registers);
				const ids = device.makeMarks(classId, pupilIds, this.#pushes++ % 2 === 0 ? '/' : 'N');
				for (const id of ids) this.made.add(id);
			}
			try {
				await this.#send(device);
			} catch (cause) {
				if (cause instanceof NoAnswer && this.#isCut) return;
				throw cause;
			}
		}
	}

	async #send(device: EnrolledDevice): Promise<void> {
		const sentAt = performance.now();
		const results = await device.sendWaiting();
		this.#roundTripMs = performance.now() - sentAt;
		for (const result of results) {
			if (result.status !== 'accepted' || result.position === undefined)
				throw new Error(`A mark was not accepted: ${JSON.stringify(result)}`);
			this.acknowledged.set(result.id, result.position);
		}
		this.#answers += 1;
		for (const heard of this.#heard.splice(0)) heard();
	}
}
