import type { Wrong } from '../../src/lib/server/store/verify.ts';
import { KyselyStore } from '../../src/lib/server/store/kysely-store.ts';
import { migrate } from '../../src/lib/server/store/migrations.ts';
import { openSqlite } from '../../src/lib/server/store/sqlite.ts';
import type { OpenSchool } from '../../src/lib/server/school.ts';
import { answerSync } from '../../src/lib/server/sync/answer.ts';
import { makersOf } from '../../src/lib/server/sync/makers.ts';
import { replayKeptAside } from '../../src/lib/server/sync/replay.ts';
import type { SyncWorld } from '../../src/lib/server/sync/sync.ts';

// This file is what a recording keeps of a server, in one bundle with all it needs. What it exports is never changed: tests of
// later versions call the bundles of earlier ones by it.

/** Who is on the line, as the server's access would have found out. */
export interface OnTheLine {
	deviceId: string;
	/** Whoever is signed in on the device; null where nobody is. */
	person: { staffId: string; name: string; position: string; role: string } | null;
}

/** The server of one version over a school's database: what goes over the wire, and no more. */
export interface Served {
	/** Answers POST /api/sync with this body. */
	post: (body: string, from: OnTheLine) => Promise<{ status: number; text: string }>;
	/** What is wrong with the school's record, or null. */
	verify: () => Promise<Wrong | null>;
	close: () => Promise<void>;
}

const SCHOOL = 'st-james';
const SECRET = 'a secret of the small school, long enough';

/** Starts the server on a database file, as a deployment of this version would: migrations first, then what was kept aside is tried again. */
export async function openServer(path: string, now: () => number): Promise<Served> {
	const { db } = openSqlite(path);
	await migrate(db);
	const store = new KyselyStore(db);
	let epochs = 0;
	const world: SyncWorld = {
		store,
		schoolId: SCHOOL,
		now,
		newId: () => `epoch-${now()}-${(epochs += 1)}`,
		shiftMs: 0,
		secret: SECRET,
		reminders: () => [],
		nudge: () => {},
		makersOf: (signInIds) => makersOf(db, { schoolId: SCHOOL, secret: SECRET }, signInIds)
	};
	await replayKeptAside(world);
	return {
		post: async (body, { deviceId, person }) => {
			// Only who may come in is told instead of found out: that is another layer's, with tests of its own.
			const school = {
				schoolId: SCHOOL,
				now,
				store,
				world,
				access: {
					knownDevice: async () => ({ schoolId: SCHOOL, deviceId, revokedAt: null }),
					personOf: async () => person
				}
			} as unknown as OpenSchool;
			const answer = await answerSync(
				school,
				new Request('http://school.test/api/sync', {
					method: 'POST',
					body,
					headers: { 'content-type': 'application/json' }
				})
			);
			return { status: answer.status, text: await answer.text() };
		},
		verify: () => store.verify(SCHOOL),
		close: () => store.close()
	};
}
