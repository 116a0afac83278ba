import { PROTOCOL, type SyncReply, type SyncRequest } from '../../src/lib/protocol/sync.ts';
import { bundle } from '../../src/lib/protocol/bundle.ts';
import type { Accepted, Fact, HeldFact } from '../../src/lib/rules/facts.ts';
import { canonicalJson, sha256 } from '../../src/lib/server/store/chain.ts';
import { KyselyStore } from '../../src/lib/server/store/kysely-store.ts';
import { migrate } from '../../src/lib/server/store/migrations.ts';
import { openSqlite } from '../../src/lib/server/store/sqlite.ts';
import type { NewFact, Store } from '../../src/lib/server/store/store.ts';
import { makersOf } from '../../src/lib/server/sync/makers.ts';
import { sync, type SyncWorld } from '../../src/lib/server/sync/sync.ts';
import { at, BOOK_FACTS, STAFF } from './school-2026-27.ts';

type Maker = Accepted['maker'];

export const SCHOOL = 'st-james';
/** The register most tests are about. */
export const REGISTER = { classId: 'c-3t', date: '2026-09-14', session: 'AM' } as const;

/** The small named school on a real database, with its clock in the test's hand. */
export class SmallSchool {
	readonly store: Store;
	readonly world: SyncWorld;
	readonly database: ReturnType<typeof openSqlite>;
	/** The school's time, epoch ms. */
	time = at('2026-09-14', '08:55');
	#ids = 0;

	private constructor(database: ReturnType<typeof openSqlite>) {
		this.database = database;
		this.store = new KyselyStore(database.db);
		this.world = {
			store: this.store,
			schoolId: SCHOOL,
			now: () => this.time,
			newId: () => `epoch-${(this.#ids += 1)}`,
			shiftMs: 0,
			secret: 'a secret of the small school, long enough',
			reminders: () => [],
			nudge: () => {},
			makersOf: (signInIds) =>
				makersOf(database.db, { schoolId: SCHOOL, secret: this.world.secret }, signInIds)
		};
	}

	/** The school on a database that has nothing yet, or on one that already holds it. */
	static async open(path = ':memory:'): Promise<SmallSchool> {
		const database = openSqlite(path);
		await migrate(database.db);
		const school = new SmallSchool(database);
		if (await school.store.school(SCHOOL)) return school;
		await school.store.createSchool(
			{ schoolId: SCHOOL, name: 'St James’s', demo: 0, clockShiftMs: 0 },
			'epoch-0',
			0
		);
		await school.appoint(...Object.values(STAFF));
		await school.add(...BOOK_FACTS);
		for (const [deviceId, staff] of [
			['tablet', STAFF.teal],
			['desk', STAFF.recep],
			['office', STAFF.office],
			['cover-tablet', STAFF.cover]
		] as const) {
			await school.enrol(deviceId);
			await school.signIn(`in-${staff.staffId}`, staff, deviceId);
		}
		return school;
	}

	async appoint(...people: Maker[]): Promise<void> {
		for (const person of people)
			await this.database.db
				.insertInto('appointment')
				.values({ ...person, schoolId: SCHOOL, userId: null, username: null, fromAt: 0, toAt: null })
				.execute();
	}

	async enrol(deviceId: string): Promise<void> {
		await this.database.db
			.insertInto('device')
			.values({
				schoolId: SCHOOL,
				deviceId,
				name: deviceId,
				credentialHash: deviceId,
				createdAt: 0,
				revokedAt: null,
				lastSeenAt: null,
				cursor: null,
				waiting: null,
				app: null,
				persisted: null,
				freeBytes: null,
				battery: null,
				clockOffsetMs: null,
				openRegister: null,
				credentialUsed: 0
			})
			.execute();
	}

	async signIn(signInId: string, person: Maker, deviceId: string): Promise<void> {
		await this.database.db
			.insertInto('signIn')
			.values({
				schoolId: SCHOOL,
				signInId,
				staffId: person.staffId,
				deviceId,
				userId: person.staffId,
				at: 0,
				endedAt: null
			})
			.execute();
	}

	/** Stores facts as the school's own, without judging them. */
	async add(...facts: HeldFact[]): Promise<void> {
		await this.store.write(SCHOOL, (writing) => writing.append(facts.map((fact) => newFact(fact))));
	}

	/** One sync as a device makes it; what is left out is as on a device that has read nothing yet. */
	sync(
		from: { deviceId: string; person?: Maker | null; revokedAt?: number },
		facts: readonly (Fact | Record<string, unknown>)[],
		over: Partial<SyncRequest> = {}
	): Promise<SyncReply> {
		const numbers = facts.flatMap((fact) => (typeof fact.seq === 'number' ? [fact.seq] : []));
		const request: SyncRequest = {
			protocol: PROTOCOL,
			deviceId: from.deviceId,
			clientId: 'c-tablet',
			app: 'test',
			epoch: null,
			cursor: 0,
			scopes: [],
			witness: null,
			held: numbers.length ? { from: Math.min(...numbers), to: Math.max(...numbers) } : null,
			state: { waiting: facts.length, persisted: null, freeBytes: null, battery: null },
			clock: { now: this.time },
			facts: bundle(facts.map((fact) => ({ ...fact }))),
			...over
		};
		return sync(this.world, request, {
			device: { deviceId: from.deviceId, revokedAt: from.revokedAt ?? null, byFile: false },
			person: from.person ?? null
		});
	}

	async mark(pupilId: string, of: { classId: string; date: string; session: 'AM' | 'PM' } = REGISTER) {
		const marks = await this.store.marks(SCHOOL, of);
		return marks.find((each) => each.pupilId === pupilId) ?? null;
	}

	close(): Promise<void> {
		return this.store.close();
	}
}

/** A fixture's fact as the store takes it: what a server adds is taken off. */
export function newFact(held: HeldFact): NewFact {
	const { position, receivedAt, maker, flags, ...fact } = held;
	return {
		fact,
		contentHash: sha256(canonicalJson(fact)),
		maker: maker ?? STAFF.teal,
		receivedAt: receivedAt ?? 0,
		flags: flags ?? []
	};
}
