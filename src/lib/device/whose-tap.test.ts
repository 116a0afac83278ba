import 'fake-indexeddb/auto';
import { afterEach, expect, it, vi } from 'vitest';
import { json, SIGNED_IN } from './fake-school.ts';
import { AT, othersFact, outboxOf, signedInTablet, tap, type FakeTablet } from './fake-tablet.ts';
import type { NotSaved } from './not-saved.ts';

afterEach(() => vi.restoreAllMocks());

async function someoneElseSignsIn({ device, school }: FakeTablet, then?: () => Response): Promise<void> {
	const person = { staffId: 's-2', name: 'Mr Okoro', position: 'Cover teacher', role: 'cover' };
	school.between = (path, answer) =>
		path === '/api/sign-in' ? json(200, { ...SIGNED_IN, signInId: 'sign-in-2', person }) : (then ?? answer)();
	expect(await device.signIn('okoro', 'secret')).toMatchObject({ ok: true });
}

it('[D-keep] a tap that could not be written stays its maker’s, whoever is signed in at the next try', async () => {
	const tablet = await signedInTablet();
	vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(() => {
		throw new DOMException('full', 'QuotaExceededError');
	});
	const failed = await tablet.device.record(tap('p-1')).catch((cause: unknown) => cause);
	vi.restoreAllMocks();
	await someoneElseSignsIn(tablet);
	const [fact] = await (failed as NotSaved).retry();
	expect(fact).toMatchObject({ pupilId: 'p-1', signInId: 'sign-in-1' });
	expect((await tablet.device.record(tap('p-2')))[0]).toMatchObject({ signInId: 'sign-in-2' });
	expect(await outboxOf(tablet.db)).toHaveLength(2);
});

it('[D-record] a tap that waited its turn is that of whoever made it, and says so by its sign-in alone', async () => {
	const tablet = await signedInTablet();
	await someoneElseSignsIn(tablet);
	const [fact] = await tablet.device.record({ ...tap('p-1'), tappedBy: 'sign-in-1' });
	expect(fact).toMatchObject({ signInId: 'sign-in-1' });
	expect(fact).not.toHaveProperty('tappedBy');
});

it('[D-keep] a tap that says whose it is is kept as theirs, though another tab has signed them out before it was written', async () => {
	const tablet = await signedInTablet();
	await tablet.device.signOut();
	const [fact] = await tablet.device.record({ ...tap('p-1'), tappedBy: 'sign-in-1' });
	expect(fact).toMatchObject({ pupilId: 'p-1', signInId: 'sign-in-1' });
	await expect(tablet.device.record(tap('p-2'))).rejects.toThrow('Nobody is signed in');
	expect(await outboxOf(tablet.db)).toHaveLength(1);
});

it('[D-keep] a tap that could not be written is written after a sign-out too, as its maker’s', async () => {
	const { device, db } = await signedInTablet();
	vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(() => {
		throw new DOMException('full', 'QuotaExceededError');
	});
	const failed = await device.record(tap('p-1')).catch((cause: unknown) => cause);
	vi.restoreAllMocks();
	await device.signOut();
	expect(await (failed as NotSaved).retry()).toMatchObject([{ pupilId: 'p-1', signInId: 'sign-in-1' }]);
	expect(await outboxOf(db)).toHaveLength(1);
});

it('[D-sign] the answer to what was asked before somebody else signed in brings them nothing, and asks nobody to sign in again', async () => {
	const tablet = await signedInTablet();
	const { device, db, school } = tablet;
	school.add(othersFact({ id: 'm-1', kind: 'mark', ...AT, pupilId: 'p-1', how: 'tapped', code: '/' }));
	let answerLate = () => {};
	const asked = new Promise<void>((told) => {
		school.between = (_path, answer) => {
			const late = answer();
			told();
			return new Promise((resolve) => (answerLate = () => resolve(late)));
		};
	});
	const before = (await tablet.again()).device.sync('before');
	await asked;
	school.signedIn = { staffId: 's-2', name: 'Mr Okoro', position: 'Cover teacher', role: 'cover' };
	await someoneElseSignsIn(tablet, () => json(503, {}));
	answerLate();
	await before;
	expect(await device.state()).toMatchObject({ person: { staffId: 's-2' }, needsSignIn: false });
	expect(await db.facts.count()).toBe(0);
	school.between = (_path, answer) => answer();
	await device.sync('after');
	expect(await db.facts.count()).toBe(1);
});
