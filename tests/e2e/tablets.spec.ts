import Database from 'better-sqlite3';
import { isAccessible } from '../support/axe.ts';
import { tabTo } from '../support/keyboard.ts';
import { OfficeScreen } from '../support/office-screen.ts';
import { RegisterScreen } from '../support/register-screen.ts';
import { expect, test } from '../support/test.ts';

test.describe.configure({ timeout: 120_000 });
test.use({ plan: { clock: '2026-11-23T08:40' } });

const TABLETS = '/office/tablets';

test('[I1] each tablet stands with what is wrong in words, who signed in, its version and its last contact', async ({
	page,
	school,
	browser,
	strictConsole
}) => {
	const screen = await RegisterScreen.signedIn(page);
	await screen.tap(0, 'Present');
	await screen.has(1, 'received');
	const office = await OfficeScreen.apart(school, browser, strictConsole, '/office');
	await tabTo(office.page, office.page.getByRole('link', { name: 'Tablets' }));
	await office.page.keyboard.press('Enter');
	await expect(office.page.getByRole('heading', { name: 'Ready for 8:50' })).toBeVisible();
	const cards = office.page.getByRole('article');
	await expect(cards).toHaveCount(2);
	const teal = cards.filter({ hasText: 'Teal' });
	await expect(teal).toContainText('class teacher');
	await expect(teal).toContainText(/Last heard\s*08:4/);
	await expect(teal).toContainText('4 Elm, morning');
	await expect(cards.filter({ hasText: '(this device)' })).toContainText('Attwell');
	const status = office.page.getByRole('region', { name: 'Sync status' });
	await expect(status).toContainText('No backup yet');
	await expect(status).toContainText('No gaps, and no copied tablet');
	await expect(status).toContainText('Epoch');
	await office.close();
});

test('[Z6] what went wrong is told with the device; the page says when the server cannot be asked, and what it said last', async ({
	page,
	school
}) => {
	const office = await OfficeScreen.at(page, TABLETS);
	await expect(page.getByRole('article')).toHaveCount(1);
	await new RegisterScreen(page).worksOffline();
	await isAccessible(office.page, 'tablets');

	await test.step('[Z6] a copied tablet, a gap in its numbers, and what a withdrawn one holds are told, with the device', async () => {
		const db = new Database(school.server.databasePath);
		const notice = db.prepare(
			`insert into notice (schoolId, at, kind, deviceId, detail) select schoolId, ?, ?, deviceId, ? from device limit 1`
		);
		const at = Date.UTC(2026, 10, 23, 8, 41);
		notice.run(at, 'lost-facts', '3 facts of c-1 never arrived: number 4 to 6.');
		notice.run(at, 'cloned-device', 'Number 7 of c-1 was used twice.');
		// A second browser of the same make, put away with facts on it and withdrawn since.
		db.prepare(
			`insert into device select schoolId, 'd-away', 'Elm tablet', 'away', createdAt, ? as revokedAt, ? as lastSeenAt, cursor, 30 as waiting,
			app, persisted, freeBytes, battery, clockOffsetMs, openRegister, credentialUsed from device limit 1`
		).run(at, at);
		db.close();
		await office.page.reload();
		await expect(office.page.getByText('Numbers are missing')).toBeVisible();
		await expect(office.page.getByText('3 facts of c-1 never arrived')).toBeVisible();
		await expect(office.page.getByText('A tablet turned out to be a copy of another')).toBeVisible();
		await expect(office.page.getByText('Number 7 of c-1 was used twice')).toBeVisible();
		const status = office.page.getByRole('region', { name: 'Sync status' });
		await expect(status).toContainText('30 on 1 device: Elm tablet (withdrawn) 30');
		await isAccessible(office.page, 'with notices');
	});

	await test.step('the page says when the server cannot be asked, and what it said last', async () => {
		await school.stop();
		await expect(page.getByText('The school’s server cannot be asked from here now')).toBeVisible({
			timeout: 60_000
		});
		await expect(page.getByText(/What stands here is what it said at 08:4/)).toBeVisible();
		await page.reload();
		await expect(page.getByText('What the tablets last said is known to the server only.')).toBeVisible();
		await isAccessible(office.page, 'server stopped');
	});
});
