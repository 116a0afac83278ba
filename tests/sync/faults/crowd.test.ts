import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Store } from '../../../src/lib/server/store/store.ts';
import { newBrowsers, Tablet } from '../../support/in-process.ts';
import { PUPILS, STAFF } from '../../support/school-2026-27.ts';
import { REGISTER, SCHOOL, SmallSchool } from '../../support/small-school.ts';

vi.setConfig({ testTimeout: 60_000 });

const WRITERS = 12;
const ROUNDS = 3;

let school: SmallSchool;
const here = () => school;
const pupilIds = Object.values(PUPILS).map((pupil) => pupil.pupilId);

beforeEach(async () => {
	newBrowsers();
	school = await SmallSchool.open();
});
afterEach(() => school.close());

/** A store whose every question takes a while, as a database on a busy disk does: what others write comes in between. */
function slow(store: Store): Store {
	return new Proxy(store, {
		get(of, name) {
			const found: unknown = Reflect.get(of, name);
			if (typeof found !== 'function') return found;
			return async (...asked: unknown[]) => {
				await turn();
				const answer: unknown = await (found as (...asked: unknown[]) => unknown).apply(of, asked);
				await turn();
				return answer;
			};
		}
	});
}

describe('twelve tablets that send at once', () => {
	it('[Y3] [F19] an office that pulls all the while misses none of their marks, and has each at its place', async () => {
		Object.assign(school.world, { store: slow(school.store) });
		const office = await Tablet.open(here, 'office', STAFF.office);
		const writers: Tablet[] = [];
		for (let n = 0; n < WRITERS; n += 1) {
			await school.enrol(`tablet-${n}`);
			await school.signIn(`in-${n}`, STAFF.teal, `tablet-${n}`);
			writers.push(await Tablet.open(here, `tablet-${n}`, STAFF.teal, `tablet-${n}`, {}, `in-${n}`));
		}
		const from = (await school.store.school(SCHOOL))?.position ?? 0;
		let answered = 0;
		// The reader asks only for what is after its cursor: what it passed over once it would never see.
		const cursors: number[] = [];
		office.between = async (answer, body) => {
			cursors.push((JSON.parse(body) as { cursor: number }).cursor);
			return answer();
		};
		const write = async (tablet: Tablet, n: number) => {
			for (let round = 0; round < ROUNDS; round += 1) {
				for (const pupilId of pupilIds) await tablet.tap(pupilId, (n + round) % 2 ? '/' : 'N');
				await tablet.device.sync('test');
				answered += 1;
			}
		};
		const writing = Promise.all(writers.map(write));
		let reads = 0;
		while (answered < WRITERS * ROUNDS) {
			await office.device.sync('test');
			reads += 1;
		}
		await writing;
		await office.sync();
		expect(reads, 'it read while they wrote').toBeGreaterThan(3);
		expect(new Set(cursors).size, 'and went on from where it was').toBeGreaterThan(3);
		expect(cursors).toEqual([...cursors].sort((a, b) => a - b));

		const facts = await school.store.registerFacts(SCHOOL, REGISTER);
		const count = WRITERS * ROUNDS * pupilIds.length;
		expect(facts.map((fact) => fact.position)).toEqual(Array.from({ length: count }, (_, n) => from + n + 1));
		for (const { device } of [office, ...writers]) {
			await device.sync('test');
			const told = await device.registerFacts(REGISTER.classId, REGISTER.date, REGISTER.session);
			expect(told.facts.map((fact) => [fact.id, fact.position]).sort()).toEqual(
				facts.map((fact) => [fact.id, fact.position]).sort()
			);
		}
		expect(await school.store.verify(SCHOOL)).toBeNull();
	});
});
