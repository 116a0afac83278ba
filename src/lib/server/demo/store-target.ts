import { randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Access } from '../access/access.ts';
import type { Appointed } from '../access/appointments.ts';
import { timedId } from '../access/timed-id.ts';
import { canonicalJson, sha256 } from '../store/chain.ts';
import type { NewFact, Store } from '../store/store.ts';
import type { Tables } from '../store/tables.ts';
import type { DemoFact } from './demo-fact.ts';
import { DEMO_SCHOOL_ID } from './demo-school.ts';
import type { DemoTarget } from './prepare-demo.ts';
import { STAFF } from './staff.ts';

const schoolId = DEMO_SCHOOL_ID;

export interface DemoStore {
	db: Kysely<Tables>;
	store: Store;
	access: Access;
}

/** The demo school in a real store; `now` and `clockShiftMs` are what a new one begins with. */
export function storeTarget(own: DemoStore, begin: { now: number; clockShiftMs: number }): DemoTarget {
	const { db, store, access } = own;
	const appointed = async () => {
		const rows = await db
			.selectFrom('appointment')
			.select('staffId')
			.where('schoolId', '=', schoolId)
			.execute();
		return new Set(rows.map((row) => row.staffId));
	};
	return {
		hasSchool: async () =>
			(await store.school(schoolId)) !== null && (await appointed()).size >= STAFF.length,
		createSchool: async ({ name, staff }) => {
			const { now, clockShiftMs } = begin;
			if (!(await store.school(schoolId)))
				await store.createSchool(
					{ schoolId, name, demo: 1, clockShiftMs },
					timedId(now, randomBytes(10)),
					now
				);
			const held = await appointed();
			const missing = staff.filter(({ staffId }) => !held.has(staffId));
			await Promise.all(missing.map((each) => access.createStaff({ ...each, schoolId })));
		},
		appendFacts: (facts) => append(own, facts),
		lastFilled: async () => {
			const row = await db
				.selectFrom('fact')
				.select('clientId')
				.where('schoolId', '=', schoolId)
				.where('clientId', 'like', 'demo-%')
				.orderBy('position', 'desc')
				.limit(1)
				.executeTakeFirst();
			return row?.clientId ?? null;
		},
		registersTaken: async ({ date, session }) => {
			const rows = await db
				.selectFrom('fact')
				.select('classId')
				.distinct()
				.where('schoolId', '=', schoolId)
				.where('date', '=', date)
				.where('session', '=', session)
				.where('clientId', 'not like', 'demo-%')
				.execute();
			return rows.flatMap(({ classId }) => (classId === null ? [] : [classId]));
		}
	};
}

async function append({ store, access }: DemoStore, facts: readonly Omit<DemoFact, 'of'>[]): Promise<void> {
	const makers = new Map<string, Appointed>();
	for (const { fact, staffId } of facts) {
		if (makers.has(staffId)) continue;
		const maker = await access.appointmentAt(schoolId, staffId, fact.madeAt);
		if (!maker) throw new Error(`The demo school has not appointed ${staffId}.`);
		makers.set(staffId, maker);
	}
	const all = facts.flatMap(({ fact, staffId, receivedAt }): NewFact[] => {
		const who = makers.get(staffId);
		if (!who) return [];
		const maker = { staffId, name: who.name, position: who.position, role: who.role };
		return [{ fact, contentHash: sha256(canonicalJson(fact)), maker, receivedAt, flags: [] }];
	});
	await store.write(schoolId, async (writing) => {
		const placed = await writing.placed(all.map(({ fact }) => fact.id));
		await writing.append(all.filter(({ fact }) => !placed.has(fact.id)));
	});
}
