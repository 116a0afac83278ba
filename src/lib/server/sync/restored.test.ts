import { describe, expect, it } from 'vitest';
import { eachSchool, school } from '../../../../tests/support/each-school.ts';
import { entry, PUPILS, STAFF } from '../../../../tests/support/school-2026-27.ts';
import { TABLET } from '../../../../tests/support/sent.ts';
import { SCHOOL, type SmallSchool } from '../../../../tests/support/small-school.ts';
import { newSignInId } from '../access/sign-in-id.ts';
import { GENESIS_HASH } from '../store/chain.ts';

eachSchool();

const ava = PUPILS.ava.pupilId;
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
	it('[Z10] found by a simulator: a device withdrawn since proves it too, or what only it had brought would be lost', async () => {
		const told = known(await school.sync(TABLET, [refused('no-1', 1)]));
		school.database.sqlite.exec(
			`drop trigger quarantine_no_delete; delete from "quarantine"; update "school" set "asideNumber" = 0, "asideHash" = ''`
		);
		const withdrawn = { ...TABLET, revokedAt: school.time };
		const asked = await school.sync(withdrawn, [], told);
		expect(asked.epoch).not.toBe(told.epoch);
		const again = await school.sync(withdrawn, [refused('no-1', 1)], known(asked));
		expect(again.results).toMatchObject([{ id: 'no-1', status: 'refused' }]);
		expect(again.witness?.aside?.number).toBe(1);
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

describe('a witness', () => {
	const seen = async (position: number, hash: string) => {
		const { epoch } = await school.sync(TABLET, []);
		school.time += 1_000;
		const reply = await school.sync(TABLET, [], { epoch, witness: { position, hash } });
		return reply.epoch !== epoch;
	};

	it('[Z10] of the beginning proves nothing, unless it was another beginning', async () => {
		expect(await seen(0, GENESIS_HASH)).toBe(false);
		expect(await seen(0, 'another')).toBe(true);
	});

	it('[Z10] of an older place is compared with what lies there', async () => {
		const hash = (await school.store.hashAt(SCHOOL, 3)) ?? '';
		expect(await seen(3, hash)).toBe(false);
		expect(await seen(4, hash)).toBe(true);
	});

	it('[Z10] of an epoch that is over proves nothing, nor does none', async () => {
		const first = await school.sync(TABLET, []);
		const wrong = { position: 3, hash: 'another' };
		expect((await school.sync(TABLET, [], { epoch: 'older', witness: wrong })).epoch).toBe(first.epoch);
		expect((await school.sync(TABLET, [], { epoch: first.epoch, witness: null })).epoch).toBe(first.epoch);
	});

	it('[Z10] that proves another past is told to the office: by which device, when, and what it had seen', async () => {
		const { epoch, cursor } = await school.sync(TABLET, []);
		const ahead = await school.sync(TABLET, [], { epoch, witness: { position: 900, hash: 'x' } });
		school.time += 1_000;
		const older = await school.sync(TABLET, [], { epoch: ahead.epoch, witness: { position: 2, hash: 'x' } });
		await school.sync(TABLET, [], { epoch: older.epoch, witness: { position: cursor, hash: 'x' } });
		expect(await school.store.notices(SCHOOL)).toMatchObject([
			{
				...{ kind: 'past-changed', deviceId: 'tablet', at: school.time - 1_000 },
				detail: `A device had seen position 900; this database ends at ${cursor}.`
			},
			{
				...{ kind: 'past-changed', deviceId: 'tablet', at: school.time },
				detail: 'A device had seen another fact at position 2.'
			},
			{ detail: `A device had seen another fact at position ${cursor}.` }
		]);
		const epochs = await school.store.epochs(SCHOOL);
		expect(epochs.slice(1).map(({ fromPosition }) => fromPosition)).toEqual([0, 0, 0]);
	});
});

describe('copies that a device hands over', () => {
	it('[Z10] are kept word for word as its copies; what the school has, or what has no id, is not', async () => {
		await school.sync(TABLET, [entry({ id: 'there', seq: 1 })]);
		const lost = { ...entry({ id: 'lost', pupilId: ava }), position: 77 };
		const copies = [{ ...entry({ id: 'there' }) }, { ...lost }, { ...lost, id: 9 }];
		await school.sync(TABLET, [], { recovered: copies });
		const kept = await school.store.quarantine(SCHOOL);
		expect(kept).toMatchObject([
			{
				...{ factId: 'lost', clientId: null, seq: null, deviceId: 'tablet', code: 'recovered' },
				...{ receivedAt: school.time, replayed: 0 },
				message: 'Another device’s copy of a fact that the restored register no longer had.'
			}
		]);
		expect(JSON.parse(kept[0]?.raw ?? '')).toEqual(lost);
	});
});
