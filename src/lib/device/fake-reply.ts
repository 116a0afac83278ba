import 'fake-indexeddb/auto';
import { afterEach, beforeEach, vi } from 'vitest';
import type { Result, SyncReply } from '../protocol/sync.ts';
import { applyReply, type Sent } from './apply.ts';
import { Database, type OutboxRow } from './database.ts';
import { AT, othersFact } from './fake-tablet.ts';
import { readMeta, writeMeta, type Meta } from './meta.ts';

/** 08:50 on a school morning, epoch ms. */
export const NOW = Date.UTC(2026, 10, 23, 8, 50);
/** The class teacher, as the school knows her. */
export const TEAL = { staffId: 's-1', name: 'Ms Teal', position: 'Class teacher', role: 'teacher' };
/** The same, signed in on this device. */
export const PERSON = { ...TEAL, role: 'teacher' as const, signInId: 'in-1' };
/** What the device knows before a reply comes. */
export const KNOWN: Partial<Meta> = {
	...{ epoch: 'now', cursor: 7, scopes: ['school', 'class:3A'], clientId: 'mine', nextSeq: 4 },
	...{ person: PERSON, witness: { position: 7, hash: 'h7' }, lastServerTime: NOW, backedUpTo: 3 },
	...{ bookVersion: 10, plansVersion: 20 }
};
/** What tells whoever holds the book or the plans in memory to read them anew. */
export const VERSIONS = ['bookVersion', 'plansVersion'] as const;

/** The database of the test that runs. */
export let db: Database;
let names = 0;

/** Opens a database that knows all that before each test, and closes it when the test is over. */
export function eachDatabase(): void {
	beforeEach(async () => {
		db = new Database(`apply ${(names += 1)}`);
		await db.open();
		await writeMeta(db, KNOWN);
	});
	afterEach(() => {
		vi.restoreAllMocks();
		db.close();
	});
}

/** A fact of this device that waits, its number on it. */
export function row(seq: number, over: Partial<OutboxRow> = {}): OutboxRow {
	return { id: `m${seq}`, clientId: 'mine', seq, kind: 'mark', madeAt: NOW, json: '{}', ...over };
}

/** Puts rows into the outbox. */
export async function recorded(...rows: OutboxRow[]): Promise<OutboxRow[]> {
	await db.outbox.bulkAdd(rows);
	return rows;
}

/** What the device said of itself when it asked, and what came back a second later. */
export async function apply(reply: Partial<SyncReply>, sent: Partial<Sent> = {}) {
	const whole: SyncReply = {
		...{ protocol: 1, epoch: 'now', epochFrom: 0, now: NOW, results: [], changes: [], more: false },
		...{ cursor: 7, witness: { position: 7, hash: 'h7' }, scopes: ['school', 'class:3A'], backedUpTo: 3 },
		...{ signedIn: TEAL, ...reply }
	};
	const said: Sent = {
		...{ epoch: 'now', cursor: 7, scopes: ['school', 'class:3A'], clientId: 'mine', rows: [] },
		signInId: (await readMeta(db, ['person'])).person?.signInId,
		...{ recoveredIds: [], ...sent }
	};
	return applyReply(db, said, { reply: whole, roundTripMs: 40, answeredAt: NOW - 5_000 }, () => 'fresh');
}

/** The school took that fact. */
export const accepted = (id: string, position = 8): Result => ({ id, status: 'accepted', position });
/** The school refused that fact. */
export const refused = (id: string): Result => ({
	id,
	status: 'refused',
	code: 'role',
	message: 'Ask the office.'
});
/** A fact that a reply brings. */
export const change = (id: string, kind: string, over: Record<string, unknown> = {}) => ({
	...othersFact({ id, kind, ...over }),
	position: 8
});
/** A mark that a reply brings. */
export const mark = (id: string, pupilId: string, classId = '3A') =>
	change(id, 'mark', { ...AT, classId, pupilId, how: 'tapped', code: '/', replaces: [], sawPlans: [] });
/** A place in a class that a reply brings. */
export const place = (id: string, pupilId: string, classId: string) =>
	change(id, 'place', { pupilId, classId, from: '2026-09-01' });
/** The ids of all pulled facts that are held, in order. */
export const held = async () => (await db.facts.toArray()).map((fact) => fact.id).sort();
