import { expect } from 'vitest';
import type { Result } from '../../../src/lib/protocol/sync.ts';
import type { HeldFact } from '../../../src/lib/rules/facts.ts';
import { registerStatus } from '../../../src/lib/rules/status.ts';
import { evidenceClass } from '../../../src/lib/rules/codes.ts';
import { readRegister } from '../../../src/lib/rules/register.ts';
import { canonicalJson } from '../../../src/lib/server/store/chain.ts';
import { REGISTER, SCHOOL } from '../../support/small-school.ts';
import type { SimulatedTablet } from './tablet.ts';
import type { Town } from './town.ts';

/** Every fact that a device said was on disk, as it was made; and what must be so of all of them, at every step. */
export class Ledger {
	#recorded = new Map<string, string>();
	/** What the school has ever had and at which place, by epoch: of a file that was copied back under it, some is gone until a device bears witness. */
	#everHad = new Map<string, Set<string>>();

	#steps = 0;
	/** What was read, and the fact that it was found to be. */
	#found = new Map<string, string>();
	/** Rows in which nothing private was found. */
	#harmless = new Set<string>();

	recorded(fact: HeldFact): void {
		this.#recorded.set(fact.id, made(fact));
	}

	/** The school said where these are: of a file copied back before the next look, only this tells that they are gone from it. */
	answered(epoch: string, results: readonly Result[]): void {
		const had = this.#everHad.get(epoch) ?? new Set();
		this.#everHad.set(epoch, had);
		for (const { id, position } of results) if (position !== undefined) had.add(`${id} at ${position}`);
	}

	get size(): number {
		return this.#recorded.size;
	}

