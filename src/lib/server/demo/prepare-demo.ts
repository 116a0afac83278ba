import type { RegisterOf } from '../../rules/register.ts';
import { numbered, type DemoFact } from './demo-fact.ts';
import { demoFills, dueAtOf } from './demo-marks.ts';
import { APPOINTED_FROM, FIRST_FILL, demoSchool, type DemoSchool } from './demo-school.ts';
import { DEMO_PASSWORD, type DemoStaff } from './staff.ts';

/** What the demo asks of a server's store; a few lines for whoever owns it. */
export interface DemoTarget {
	/** Whether the demo school is there, with all its staff. */
	hasSchool(): Promise<boolean>;
	/** Makes the school and its staff; again, where an earlier start was cut off half-way. */
	createSchool(school: { schoolId: string; name: string; staff: readonly NewDemoStaff[] }): Promise<void>;
	/** Appends ready-made facts in this order, in one transaction; ids already there are passed over. */
	appendFacts(
		facts: readonly { fact: DemoFact['fact']; staffId: string; receivedAt: number }[]
	): Promise<void>;
	/** The `clientId` of the demo's fact last in the school's order (they all begin with `demo-`); null: none yet. */
	lastFilled(): Promise<string | null>;
	/** The classes whose register of that half-day holds a fact that is not the demo's own. */
	registersTaken(half: { date: string; session: 'AM' | 'PM' }): Promise<readonly string[]>;
}

export interface NewDemoStaff extends DemoStaff {
	password: string;
	/** Epoch ms: appointed from then on. */
	fromAt: number;
}

/**
 * Makes the demo school where it is missing, and fills the sessions that have ended by `now` (the school's time).
 * Called at every start; a fill is never split over two transactions, and comes once. Registers that real people took stay theirs.
 */
export async function prepareDemo(
	target: DemoTarget,
	now: number,
	school: DemoSchool = demoSchool()
): Promise<void> {
	if (!(await target.hasSchool()))
		await target.createSchool({
			schoolId: school.schoolId,
			name: school.name,
			staff: school.staff.map((each) => ({ ...each, password: DEMO_PASSWORD, fromAt: APPOINTED_FROM }))
		});
	const last = await target.lastFilled();
	if (last === null) await target.appendFacts(school.facts);
	const after = last === null || last === FIRST_FILL ? 0 : (dueAtOf(last) ?? 0);
	const isTaken = takenBy(target);
	let batch: DemoFact[] = [];
	for (const { key, facts } of demoFills(school, after, now)) {
		const own: DemoFact[] = [];
		for (const each of facts) if (!each.of || !(await isTaken(each.of))) own.push(each);
		batch.push(...numbered(key, own));
		if (batch.length < BATCH) continue;
		await target.appendFacts(batch);
		batch = [];
	}
	if (batch.length > 0) await target.appendFacts(batch);
}

// Whole fills, for the next start goes on after the last; many of them together, for each commit waits for the disk.
const BATCH = 4000;

/** Asks about each half-day once. */
function takenBy(target: DemoTarget): (of: RegisterOf) => Promise<boolean> {
	const asked = new Map<string, Promise<readonly string[]>>();
	return async ({ classId, date, session }) => {
		const key = `${date} ${session}`;
		const taken = asked.get(key) ?? target.registersTaken({ date, session });
		asked.set(key, taken);
		return (await taken).includes(classId);
	};
}
