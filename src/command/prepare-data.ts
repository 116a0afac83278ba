import { resolve } from 'node:path';
import { Book } from '../lib/rules/book.ts';
import { openAccess } from '../lib/server/access/access.ts';
import { accessSecret } from '../lib/server/access/secret.ts';
import { chooseShift, clockSentence } from '../lib/server/school-clock.ts';
import { openStore } from '../lib/server/school.ts';

/** The school’s data folder; an empty name, which a script’s unset variable leaves, is none. */
export function dataFolder(given: string | undefined): string {
	return resolve(given || 'data');
}

/** What a data folder is to hold before a server opens it. */
export interface DataPlan {
	dataDir: string;
	/** False (FIRSTBELL_DEMO=0): where there is no school, none is made up. */
	demo: boolean;
	clockAsked?: string | undefined;
	secret?: string | undefined;
	realNow?: () => number;
	/** Told what takes a while. */
	say?: (line: string) => void;
}

export interface Prepared {
	/** Null: no school yet. */
	schoolName: string | null;
	isDemo: boolean;
	/** What the school's clock shows, where it is not the real time. */
	clock: string | null;
}

/**
 * Brings a data folder up to date: tables, the demo school where there is none, and its finished sessions up to the
 * school's now. Throws one plain sentence where the clock may not be set so.
 */
export async function prepareData(plan: DataPlan): Promise<Prepared> {
	const realNow = (plan.realNow ?? Date.now)();
	const { dataDir, secret: given } = plan;
	const { db, store } = await openStore(dataDir);
	try {
		const row = await db.selectFrom('school').selectAll().orderBy('schoolId').executeTakeFirst();
		const isDemo = row ? row.demo === 1 : plan.demo;
		// Loaded only where a demo is wanted: a school's own server has no need of made-up names.
		const demo = isDemo ? await import('../lib/server/demo/prepare-demo.ts') : null;
		const school = isDemo ? (await import('../lib/server/demo/demo-school.ts')).demoSchool() : null;
		const book = row ? await store.book(row.schoolId) : new Book();
		if (school && book.calendars().length === 0) book.add(school.facts.map(({ fact }) => fact));
		const shift = chooseShift(
			{ demo: isDemo, env: plan.clockAsked, storedShiftMs: row?.clockShiftMs ?? null, book },
			realNow
		);
		const now = realNow + shift.shiftMs;
		if (demo && school) {
			if (!row) plan.say?.(`Making the demo school, ${school.name}…`);
			const access = await openAccess({ db, secret: accessSecret(dataDir, given), now: () => now });
			const { storeTarget } = await import('../lib/server/demo/store-target.ts');
			const target = storeTarget({ db, store, access }, { now, clockShiftMs: shift.shiftMs });
			await demo.prepareDemo(target, now, school);
			await store.setClockShift(school.schoolId, shift.shiftMs);
		}
		return { schoolName: row?.name ?? school?.name ?? null, isDemo, clock: clockSentence(shift, now) };
	} finally {
		await store.close();
	}
}