	/** What must hold after every step, whatever has failed. */
	async check(town: Town): Promise<void> {
		this.#steps += 1;
		const accepted = new Map((await town.facts()).map((fact) => [fact.id, fact]));
		const aside = await town.store.quarantine(SCHOOL);
		const held = await Promise.all(town.tablets.map((tablet) => tablet.holds()));
		const onTablets = new Map(held.flatMap(({ own }) => own.map((row) => [row.id, row.json])));
		const raw = new Map(aside.map((row) => [row.factId, row.raw]));

		for (const [id, json] of this.#recorded) {
			const inSchool = accepted.get(id);
			const isThere = inSchool !== undefined || onTablets.has(id) || raw.has(id);
			holds(isThere, () => `${id} is nowhere: ${json}`);
			// What a device holds, or the school took in, is what was tapped, to the letter.
			if (inSchool) this.#isAsMade(`${id} at ${inSchool.position ?? 0}`, () => made(inSchool), json);
			const own = onTablets.get(id);
			if (own !== undefined) this.#isAsMade(own, () => made(JSON.parse(own) as HeldFact), json);
		}
		for (const fact of accepted.values())
			if ('session' in fact) holds(this.#recorded.has(fact.id), () => `${fact.id} was invented`);

		const { epoch } = (await town.store.school(SCHOOL)) ?? {};
		const places = [...accepted.values()].map((fact) => `${fact.id} at ${fact.position ?? 0}`);
		const isRolledBack = this.#hasLost(epoch ?? '', [...places, ...raw.keys()]);
		for (const [at, tablet] of town.tablets.entries()) {
			const one = held[at];
			if (!one) continue;
			this.#checkNothingPrivate(tablet, one);
			if (one.meta.epoch !== epoch || isRolledBack) continue;
			// One of them a step: all would cost as much as everything else.
			if (at === this.#steps % town.tablets.length) await checkWords(town, tablet, new Set(accepted.keys()));
			// What counts as sent is at the school: in its order, or kept aside with its reason.
			const unsent = new Set(one.unsent.map((row) => row.id));
			for (const { id, status, epoch: of } of one.receipts)
				if (of === epoch && status !== 'refused')
					holds(accepted.has(id), () => `${id} is said to be accepted`);
			for (const row of one.own)
				if (!unsent.has(row.id))
					holds(accepted.has(row.id) || raw.has(row.id), () => `${row.id} is said to be sent`);
			// A cursor never passes what this device has not seen.
			const seen = new Set([...one.told, ...one.own].map((row) => row.id));
			const scope = (one.meta.scopes ?? []).find((each) => each.endsWith(`:${REGISTER.classId}`));
			for (const fact of accepted.values())
				if (scope && (fact.position ?? 0) <= (one.meta.cursor ?? 0) && isTold(fact, scope))
					holds(seen.has(fact.id), () => `${tablet.name} has passed ${fact.id} unseen`);
		}
	}

	/** What was once found to be as it was made is not read again at each step, but once more at rest. */
	#isAsMade(what: string, read: () => string, json: string): void {
		if (this.#found.get(what) === json) return;
		expect(read()).toBe(json);
		this.#found.set(what, json);
	}

	/** A classroom is told neither a cause nor the words of one, unless a classroom made them. */
	#checkNothingPrivate(
		tablet: SimulatedTablet,
		{ told }: Awaited<ReturnType<SimulatedTablet['holds']>>
	): void {
		if (tablet.hasSeenOffice) return;
		for (const { json } of told) {
			if (this.#harmless.has(json)) continue;
			const fact = JSON.parse(json) as HeldFact;
			expect(json).not.toContain(PRIVATE);
			if (fact.kind === 'mark' && fact.code) expect(evidenceClass(fact.code)).not.toBe('away');
			this.#harmless.add(json);
		}
	}

	#hasLost(epoch: string, now: readonly (string | null)[]): boolean {
		const had = this.#everHad.get(epoch) ?? new Set();
		this.#everHad.set(epoch, had);
		const has = new Set(now);
		for (const id of now) if (id !== null) had.add(id);
		return [...had].some((id) => !has.has(id));
	}

	/** What must hold once everybody has heard everything. */
	async checkAtRest(town: Town): Promise<void> {
		this.#found.clear();
		await this.check(town);
		expect(await town.store.verify(SCHOOL)).toBeNull();
		const accepted = await town.facts();
		const ids = new Set(accepted.map((fact) => fact.id));
		const aside = new Set((await town.store.quarantine(SCHOOL)).map((row) => row.factId));
		for (const id of this.#recorded.keys())
			expect(ids.has(id) || aside.has(id), `${id} never reached the school`).toBe(true);
		const recorded = [...this.#recorded.keys()];
		town.met.note('(facts recorded)', recorded.length);
		town.met.note('(of those in the register)', recorded.filter((id) => ids.has(id)).length);
		town.met.note('(of those kept aside)', recorded.filter((id) => !ids.has(id)).length);
		town.met.note('(steps)', this.#steps);

		const book = await town.store.book(SCHOOL);
		const school = readRegister(book, accepted, REGISTER);
		const marks = await town.store.marks(SCHOOL, REGISTER);
		for (const { pupil, mark } of school.rows) {
			const kept = marks.find((row) => row.pupilId === pupil.pupilId);
			expect(kept?.code ?? null).toBe(mark.code);
			expect(kept?.head ?? null).toBe(mark.head);
		}
		for (const tablet of town.tablets) {
			if (tablet.who === null) continue;
			expect((await tablet.device.state()).waiting, `${tablet.name} has something waiting`).toBe(0);
			// What is withdrawn delivers what it holds, and is told nothing.
			if (tablet.isWithdrawn) continue;
			const { classId, date, session } = REGISTER;
			const facts = await tablet.device.registerFacts(classId, date, session);
			const register = readRegister(facts.book, facts.facts, REGISTER);
			expect(register.rows.map(shown)).toEqual(school.rows.map(shown));
			if (tablet.who !== 'teal')
				expect(register.rows.map((row) => row.mark.code)).toEqual(school.rows.map((row) => row.mark.code));
		}
		for (const row of school.rows) if (row.mark.dispute) town.met.note('dispute');
		if (aside.size > 0) town.met.note('kept aside');
	}
}

/** An assertion that is asked millions of times: one of vitest's own costs more than all else here. */
function holds(is: boolean, why: () => string): void {
	if (!is) expect.fail(why());
}

/** What everybody sees of a mark, whatever their role. */
function shown({ pupil, mark }: ReturnType<typeof readRegister>['rows'][number]) {
	const { head, heads, provisional, dispute, arrival } = mark;
	return { pupilId: pupil.pupilId, shown: mark.shown, head, heads, provisional, dispute: !!dispute, arrival };
}

/** What a screen says is received, the school has: no status says more than is so [W1]. */
async function checkWords(town: Town, tablet: SimulatedTablet, accepted: ReadonlySet<string>): Promise<void> {
	const state = await tablet.device.state();
	const { classId, date, session } = REGISTER;
	const held = await tablet.device.registerFacts(classId, date, session);
	const { rows } = readRegister(held.book, held.facts, REGISTER);
	const unsent = new Set(held.unsentIds);
	const heads = rows.flatMap((row) => row.mark.head ?? []);
	const received = heads.filter((id) => !unsent.has(id));
	const { words } = registerStatus({
		now: town.time,
		waiting: unsent.size,
		waitingSince: null,
		needsChecking: held.refused.length,
		notSaved: 0,
		writing: 0,
		lastContactAt: state.lastContactAt,
		signIn: 'in',
		marked: heads.length,
		roll: rows.length,
		received: received.length,
		receivedAt: held.received.at,
		finished: false
	});
	if (!/received/.test(words)) return;
	town.met.note('said to be received');
	for (const id of heads) holds(accepted.has(id), () => `“${words}”, and ${id} is not at the school`);
}

/** The fact as its device made it: without what the school adds. */
function made(fact: HeldFact): string {
	const { position, receivedAt, maker, flags, ...told } = fact;
	return canonicalJson(told);
}

/** What the simulated office writes beside every cause. */
export const PRIVATE = 'chickenpox';

/** Whose view it is, the scope says: whoever signed in last may be gone by now. */
function isTold(fact: HeldFact, scope: string): boolean {
	return scope.startsWith('office:') || (fact.kind !== 'call' && fact.kind !== 'settle');
}
