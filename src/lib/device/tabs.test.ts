import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { json } from './fake-school.ts';
import { AT, outboxOf, signedInTablet, tap } from './fake-tablet.ts';

describe('two tabs on one tablet', () => {
	it('[D-tabs] both record: numbers without a gap or a repeat, and both see every mark', async () => {
		const one = await signedInTablet();
		const two = await one.again();
		await Promise.all(
			Array.from({ length: 20 }, (_, at) => (at % 2 ? one : two).device.record(tap(`p-${at}`)))
		);
		const rows = await one.db.outbox.toArray();
		expect(rows.map((row) => row.seq).sort((a, b) => a - b)).toEqual(
			Array.from({ length: 20 }, (_, at) => at + 1)
		);
		expect(new Set(rows.map((row) => row.clientId)).size).toBe(1);
		for (const { device } of [one, two])
			expect((await device.registerFacts(AT.classId, AT.date, AT.session)).facts).toHaveLength(20);
	});

	it('[D-tabs] one replaces what the other has just tapped', async () => {
		const one = await signedInTablet();
		const two = await one.again();
		const [first] = await one.device.record(tap('p-1'));
		const [second] = await two.device.record(tap('p-1', 'N'));
		expect(second).toMatchObject({ replaces: [first?.id] });
	});

	it('[D-tabs] [F2] the same batch twice from two tabs without locks: each fact is taken once, both tabs know', async () => {
		const one = await signedInTablet();
		const two = await one.again();
		await one.device.record(...Array.from({ length: 30 }, (_, at) => tap(`p-${at}`)));
		const before = await outboxOf(one.db);
		let arrived = 0;
		const both = new Promise<void>((resolve) => {
			one.school.between = async (_path, answer) => {
				arrived += 1;
				if (arrived === 2) resolve();
				await both;
				return answer();
			};
		});
		await Promise.all([one.device.sync('tab one'), two.device.sync('tab two')]);
		expect(one.school.arrived).toHaveLength(60);
		expect(one.school.facts).toHaveLength(30);
		expect(await outboxOf(one.db)).toEqual(before);
		for (const { device } of [one, two]) expect((await device.state()).waiting).toBe(0);
		expect(await one.db.facts.count()).toBe(30);
	});

	it('[D-tabs] a reply that another tab has overtaken moves no cursor back', async () => {
		const one = await signedInTablet();
		const two = await one.again();
		let letGo = () => {};
		const asked = new Promise<void>((told) => {
			one.school.between = async (_path, answer) => {
				const response = answer();
				told();
				await new Promise<void>((resolve) => (letGo = resolve));
				return response;
			};
		});
		const slow = one.device.sync('slow');
		await asked;
		one.school.between = (_path, answer) => answer();
		await two.device.record(tap('p-1'));
		await two.device.sync('fast');
		letGo();
		await slow;
		await one.device.sync('after');
		expect(one.school.requests.at(-1)?.cursor).toBe(1);
		expect(await one.db.facts.count()).toBe(1);
	});

	it('[D-tabs] an answer of an epoch that is over does not hide one of the present', async () => {
		const one = await signedInTablet();
		const two = await one.again();
		await one.device.record(tap('p-1'));
		let letGo = () => {};
		const asked = new Promise<void>((told) => {
			one.school.between = async (_path, answer) => {
				const response = answer();
				told();
				await new Promise<void>((resolve) => (letGo = resolve));
				return response;
			};
		});
		const slow = one.device.sync('slow');
		await asked;
		one.school.between = (_path, answer) => answer();
		one.school.restore(0);
		await two.device.sync('fast');
		expect((await two.device.state()).waiting).toBe(0);
		one.school.between = () => json(503, {});
		letGo();
		await slow;
		expect((await two.device.state()).waiting).toBe(0);
		expect((await one.db.receipts.toArray())[0]?.epoch).toBe(one.school.epoch);
	});

	it('[D-tabs] where there are locks, only one tab runs, and the other tries again soon', async () => {
		const held = new Set<string>();
		const alone = async <T>(name: string, run: () => Promise<T>): Promise<T | 'busy'> => {
			if (held.has(name)) return 'busy';
			held.add(name);
			try {
				return await run();
			} finally {
				held.delete(name);
			}
		};
		const one = await signedInTablet({ alone });
		const two = await one.again({ alone });
		const before = one.school.requests.length;
		await Promise.all([one.device.sync('a'), two.device.sync('b')]);
		expect(one.school.requests.length - before).toBe(1);

		held.add(`${one.db.name} sync`);
		const stop = two.device.startSyncing();
		await two.device.sync('c');
		expect(Math.min(...two.time.due())).toBe(1_000);
		held.clear();
		two.time.pass(1_000);
		await two.device.sync('settled');
		expect(one.school.requests.length - before).toBeGreaterThan(1);
		stop();
	});

	it('[D-tabs] a tab that records while another forgets the tablet is told no, and nothing is lost unseen', async () => {
		const one = await signedInTablet();
		const two = await one.again();
		one.db.close();
		const forgetting = one.device.forget();
		const tapped = await two.device.record(tap('p-1')).then(
			() => 'kept',
			(cause: Error) => cause.name
		);
		const answer = await forgetting;
		expect([answer.ok, tapped]).toSatisfy(([gone, tap]) => (gone ? tap === 'NotSaved' : tap === 'kept'));
		two.device.close();
	});
});
