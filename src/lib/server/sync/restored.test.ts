import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { entry, STAFF } from '../../../../tests/support/school-2026-27.ts';
import { SCHOOL, SmallSchool } from '../../../../tests/support/small-school.ts';
import { newSignInId } from '../access/sign-in-id.ts';

let school: SmallSchool;
beforeEach(async () => {
	school = await SmallSchool.open();
});
afterEach(() => school.close());

const TABLET = { deviceId: 'tablet', person: STAFF.teal };
const OF_TEAL = { schoolId: SCHOOL, staffId: STAFF.teal.staffId, deviceId: 'tablet' };
const refused = (id: string, seq: number) => entry({ id, seq, code: 'I' });
const known = ({ epoch, cursor, scopes, witness }: Awaited<ReturnType<SmallSchool['sync']>>) => ({
	...{ epoch, cursor, scopes, witness }
});

describe('a browser that was set up again and again', () => {
	it('[P1] what was made under its second set-up arrives under its third', async () => {
		await school.sync(TABLET, []);
		for (const deviceId of ['second', 'third']) {
			await school.enrol(deviceId);
			await school.signIn(`in-${deviceId}`, STAFF.teal, deviceId);
			await school.sync({ deviceId, person: STAFF.teal }, []);
		}
		const made = ['in-s-teal', 'in-second', 'in-third'].map((signInId, at) =>
			entry({ id: `e-${signInId}`, seq: at + 1, signInId })
		);
		const reply = await school.sync({ deviceId: 'third', person: STAFF.teal }, made);
		expect(reply.results.map((each) => each.status)).toEqual(['accepted', 'accepted', 'accepted']);
	});
	it('[P1] what was made under a sign-in of a device that this browser never was is refused', async () => {
		await school.enrol('second');
		await school.signIn('in-second', STAFF.teal, 'second');
		const reply = await school.sync(TABLET, [entry({ id: 'e-second', seq: 1, signInId: 'in-second' })]);
		expect(reply.results).toMatchObject([{ status: 'refused', code: 'other-device' }]);
	});
});

describe('a database that has gone back', () => {
	it('[Z10] found by a simulator: only what was kept aside is gone, and the device that had been told of it proves it', async () => {
		const told = known(await school.sync(TABLET, [refused('no-1', 1)]));
		expect(told.witness?.aside?.number).toBe(1);
		expect((await school.sync(TABLET, [], told)).epoch).toBe(told.epoch);
		school.database.sqlite.exec(
			`drop trigger quarantine_no_delete; delete from "quarantine"; update "school" set "asideNumber" = 0, "asideHash" = ''`
		);
		expect((await school.sync(TABLET, [], told)).epoch).not.toBe(told.epoch);
		expect(await school.store.notices(SCHOOL)).toMatchObject([
			{ kind: 'past-changed', detail: 'A device had seen another fact kept aside under number 1.' }
		]);
	});
	it('[Z10] something else lies under that number by now: that proves it too', async () => {
		const told = known(await school.sync(TABLET, [refused('no-1', 1)]));
		school.database.sqlite.exec(
			`drop trigger quarantine_no_delete; delete from "quarantine"; update "school" set "asideNumber" = 0, "asideHash" = ''`
		);
		await school.sync(TABLET, [refused('no-2', 2), refused('no-3', 3)]);
		expect((await school.sync(TABLET, [], told)).epoch).not.toBe(told.epoch);
	});
	it('[P1] what was made under a sign-in that the database no longer has is still its maker’s', async () => {
		const signInId = newSignInId(school.world.secret, OF_TEAL, school.time, new Uint8Array(10));
		const reply = await school.sync(TABLET, [entry({ id: 'e-after', seq: 1, signInId })]);
		expect(reply.results).toMatchObject([{ id: 'e-after', status: 'accepted' }]);
		const [fact] = reply.changes.filter((each) => each.id === 'e-after');
		expect(fact).toMatchObject({ maker: { name: 'Ms Teal', position: 'Class teacher' } });
	});
	it.each([
		['by another server', newSignInId('another secret altogether', OF_TEAL, 0, new Uint8Array(10))],
		['for nobody of this school', `${'0'.repeat(36)}.${'A'.repeat(12)}`],
		['without a seal', 'in-nobody']
	])('[P1] a sign-in that was given %s is unknown', async (_, signInId) => {
		const reply = await school.sync(TABLET, [entry({ id: 'e-forged', seq: 1, signInId })]);
		expect(reply.results).toMatchObject([{ status: 'refused', code: 'unknown-sign-in' }]);
	});
	it('[P1] a sign-in sealed for another device is not this one’s', async () => {
		const of = { ...OF_TEAL, deviceId: 'desk' };
		const signInId = newSignInId(school.world.secret, of, 0, new Uint8Array(10));
		const reply = await school.sync(TABLET, [entry({ id: 'e-other', seq: 1, signInId })]);
		expect(reply.results).toMatchObject([{ status: 'refused', code: 'other-device' }]);
	});
});
