import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { unbundle } from '../protocol/bundle.ts';
import { AT, othersFact, outboxOf, schoolBook, signedInTablet, tap } from './fake-tablet.ts';

const others = (id: string, pupilId = 'p-2') =>
	othersFact({ id, kind: 'mark', ...AT, pupilId, how: 'tapped', code: '/', replaces: [], sawPlans: [] });

describe('a server that was restored', () => {
	it('[D-epoch] gets every own fact again, and none is lost or doubled', async () => {
		const { device, db, school } = await signedInTablet();
		school.add(...schoolBook());
		await device.record(tap('p-1'));
		await device.sync('test');
		await device.record(tap('p-2'), tap('p-3'));
		await device.sync('test');
		const before = await outboxOf(db);
		school.restore(9);
		await device.record(tap('p-1', 'N'));
		await device.sync('test');
		const anew = school.requests.find((request) => request.epoch === school.epoch);
		expect(anew).toMatchObject({ cursor: 0, scopes: [] });
		const marks = school.facts.filter((fact) => fact.kind === 'mark').map((fact) => fact.id);
		expect(new Set(marks).size).toBe(4);
		expect(marks).toHaveLength(4);
		expect((await outboxOf(db)).slice(0, 3)).toEqual(before);
		expect((await device.state()).waiting).toBe(0);
	});

	it('[D-epoch] until the answer comes own facts count as unsent again', async () => {
		const { device, school } = await signedInTablet();
		await device.record(tap('p-1'), tap('p-2'));
		await device.sync('test');
		school.restore(0);
		let asked = 0;
		school.between = (_path, answer) => {
			asked += 1;
			if (asked > 1) throw new TypeError('the connection was lost');
			return answer();
		};
		await device.sync('test');
		expect((await device.state()).waiting).toBe(2);
		expect((await device.registerFacts(AT.classId, AT.date, AT.session)).unsentIds).toHaveLength(2);
	});

	it('[D-epoch] others’ facts from beyond the restored position leave the register and are handed over, once', async () => {
		const { device, db, school } = await signedInTablet();
		school.add(...schoolBook());
		school.add(others('kept'), others('lost 1'), others('lost 2'));
		await device.record(tap('p-1'));
		await device.sync('test');
		school.restore(9);
		await device.sync('test');
		expect(school.recovered.map((fact) => fact.id).sort()).toEqual(['lost 1', 'lost 2']);
		expect(await db.recovered.count()).toBe(0);
		const read = await device.registerFacts(AT.classId, AT.date, AT.session);
		expect(read.facts.map((fact) => fact.id)).toContain('kept');
		expect(read.facts.map((fact) => fact.id)).not.toContain('lost 1');
		await device.sync('test');
		expect(school.recovered).toHaveLength(2);
	});

	it('[D-epoch] recovered facts are kept until the school has them', async () => {
		const { device, db, school } = await signedInTablet();
		school.add(others('lost'));
		await device.sync('test');
		school.restore(0);
		let asked = 0;
		school.between = (_path, answer) => {
			asked += 1;
			if (asked > 1) throw new TypeError('the connection was lost');
			return answer();
		};
		for (let i = 0; i < 3; i += 1) await device.sync('test');
		expect(await db.recovered.count()).toBe(1);
		expect((await device.state()).recovered).toBe(1);
		expect(await device.forget()).toMatchObject({ ok: false, waiting: 1 });
		school.between = (_path, answer) => answer();
		await device.sync('test');
		expect(await db.recovered.count()).toBe(0);
	});

	it('[D-epoch] the class list stays readable until it has been pulled anew, and then is the restored one', async () => {
		const { device, school } = await signedInTablet();
		school.add(...schoolBook());
		await device.sync('test');
		const roll = async () =>
			(await device.registerFacts(AT.classId, AT.date, AT.session)).book.rollOf('3A', AT.date).length;
		school.restore(8);
		school.facts = school.facts.filter((fact) => fact.kind !== 'pupil' || fact.pupilId !== 'p-3');
		let asked = 0;
		school.between = (_path, answer) => {
			asked += 1;
			if (asked > 1) throw new TypeError('the connection was lost');
			return answer();
		};
		await device.sync('test');
		expect(await roll()).toBe(3);
		school.between = (_path, answer) => answer();
		await device.sync('test');
		expect(await roll()).toBe(2);
	});

	it('[D-epoch] a refused fact is judged again', async () => {
		const { device, school } = await signedInTablet();
		school.refuses = () => ({ code: 'role', message: 'No.' });
		await device.record(tap('p-1'));
		await device.sync('test');
		school.restore(0);
		school.refuses = () => null;
		await device.sync('test');
		expect(await device.state()).toMatchObject({ waiting: 0, refused: 0 });
		expect((await device.registerFacts(AT.classId, AT.date, AT.session)).facts).toHaveLength(1);
	});

	it('[D-epoch] the last school time follows the restored server, so that nobody is asked for the date for nothing', async () => {
		const { device, school, time } = await signedInTablet();
		school.now -= 86_400_000;
		time.wall -= 86_400_000;
		await device.sync('test');
		expect(device.clockQuestion().ask).toBe(true);
		school.restore(0);
		await device.sync('test');
		expect(device.clockQuestion().ask).toBe(false);
	});

	it('[D-epoch] two servers that disagree do not keep the tablet in circles', async () => {
		const { device, school } = await signedInTablet();
		let at = 0;
		school.adjust = (reply) => ({ ...reply, epoch: `epoch ${(at += 1)}` });
		const before = school.requests.length;
		await device.record(tap('p-1'));
		await device.sync('test');
		expect(school.requests.length - before).toBeLessThan(6);
		expect(await device.state()).toMatchObject({ waiting: 1 });
	});
});

describe('a number that another tablet uses', () => {
	it('[D-clone] a new one is taken for what comes, and what was made under the old one is sent as it is', async () => {
		const { device, school } = await signedInTablet();
		const [old] = await device.record(tap('p-1'));
		school.adjust = (reply) => ({ ...reply, newClientId: true });
		await device.sync('test');
		school.adjust = (reply) => reply;
		const [fresh] = await device.record(tap('p-2'));
		expect(fresh?.clientId).not.toBe(old?.clientId);
		expect(fresh?.seq).toBe(1);
		expect(await device.state()).toMatchObject({ cloned: true, clientId: fresh?.clientId });
		await device.sync('test');
		expect(school.requests.at(-1)).toMatchObject({ clientId: fresh?.clientId, held: { from: 1, to: 1 } });
		expect(school.facts.map((fact) => fact.clientId)).toEqual([old?.clientId, fresh?.clientId]);
	});

	it('[D-clone] facts that still wait keep their old number', async () => {
		const { device, school } = await signedInTablet();
		const [old] = await device.record(tap('p-1'));
		school.adjust = (reply) => ({ ...reply, results: [], newClientId: true });
		await device.sync('test');
		school.adjust = (reply) => reply;
		await device.sync('test');
		const sent = school.requests.at(-1)?.facts.flatMap(unbundle) ?? [];
		expect(sent).toEqual([old]);
	});
});
