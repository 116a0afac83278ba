import { describe, expect, test } from 'vitest';
import {
	access,
	db,
	denialOf,
	eachAccess,
	MINUTE_MS,
	now,
	open,
	PASSWORD,
	setNow,
	teal
} from '../../../../tests/support/open-access.ts';
import { londonInstant } from '../../rules/sessions.ts';

eachAccess();

describe('wrong passwords', () => {
	test('a wrong name and a wrong password get the same words', async () => {
		const wrong = { status: 401, code: 'not-right', message: 'The username or password is not right.' };
		expect(await denialOf('teal', 'wrong')).toEqual(wrong);
		expect(await denialOf('nobody', 'wrong')).toEqual(wrong);
		expect(await denialOf('no one at all!', 'wrong')).toEqual(wrong);
		expect(await denialOf('teal', 'x'.repeat(2000))).toEqual(wrong);
	});

	test('after ten in fifteen minutes the account is locked for fifteen, even for the right password', async () => {
		for (let tries = 1; tries <= 9; tries += 1)
			expect((await denialOf('teal', 'wrong'))?.code).toBe('not-right');
		setNow(londonInstant('2026-11-23', '08:55') + 12_000);
		const locked = 'This account is locked until 09:11. Wait until then, and try again.';
		expect(await denialOf('teal', 'wrong')).toMatchObject({ status: 429, message: locked, retryAfter: 900 });
		expect((await denialOf('TEAL', PASSWORD))?.message).toBe(locked);
		setNow(now + 15 * MINUTE_MS);
		expect(await denialOf('teal', PASSWORD)).toBeNull();
	});

	test('the count survives a restart', async () => {
		for (let tries = 1; tries <= 9; tries += 1) await denialOf('teal', 'wrong');
		await db.destroy();
		await open();
		expect((await denialOf('teal', 'wrong'))?.code).toBe('locked');
	});

	test('tries are forgotten after fifteen minutes, and after the right password', async () => {
		for (let tries = 1; tries <= 9; tries += 1) await denialOf('teal', 'wrong');
		expect(await denialOf('teal', PASSWORD)).toBeNull();
		for (let tries = 1; tries <= 9; tries += 1) await denialOf('teal', 'wrong');
		setNow(now + 15 * MINUTE_MS);
		expect((await denialOf('teal', 'wrong'))?.code).toBe('not-right');
		const rows = await db.selectFrom('wrongPassword').selectAll().execute();
		expect(rows).toMatchObject([{ username: 'teal', count: 1 }]);
	});

	test('many at once are no better than ten in a row', async () => {
		const guesses = [...Array.from({ length: 29 }, (_, index) => `guess ${index}`), PASSWORD];
		const answers = await Promise.all(guesses.map((guess) => denialOf('teal', guess)));
		expect(answers.filter((each) => each?.code === 'not-right')).toHaveLength(9);
		expect(answers.at(-1)?.code).toBe('locked');
	});

	test('one person’s lock is nobody else’s, and the office can lift it', async () => {
		await access.createStaff({ ...teal, staffId: 's-cover', username: 'cover' });
		for (let tries = 1; tries <= 10; tries += 1) await denialOf('teal', 'wrong');
		expect(await denialOf('cover', PASSWORD)).toBeNull();
		await access.unlock('Teal');
		expect(await denialOf('teal', PASSWORD)).toBeNull();
	});
});
