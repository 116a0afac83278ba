import { randomUUID } from 'node:crypto';
import { newId } from '../../src/lib/device/id.ts';
import type { SyncReply, SyncRequest } from '../../src/lib/protocol/sync.ts';
import type { Code } from '../../src/lib/rules/codes.ts';
import { ELM_AM } from '../support/school.ts';
import type { School } from '../support/school.ts';
import { p95 } from './measures.ts';

const ROUNDS = 6;
const MARKS = 30;
/** Someone who may mark every class: a register marked a hundred times over would measure something else. */
const OFFICE = { username: 'office', password: 'firstbell-demo' };

/** The p95 of one sync of thirty marks over HTTP, one after the other on a kept connection, every commit on disk. */
export async function syncAtRest(school: School): Promise<number> {
	const device = await EnrolledDevice.signIn(`http://127.0.0.1:${school.server.port}`, school.url);
	const classes = await device.wholeClasses();
	const took: number[] = [];
	for (let round = 0; round < ROUNDS; round++)
		for (const [classId, pupilIds] of classes) {
			const ms = await device.pushMarks(classId, pupilIds, round % 2 === 0 ? '/' : 'N');
			// The first round warms the server up.
			if (round > 0) took.push(ms);
		}
	return p95(took);
}

/** A device as the wire knows it: the real endpoint, without the app. */
export class EnrolledDevice {
	readonly #address: string;
	readonly #headers: Record<string, string>;
	readonly #deviceId: string;
	readonly #signInId: string;
	readonly #clientId = randomUUID();
	#seq = 0;
	#known: Pick<SyncReply, 'epoch' | 'cursor' | 'scopes' | 'witness'> | null = null;
	#heads = new Map<string, string[]>();
	#offsetMs = 0;

	private constructor(
		address: string,
		headers: Record<string, string>,
		ids: { deviceId: string; signInId: string }
	) {
		this.#address = address;
		this.#headers = headers;
		this.#deviceId = ids.deviceId;
		this.#signInId = ids.signInId;
	}

	static async signIn(address: string, origin: string): Promise<EnrolledDevice> {
		const headers = { 'content-type': 'application/json', origin };
		const reply = await fetch(`${address}/api/sign-in`, {
			method: 'POST',
			headers,
			body: JSON.stringify(OFFICE)
		});
		if (!reply.ok) throw new Error(`Sign-in answered ${reply.status}: ${await reply.text()}`);
		const cookie = reply.headers
			.getSetCookie()
			.map((each) => each.split(';')[0])
			.join('; ');
		const ids = (await reply.json()) as { deviceId: string; signInId: string };
		return new EnrolledDevice(address, { ...headers, cookie }, ids);
	}

	/** Pulls everything, and answers with thirty pupils of each class that has as many. */
	async wholeClasses(): Promise<Map<string, string[]>> {
		const classOf = new Map<string, string>();
		const left = new Set<string>();
		for (let more = true; more;) {
			const reply = await this.#sync([]);
			for (const { kind, pupilId, classId } of reply.changes) {
				if (kind === 'place') classOf.set(String(pupilId), String(classId));
				if (kind === 'leave') left.add(String(pupilId));
			}
			more = reply.more;
		}
		const classes = Map.groupBy([...classOf.keys()], (pupilId) => classOf.get(pupilId) ?? '');
		const whole = [...classes]
			.map(([classId, all]) => [classId, all.filter((each) => !left.has(each)).slice(0, MARKS)] as const)
			.filter(([, pupilIds]) => pupilIds.length === MARKS);
		if (whole.length < 4) throw new Error(`Only ${whole.length} classes have ${MARKS} pupils.`);
		return new Map(whole.map(([classId, pupilIds]) => [classId, [...pupilIds]]));
	}

	/** Pushes one mark for each pupil, all accepted; milliseconds from the first byte out to the whole reply. */
	async pushMarks(classId: string, pupilIds: readonly string[], code: Code): Promise<number> {
		const madeAt = Date.now();
		const each = pupilIds.map((pupilId) => {
			// An id as a device makes it: they follow time, so that a push touches few pages of the index.
			const fact = {
				id: newId(Date.now()),
				seq: ++this.#seq,
				pupilId,
				replaces: this.#heads.get(pupilId) ?? []
			};
			this.#heads.set(pupilId, [fact.id]);
			return fact;
		});
		const shared = {
			kind: 'mark',
			v: 1,
			clientId: this.#clientId,
			signInId: this.#signInId,
			madeAt,
			clock: { offsetMs: this.#offsetMs, doubtMs: 20, shiftMs: this.#offsetMs },
			...ELM_AM,
			classId,
			how: 'told',
			code,
			sawPlans: []
		};
		const from = performance.now();
		const reply = await this.#sync([{ shared, each }]);
		const took = performance.now() - from;
		const refused = reply.results.find((result) => result.status === 'refused');
		if (refused || reply.results.length !== pupilIds.length)
			throw new Error(`Not every mark was accepted: ${JSON.stringify(refused ?? reply.results.length)}`);
		return took;
	}

	async #sync(facts: SyncRequest['facts']): Promise<SyncReply> {
		const request: SyncRequest = {
			protocol: 1,
			deviceId: this.#deviceId,
			clientId: this.#clientId,
			app: 'bench',
			epoch: this.#known?.epoch ?? null,
			cursor: this.#known?.cursor ?? 0,
			scopes: this.#known?.scopes ?? [],
			witness: this.#known?.witness ?? null,
			held: this.#seq > 0 ? { from: 1, to: this.#seq } : null,
			state: { waiting: 0, persisted: null, freeBytes: null, battery: null },
			clock: { now: Date.now() },
			facts
		};
		const sentAt = Date.now();
		const answer = await fetch(`${this.#address}/api/sync`, {
			method: 'POST',
			headers: this.#headers,
			body: JSON.stringify(request)
		});
		if (!answer.ok) throw new Error(`Sync answered ${answer.status}: ${await answer.text()}`);
		const reply = (await answer.json()) as SyncReply;
		this.#known = reply;
		this.#offsetMs = reply.now - sentAt;
		return reply;
	}
}
