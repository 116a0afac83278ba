import type { BrowserContext, Page } from '@playwright/test';
import { nextBuild } from '../support/next-build.ts';
import { RegisterScreen } from '../support/register-screen.ts';
import { ELM_AM, type School } from '../support/school.ts';
import { expect, test } from '../support/test.ts';

const OLD = /newer version of Firstbell is open in another tab/;
const BLOCKED = 'Firstbell is open in another tab in an older version. Close the other tab to go on.';

/** The school moves to a version with new tables, and another tab starts it while the first stays in the old one. */
async function updatedInAnotherTab(school: School, context: BrowserContext, tables: number): Promise<Page> {
	await school.stop();
	school.server.build = await nextBuild(`9.9.9-tables-${tables}`, tables);
	await school.start();
	school.network.answer(503, 'Busy', 'text/plain');
	const other = await context.newPage();
	await other.goto('/tablet');
	await other.evaluate(async () => void (await (await navigator.serviceWorker.ready).update()));
	await other.getByRole('button', { name: 'Start it now' }).click();
	return other;
}

function databaseVersion(page: Page): Promise<number | undefined> {
	return page.evaluate(
		async () => (await indexedDB.databases()).find((db) => db.name === 'firstbell')?.version
	);
}

test('[F26] an old tab with a half-taken register lets an update have the tables, says so, and loses nothing', async ({
	school,
	page,
	context
}) => {
	const old = await RegisterScreen.signedIn(page);
	const path = new URL(page.url()).pathname;
	school.expectFailures();
	await school.network.refuse();
	await old.tap(0, 'Present');
	await old.tap(1, 'Late');
	await old.has(2, 'saved');
	expect(await databaseVersion(page)).toBe(10);

	const other = await updatedInAnotherTab(school, context, 2);
	await expect(page.getByText(OLD)).toBeVisible();
	await old.has(2, 'saved');
	await old.tap(2, 'Absent');
	await old.has(3, 'saved');

	await other.goto(path);
	const fresh = new RegisterScreen(other);
	await fresh.isReady();
	expect(await databaseVersion(other)).toBe(20);
	await expect(other.getByText(OLD)).toHaveCount(0);
	await fresh.has(3, 'saved');
	await fresh.tap(3, 'Present');
	await old.hasChosen('Present', 2);
	expect(school.ledger.entries(ELM_AM)).toEqual([]);

	await school.network.pass();
	await fresh.networkIsBack();
	for (const screen of [old, fresh]) await screen.has(4, 'received');
	expect(school.ledger.entries(ELM_AM).map((entry) => entry.seq)).toEqual([1, 2, 3, 4]);
	expect(school.ledger.quarantined()).toBe(0);
});

test('[F26] an old tab that does not let go is named in a sentence, and what waits is there once it is closed', async ({
	school,
	page,
	context
}) => {
	const old = await RegisterScreen.signedIn(page);
	const path = new URL(page.url()).pathname;
	school.expectFailures();
	await school.network.refuse();
	await old.tap(0, 'Present');
	await old.tap(1, 'Late');
	await old.has(2, 'saved');
	// A tablet that froze the page: its connection is open and hears nothing.
	await page.evaluate(
		() =>
			new Promise<void>((held, failed) => {
				const asked = indexedDB.open('firstbell');
				asked.onerror = () => failed(asked.error);
				asked.onsuccess = () => {
					Object.assign(window, { heldOpen: asked.result });
					held();
				};
			})
	);

	const other = await updatedInAnotherTab(school, context, 3);
	await expect(other.getByRole('alert')).toHaveText(BLOCKED);
	await expect(other.getByRole('button')).toHaveCount(0);

	await page.close();
	await expect(other.getByRole('heading', { name: 'This tablet', exact: true })).toBeVisible();
	await expect(other.getByText(BLOCKED)).toHaveCount(0);
	await expect(other.getByRole('heading', { name: '2 waiting to send' })).toBeVisible();
	await other.goto(path);
	const fresh = new RegisterScreen(other);
	await fresh.isReady();
	await fresh.has(2, 'saved');

	await school.network.pass();
	await fresh.networkIsBack();
	await fresh.has(2, 'received');
	expect(school.ledger.entries(ELM_AM).map((entry) => entry.seq)).toEqual([1, 2]);
});
