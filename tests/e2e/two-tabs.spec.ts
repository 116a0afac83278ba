import { RegisterScreen } from '../support/register-screen.ts';
import { ELM_AM } from '../support/school.ts';
import { expect, test } from '../support/test.ts';

test('[D-tabs] [F2] two tabs on one register', async ({ school, page, context }) => {
	const left = await RegisterScreen.signedIn(page);
	const other = await context.newPage();
	await other.goto(page.url());
	const right = new RegisterScreen(other);
	await right.isReady();

	await test.step('[D-tabs] [F2] two tabs on one register both show every mark, and none is sent twice', async () => {
		for (let at = 0; at < 30; at += 2)
			await Promise.all([left.tap(at, 'Present'), right.tap(at + 1, 'Present')]);

		for (const screen of [left, right]) {
			await screen.hasChosen('Present', 30);
			await screen.has(30, 'received');
		}
		const entries = school.ledger.entries(ELM_AM);
		expect(new Set(entries.map((entry) => entry.pupilId)).size).toBe(30);
		expect(entries).toHaveLength(30);
		const numbers = entries.map((entry) => entry.seq).sort((a, b) => a - b);
		expect(new Set(numbers).size, 'every fact has a number of its own').toBe(30);
		expect(school.ledger.quarantined()).toBe(0);
	});

	await test.step('two tabs that answer for one pupil one after the other leave one mark and no dispute', async () => {
		await left.tap(0, 'Absent');
		await right.hasChosen('Absent', 1);
		await right.tap(0, 'Present');
		await left.hasChosen('Present', 30);
		await left.has(30, 'received');

		const pupilId = await left.row(0).getAttribute('data-pupil');
		const [first, absent, present, more] = school.ledger
			.entries(ELM_AM)
			.filter((each) => each.pupilId === pupilId);
		expect(absent?.replaces).toEqual([first?.id]);
		expect(more).toBeUndefined();
		expect(present?.replaces.toSorted()).toEqual([first?.id, absent?.id].toSorted());
		await expect(left.row(0)).not.toContainText(/which is right/i);
	});
});
