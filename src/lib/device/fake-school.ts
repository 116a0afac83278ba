import { unbundle } from '../protocol/bundle.ts';
import { SyncRequest, type Result, type SyncReply } from '../protocol/sync.ts';
import type { Fact, HeldFact } from '../rules/facts.ts';

type Fields = Record<string, unknown>;

/** A school's server for tests of a device: in memory, it keeps what the protocol promises and nothing more. */
export class FakeSchool {
	epoch = 'epoch-1';
	epochFrom = 0;
	now = Date.UTC(2026, 10, 23, 8, 50);
	facts: HeldFact[] = [];
	results = new Map<string, Result>();
	scopes = ['school', 'class:3A'];
	backedUpTo = 0;
	pageSize = 500;
	signedIn: SyncReply['signedIn'] = {
		staffId: 's-1',
		name: 'Ms Adeyemi',
		position: 'Class teacher',
		role: 'teacher'
	};
	/** Every request in the order in which it came, also those that were answered with nothing. */
	requests: SyncRequest[] = [];
	/** Every fact that arrived, as often as it did. */
	arrived: string[] = [];
	recovered: Fields[] = [];
	refuses: (fact: Fact) => { code: string; message: string } | null = () => null;
	/** What stands between the tablet and the school: may answer itself, or spoil the answer. */
	between: (path: string, answer: () => Response, body: string) => Response | Promise<Response> = (
		_path,
		answer
	) => answer();
	/** Changes a good answer before it is sent. */
	adjust: (reply: SyncReply, request: SyncRequest) => SyncReply = (reply) => reply;

	readonly post = async (path: string, body: string, signal: AbortSignal): Promise<Response> => {
		const answer = () => this.#answer(path, body);
		const response = await this.between(path, answer, body);
		signal.throwIfAborted();
		return response;
	};

	/** Facts that the school has, from others or from its own office. */
	add(...facts: HeldFact[]): void {
		for (const fact of facts) this.facts.push({ ...fact, position: this.facts.length + 1 });
	}

	/** A restore from a backup: what came after the position is gone, and a new epoch begins. */
	restore(to: number): void {
		this.facts = this.facts.slice(0, to);
		const kept = new Set(this.facts.map((fact) => fact.id));
		for (const id of this.results.keys()) if (!kept.has(id)) this.results.delete(id);
		this.epochFrom = to;
		this.epoch = `${this.epoch}+`;
	}

	#answer(path: string, body: string): Response {
		if (path === '/api/sign-in') return json(200, SIGNED_IN);
		if (path === '/api/sign-out') return json(200, { signedOut: true });
		const request = SyncRequest.parse(JSON.parse(body));
		this.requests.push(request);
		return json(200, this.adjust(this.#sync(request), request));
	}

	#sync(request: SyncRequest): SyncReply {
		const results = request.facts.flatMap(unbundle).map((raw) => this.#take(raw as unknown as Fact));
		this.recovered.push(...(request.recovered ?? []));
		const isSameEpoch = request.epoch === this.epoch;
		const held = isSameEpoch ? request.scopes : [];
		const isWhole = this.scopes.some((scope) => !held.includes(scope));
		const from = isSameEpoch && !isWhole ? request.cursor : 0;
		const later = this.signedIn ? this.facts.filter((fact) => (fact.position ?? 0) > from) : [];
		const page = later.slice(0, this.pageSize);
		const more = page.length < later.length;
		const cursor = this.signedIn ? (more ? (page.at(-1)?.position ?? 0) : this.facts.length) : request.cursor;
		return {
			protocol: 1,
			epoch: this.epoch,
			epochFrom: this.epochFrom,
			now: this.now,
			results,
			changes: page.map((fact) => ({ ...fact, signInId: '' })),
			more,
			cursor,
			witness: { position: cursor, hash: `hash ${cursor}` },
			scopes: this.signedIn ? this.scopes : request.scopes,
			backedUpTo: this.backedUpTo,
			signedIn: this.signedIn
		};
	}

	#take(fact: Fact): Result {
		this.arrived.push(fact.id);
		const before = this.results.get(fact.id);
		if (before) return before;
		const no = this.refuses(fact);
		if (!no)
			this.add({
				...fact,
				maker: { staffId: 's-1', name: 'Ms Adeyemi', position: 'Class teacher', role: 'teacher' }
			});
		const result: Result = no
			? { id: fact.id, status: 'refused', ...no }
			: { id: fact.id, status: 'accepted', position: this.facts.length };
		this.results.set(fact.id, result);
		return result;
	}
}

/** What the sign-in endpoint tells. */
export const SIGNED_IN = {
	signInId: 'sign-in-1',
	deviceId: 'device-1',
	deviceName: 'Tablet 1',
	schoolId: 'school-1',
	schoolName: 'Firstbell Primary',
	person: { staffId: 's-1', name: 'Ms Adeyemi', position: 'Class teacher', role: 'teacher' }
};

/** A JSON answer. */
export function json(status: number, body: unknown): Response {
	return new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });
}
