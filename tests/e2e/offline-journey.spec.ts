import { RegisterScreen } from '../support/register-screen.ts';
import { ELM_AM } from '../support/school.ts';
import { expect, test } from '../support/test.ts';

test('a register taken with the server stopped survives closing the browser, and arrives as exactly those 30 entries', async ({
	school,
	tablet
}) => {
	const online = await RegisterScreen.signedIn(await tablet.open());
	const deepLink = new URL(online.page.url()).pathname;
	const pupils = await online.pupilIds();

	await school.stop();
	await online.page.goto(deepLink);
	const offline = new RegisterScreen(online.page);
	await offline.isReady();
	const firstTap = Date.now();
	await offline.tapAllPresent();
	await offline.has(30, 'saved');
	const lastTap = Date.now();
	await tablet.close();

	const reopened = new RegisterScreen(await tablet.open(deepLink));
	await reopened.isReady();
	await reopened.hasChosen('Present', 30);
	await reopened.has(30, 'saved');
	expect(school.ledger.entries(ELM_AM)).toEqual([]);

	await school.start();
	await reopened.has(30, 'received');
	const entries = school.ledger.entries(ELM_AM);
	expect(entries.map((entry) => entry.pupilId).sort()).toEqual([...pupils].sort());
	expect(new Set(entries.map((entry) => entry.id)).size).toBe(30);
	for (const entry of entries) {
		expect(entry).toMatchObject({ code: '/', how: 'tapped', replaces: [] });
		expect(entry.madeAt).toBeGreaterThanOrEqual(firstTap);
		expect(entry.madeAt).toBeLessThanOrEqual(lastTap);
	}
	expect(entries.map((entry) => entry.madeAt)).toEqual(entries.map((entry) => entry.madeAt).sort());
	expect(school.ledger.quarantined()).toBe(0);
});

test('[F14] a register taken while the network refuses, stalls and cuts its replies arrives as exactly those 30 entries', async ({
	school,
	page
}) => {
	const screen = await RegisterScreen.signedIn(page);
	const { network } = school;
	school.expectFailures();
	await network.refuse();
	await page.reload();
	await screen.isReady();
	for (let at = 0; at < 10; at++) await screen.tap(at, 'Present');
	await screen.has(10, 'saved');

	network.stall();
	await network.up();
	await screen.networkIsBack();
	await network.hasMet();
	for (let at = 10; at < 20; at++) await screen.tap(at, 'Present');
	await screen.has(20, 'saved');
	await network.refuse();

	network.cut(300);
	await network.up();
	await screen.networkIsBack();
	await network.hasMet();
	for (let at = 20; at < 30; at++) await screen.tap(at, 'Present');
	await screen.has(30, 'saved');
	await screen.has(0, 'received');

	await network.pass();
	await screen.networkIsBack();
	await screen.has(30, 'received');
	const entries = school.ledger.entries(ELM_AM);
	expect(entries).toHaveLength(30);
	expect(new Set(entries.map((entry) => entry.pupilId)).size).toBe(30);
	expect(school.ledger.quarantined()).toBe(0);
});

test('an app opened at its address for the first time today, with no server, is the register at once', async ({
	school,
	tablet
}) => {
	await RegisterScreen.signedIn(await tablet.open());
	await tablet.close();
	await school.stop();

	const screen = new RegisterScreen(await tablet.open('/'));
	await screen.isReady();
	await expect(screen.page.getByRole('heading', { level: 1 })).toContainText('4 Elm');
	await screen.tap(0, 'Present');
	await screen.has(1, 'saved');
});
