import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { request as ask, type Agent, type IncomingMessage } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { newId } from '../../src/lib/device/id.ts';
import type { Bundle, Result, SyncReply, SyncRequest } from '../../src/lib/protocol/sync.ts';
import type { Code } from '../../src/lib/rules/codes.ts';
import type { RegisterOf } from '../../src/lib/rules/register.ts';
import { ELM_AM } from './school.ts';

const MARKS = 30;
/** Someone who may mark every class: a register marked a hundred times over would measure something else. */
const OFFICE = { username: 'office', password: 'firstbell-demo' };

/** A half-day of the school. */
export type HalfDay = Pick<RegisterOf, 'date' | 'session'>;

/** No answer came, or not a whole one: nobody knows what the server has of it. */
export class NoAnswer extends Error {
	override name = 'NoAnswer';
}

/** A device as the wire knows it: the real endpoint, without the app. What it makes waits until it is answered. */
export class EnrolledDevice {
	readonly clientId = randomUUID();
	readonly #address: string;
	readonly #headers: Record<string, string>;
	readonly #deviceId: string;
	readonly #signInId: string;
	readonly #line: Agent | false;
	#seq = 0;
	#known: Pick<SyncReply, 'epoch' | 'cursor' | 'scopes' | 'witness'> | null = null;
	#heads = new Map<string, string[]>();
	#offsetMs = 0;
	#outbox: Bundle[] = [];

	private constructor(
		address: string,
		headers: Record<string, string>,
		ids: { deviceId: string; signInId: string },
		line: Agent | false
	) {
		this.#address = address;
		this.#headers = headers;
		this.#deviceId = ids.deviceId;
		this.#signInId = ids.signInId;
		this.#line = line;
	}

	/** `line` keeps the connection between one push and the next; without, a server that was killed meanwhile is not asked on a dead one. */
	static async signIn(address: string, origin: string, line: Agent | false = false): Promise<EnrolledDevice> {
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
		return new EnrolledDevice(address, { ...headers, cookie }, ids, line);
	}

	/** The ids of what has no answer yet. */
	get waiting(): string[] {
		return this.#outbox.flatMap((bundle) => bundle.each.map((fact) => String(fact.id)));
	}

	/** The school's epoch as this device heard it last. */
	get epoch(): string | null {
		return this.#known?.epoch ?? null;
	}

	/** Pulls everything, and answers with thirty pupils of each class that has as many. */
	async wholeClasses(): Promise<Map<string, string[]>> {
		const classOf = new Map<string, string>();
		const left = new Set<string>();
		for (let more = true; more;) {
			const { reply } = await this.#sync([]);
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

	/** Makes one mark for each pupil, which waits from now on; answers with their ids. */
	makeMarks(classId: string, pupilIds: readonly string[], code: Code, half: HalfDay = ELM_AM): string[] {
		const { date, session } = half;
		const each = pupilIds.map((pupilId) => {
			const cell = `${pupilId} ${date} ${session}`;
			// An id as a device makes it: they follow time, so that a push touches few pages of the index.
			const fact = {
				id: newId(Date.now()),
				seq: ++this.#seq,
				pupilId,
				replaces: this.#heads.get(cell) ?? []
			};
			this.#heads.set(cell, [fact.id]);
			return fact;
		});
		const shared = {
			kind: 'mark',
			v: 1,
			clientId: this.clientId,
			signInId: this.#signInId,
			madeAt: Date.now(),
			clock: { offsetMs: this.#offsetMs, doubtMs: 20, shiftMs: this.#offsetMs },
			classId,
			date,
			session,
			how: 'told',
			code,
			sawPlans: []
		};
		this.#outbox.push({ shared, each });
		return each.map((fact) => fact.id);
	}

	/** Sends all that waits; a NoAnswer leaves all of it waiting, to be sent again as it was made. */
	async sendWaiting(): Promise<Result[]> {
		return (await this.#sendWaiting()).results;
	}

	async #sendWaiting(): Promise<{ results: Result[]; took: number }> {
		const { reply, took } = await this.#sync(this.#outbox);
		const { results } = reply;
		const answered = new Set(results.map((result) => result.id));
		const unanswered = this.waiting.filter((id) => !answered.has(id));
		if (unanswered.length > 0) throw new Error(`${unanswered.length} marks were not answered at all.`);
		this.#outbox = [];
		return { results, took };
	}

	/** Pushes one mark for each pupil, all accepted; milliseconds from the first byte out to the whole reply. */
	async pushMarks(
		classId: string,
		pupilIds: readonly string[],
		code: Code,
		half: HalfDay = ELM_AM
	): Promise<number> {
		this.makeMarks(classId, pupilIds, code, half);
		const { results, took } = await this.#sendWaiting();
		const refused = results.find((result) => result.status === 'refused');
		if (refused || results.length !== pupilIds.length)
			throw new Error(`Not every mark was accepted: ${JSON.stringify(refused ?? results.length)}`);
		return took;
	}

	async #sync(facts: SyncRequest['facts']): Promise<{ reply: SyncReply; took: number }> {
		const request: SyncRequest = {
			protocol: 1,
			deviceId: this.#deviceId,
			clientId: this.clientId,
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
		const answer = await this.#answer(request);
		if (answer.status !== 200) throw new Error(`Sync answered ${answer.status}: ${answer.body}`);
		const reply = JSON.parse(answer.body) as SyncReply;
		this.#known = reply;
		this.#offsetMs = reply.now - sentAt;
		return { reply, took: answer.took };
	}

	async #answer(request: SyncRequest): Promise<{ status: number; body: string; took: number }> {
		try {
			const body = JSON.stringify(request);
			const from = performance.now();
			const sending = ask(`${this.#address}/api/sync`, {
				method: 'POST',
				agent: this.#line,
				headers: { ...this.#headers, 'accept-encoding': 'gzip', 'content-length': Buffer.byteLength(body) }
			});
			sending.end(body);
			const [answer] = (await once(sending, 'response')) as [IncomingMessage];
			const chunks: Buffer[] = [];
			for await (const chunk of answer) chunks.push(chunk as Buffer);
			const bytes = Buffer.concat(chunks);
			const took = performance.now() - from;
			const isPacked = answer.headers['content-encoding'] === 'gzip';
			const text = (isPacked ? gunzipSync(bytes) : bytes).toString();
			return { status: answer.statusCode ?? 0, body: text, took };
		} catch (cause) {
			throw new NoAnswer('The server did not answer, or not to the end.', { cause });
		}
	}
}
