import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { unbundle } from '../protocol/bundle.ts';
import { json } from './fake-school.ts';
import { AT, marks, othersFact, outboxOf, schoolBook, signedInTablet, tap } from './fake-tablet.ts';
import { watch } from './watch.ts';

const waitingOn = async (tablet: { device: { state: () => Promise<{ waiting: number }> } }) =>
	(await tablet.device.state()).waiting;

describe('a sync run', () => {
	it('[D-sync] pushes what waits and keeps it, with its receipt', async () => {
		const { device, db, school } = await signedInTablet();
		await device.record(...marks(30));
		const before = await outboxOf(db);
		expect(await device.state()).toMatchObject({ waiting: 30, waitingSince: school.now });
		await device.sync('test');
		expect(school.facts).toHaveLength(30);
		expect(await device.state()).toMatchObject({ waiting: 0, waitingSince: null, receivedAt: school.now });
		expect(await outboxOf(db)).toEqual(before);
		expect(await db.receipts.count()).toBe(30);
	});

	it('[D-sync] sends a fact to the letter as it was recorded', async () => {
		const { device, school } = await signedInTablet();
		const held = await device.record(tap('p-1'), tap('p-2', 'N'));
		await device.sync('test');
		const sent = school.requests.flatMap((request) => request.facts).flatMap(unbundle);
		expect(sent).toEqual(held);
	});

	it('[D-sync] at most 100 facts a push, until all are through', async () => {
		const { device, school } = await signedInTablet();
		await device.record(...marks(250));
		await device.sync('test');
		const sizes = school.requests
			.map((request) => request.facts.flatMap(unbundle).length)
			.filter((size) => size > 0);
		expect(sizes).toEqual([100, 100, 50]);
		expect(new Set(school.arrived).size).toBe(250);
		expect(school.arrived).toHaveLength(250);
	});

	it('[D-sync] the same id is never given twice, and an acknowledged fact never sent twice', async () => {
		const { device, school } = await signedInTablet();
		for (let i = 0; i < 5; i += 1) {
			await device.record(...marks(7));
			await device.sync('test');
		}
		expect(new Set(school.arrived).size).toBe(35);
		expect(school.arrived).toHaveLength(35);
	});

	it('[D-sync] pages of changes are pulled until there is no more', async () => {
		const { device, db, school } = await signedInTablet();
		school.pageSize = 3;
		school.add(...schoolBook());
		await device.sync('test');
		expect(await db.facts.count()).toBe(8);
		expect(school.requests.map((request) => request.cursor).slice(-3)).toEqual([0, 3, 6]);
	});

	it('[D-sync] a run says what it holds: epoch, cursor, scopes, witness, numbers and how the tablet is', async () => {
		const { device, school } = await signedInTablet();
		device.showing(AT);
		await device.record(...marks(3));
		await device.sync('test');
		await device.record(tap('p-1'));
		await device.sync('test');
		expect(school.requests.at(-1)).toMatchObject({
			protocol: 1,
			deviceId: 'device-1',
			app: '1.0.0',
			epoch: 'epoch-1',
			cursor: 3,
			scopes: ['school', 'class:3A'],
			witness: { position: 3, hash: 'hash 3' },
			held: { from: 1, to: 4 },
			state: {
				waiting: 1,
				persisted: true,
				freeBytes: 1_000_000,
				battery: 0.5,
				openRegister: '3A|2026-11-23|AM'
			}
		});
		expect(school.requests[0]).toMatchObject({
			epoch: null,
			cursor: 0,
			scopes: [],
			witness: null,
			held: null
		});
	});

	it('[D-sync] a tap changed while its first push’s reply was lost: both arrive once, the second over the first', async () => {
		const tablet = await signedInTablet();
		const { device, school } = tablet;
		const [first] = await device.record(tap('p-1'));
		school.between = (_path, answer) => {
			answer();
			throw new TypeError('the connection was lost');
		};
		await device.sync('test');
		expect(school.facts).toHaveLength(1);
		expect(await waitingOn(tablet)).toBe(1);

		const [second] = await device.record(tap('p-1', 'N'));
		expect(second).toMatchObject({ replaces: [first?.id] });
		school.between = (_path, answer) => answer();
		await device.sync('test');
		expect(school.facts.map((fact) => fact.id)).toEqual([first?.id, second?.id]);
		expect(await waitingOn(tablet)).toBe(0);
	});

	it('[D-sync] one refused among thirty: twenty-nine are through, the one is kept with its reason', async () => {
		const { device, db, school } = await signedInTablet();
		school.refuses = (fact) =>
			fact.seq === 17 ? { code: 'not-on-roll', message: 'p-16 was not on the roll.' } : null;
		await device.record(...marks(30));
		await device.sync('test');
		expect(school.facts).toHaveLength(29);
		expect(await device.state()).toMatchObject({ waiting: 0, refused: 1 });
		expect(await db.outbox.count()).toBe(30);
	});

	it('[D-sync] a tap made while a run is under way goes with the run after it', async () => {
		const tablet = await signedInTablet();
		const { device, school } = tablet;
		let taps = 0;
		school.between = async (_path, answer) => {
			const response = answer();
			if (taps === 0) {
				taps += 1;
				await device.record(tap('p-2'));
				void device.sync('tap');
			}
			return response;
		};
		await device.record(tap('p-1'));
		await device.sync('test');
		await device.sync('settled');
		expect(school.facts).toHaveLength(2);
		expect(await waitingOn(tablet)).toBe(0);
	});

	it('[D-sync] runs asked for while one is under way become one run after it', async () => {
		const { device, school } = await signedInTablet();
		const before = school.requests.length;
		await Promise.all([device.sync('a'), device.sync('b'), device.sync('c'), device.sync('d')]);
		expect(school.requests.length - before).toBe(2);
	});

	it('[D-sync] an answer that answers no fact ends the run: it would be the same again', async () => {
		const tablet = await signedInTablet();
		const { device, school } = tablet;
		school.adjust = (reply) => ({ ...reply, results: [] });
		await device.record(tap('p-1'));
		const before = school.requests.length;
		await device.sync('test');
		expect(school.requests.length - before).toBe(1);
		expect(await waitingOn(tablet)).toBe(1);
	});

	it('[D-sync] a server that says `more` and gives nothing does not keep the tablet in circles', async () => {
		const { device, school } = await signedInTablet();
		school.adjust = (reply, request) => ({ ...reply, more: true, cursor: request.cursor, changes: [] });
		const before = school.requests.length;
		await device.sync('test');
		expect(school.requests.length - before).toBe(1);
	});

	it('[D-sync] an answer to a fact that was not sent is no answer', async () => {
		const tablet = await signedInTablet();
		const { device, school } = tablet;
		const [fact] = await device.record(tap('p-1'));
		school.between = () => json(503, { code: 'busy', message: 'Later.' });
		await device.sync('test');
		school.between = (_path, answer) => answer();
		school.adjust = (reply) => ({
			...reply,
			results: [{ id: 'somebody else’s', status: 'accepted', position: 9 }]
		});
		await device.sync('test');
		expect(await waitingOn(tablet)).toBe(1);
		expect((await device.registerFacts(AT.classId, AT.date, AT.session)).unsentIds).toEqual([fact?.id]);
	});

	it('[D-sync] whoever watches a register sees a tap, its receipt and others’ marks without asking again', async () => {
		const { device, school } = await signedInTablet();
		const seen: { facts: number; unsent: number }[] = [];
		const reached = (facts: number, unsent: number) =>
			new Promise<void>((resolve, reject) => {
				const stop = watch(() => device.registerFacts(AT.classId, AT.date, AT.session), {
					next: (read) => {
						seen.push({ facts: read.facts.length, unsent: read.unsentIds.length });
						if (read.facts.length !== facts || read.unsentIds.length !== unsent) return;
						stop();
						resolve();
					},
					error: reject
				});
			});
		const tapped = reached(1, 1);
		await device.record(tap('p-1'));
		await tapped;
		const received = reached(2, 0);
		school.add(
			othersFact({
				id: 'desk',
				kind: 'mark',
				...AT,
				pupilId: 'p-2',
				how: 'desk',
				code: 'L',
				arrivedAt: '09:01',
				replaces: [],
				sawPlans: []
			})
		);
		await device.sync('test');
		await received;
		expect(seen.at(-1)).toEqual({ facts: 2, unsent: 0 });
	});
});
