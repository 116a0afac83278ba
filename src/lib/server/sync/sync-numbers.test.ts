import { describe, expect, it } from 'vitest';
import { schoolsOfATest } from '../../../../tests/support/each-school.ts';
import { entry, PUPILS } from '../../../../tests/support/school-2026-27.ts';
import { statuses, TABLET } from '../../../../tests/support/sent.ts';
import { SCHOOL } from '../../../../tests/support/small-school.ts';

const open = schoolsOfATest();

describe('numbers are evidence, never a gate', () => {
	it('[Z9] facts are taken whatever their order, and a gap that the device still holds is no loss', async () => {
		const school = await open();
		await school.sync(TABLET, [entry({ seq: 3 })], { held: { from: 1, to: 3 } });
		await school.sync(TABLET, [entry({ seq: 1 }), entry({ seq: 2 })], { held: { from: 1, to: 3 } });
		expect(await school.store.client(SCHOOL, 'c-tablet')).toMatchObject({ contiguousTo: 3, maxSeq: 3 });
		expect(await school.store.notices(SCHOOL)).toEqual([]);
	});
	it('[Z9] a gap that the device no longer holds is a loss: told to the office, once', async () => {
		const school = await open();
		for (let n = 0; n < 2; n += 1)
			await school.sync(TABLET, [entry({ id: 'f5', seq: 5 })], { held: { from: 4, to: 5 } });
		const notices = await school.store.notices(SCHOOL);
		expect(notices).toMatchObject([
			{ kind: 'lost-facts', deviceId: 'tablet', detail: expect.stringContaining('number 1 to 3') }
		]);
	});
	it('[Z9] a number used twice is a cloned device: both facts are kept, and it takes a new name', async () => {
		const school = await open();
		await school.sync(TABLET, [entry({ id: 'one', seq: 1 })]);
		const reply = await school.sync(TABLET, [entry({ id: 'two', seq: 1, pupilId: PUPILS.ben.pupilId })]);
		expect(statuses(reply)).toEqual(['accepted']);
		expect(reply.newClientId).toBe(true);
		expect(await school.store.notices(SCHOOL)).toMatchObject([{ kind: 'cloned-device' }]);
	});
	it('[Z9] the office is told once of a number used twice, though a new epoch brings both facts again', async () => {
		const school = await open();
		const [one, two, three] = [
			entry({ id: 'one', seq: 1 }),
			entry({ id: 'two', seq: 1 }),
			entry({ id: 'three', seq: 1 })
		];
		const first = await school.sync(TABLET, [one]);
		await school.sync(TABLET, [two]);
		const ahead = { position: 900, hash: 'x' };
		const renewed = await school.sync(TABLET, [one], { epoch: first.epoch, witness: ahead });
		expect(renewed.epoch).not.toBe(first.epoch);
		// Its reply may have been lost: the copy is told again, the office is not.
		expect((await school.sync(TABLET, [two])).newClientId).toBe(true);
		const alarms = async () =>
			(await school.store.notices(SCHOOL)).filter(({ kind }) => kind === 'cloned-device').length;
		expect(await alarms()).toBe(1);
		await school.sync(TABLET, [three]);
		expect(await alarms()).toBe(2);
	});
	it('[Z9] the number of a refused fact that is used again is seen, however long ago it was refused', async () => {
		const school = await open();
		const refused = entry({ id: 'refused', seq: 1, code: 'I' });
		const later = entry({ id: 'later', seq: 2 });
		expect(statuses(await school.sync(TABLET, [refused, later]))).toEqual(['refused', 'accepted']);
		const again = await school.sync(TABLET, [refused]);
		expect(again.newClientId).toBeUndefined();
		const copy = await school.sync(TABLET, [entry({ id: 'copy', seq: 1, pupilId: PUPILS.ben.pupilId })]);
		expect(copy.newClientId).toBe(true);
		expect(await school.store.notices(SCHOOL)).toMatchObject([{ kind: 'cloned-device' }]);
	});
});

describe('epoch and witness', () => {
	it('[Z10] a device that saw more than the school has begins a new epoch, and is told to send all again', async () => {
		const school = await open();
		const first = await school.sync(TABLET, [entry({ seq: 1 })]);
		const ahead = {
			epoch: first.epoch,
			cursor: 900,
			scopes: first.scopes,
			witness: { position: 900, hash: 'x' }
		};
		const reply = await school.sync(TABLET, [], ahead);
		expect(reply.epoch).not.toBe(first.epoch);
		expect(reply.epochFrom).toBe(0);
		expect(reply.changes.length).toBeGreaterThan(5);
		expect(await school.store.notices(SCHOOL)).toMatchObject([{ kind: 'past-changed' }]);
	});
	it('[Z10] a device of an older epoch reads from the start, even while nobody is signed in', async () => {
		const school = await open();
		const reply = await school.sync({ deviceId: 'tablet' }, [], {
			epoch: 'older',
			cursor: 9,
			scopes: ['school']
		});
		expect(reply).toMatchObject({ cursor: 0, scopes: [] });
	});
	it('[Z10] another hash at the same position is a rewritten past; the same hash is not', async () => {
		const school = await open();
		const first = await school.sync(TABLET, [entry()]);
		const held = { epoch: first.epoch, cursor: first.cursor, scopes: first.scopes };
		expect((await school.sync(TABLET, [], { ...held, witness: first.witness })).epoch).toBe(first.epoch);
		const other = { position: first.witness.position, hash: 'f'.repeat(64) };
		expect((await school.sync(TABLET, [], { ...held, witness: other })).epoch).not.toBe(first.epoch);
	});
	it('[Z10] others’ facts that a restored school no longer has are kept aside as recovered, once, and leave the fold', async () => {
		const school = await open();
		const lost = { ...entry({ id: 'lost', signInId: '' }), position: 77 };
		for (let n = 0; n < 2; n += 1) await school.sync(TABLET, [], { recovered: [lost] });
		expect(await school.store.quarantine(SCHOOL)).toMatchObject([{ factId: 'lost', code: 'recovered' }]);
		expect(await school.mark(PUPILS.ava.pupilId)).toBeNull();
	});
});
