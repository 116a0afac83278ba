import { isAccessible } from '../support/axe.ts';
import { RegisterScreen, signIn, TEAL } from '../support/register-screen.ts';
import { ELM_AM } from '../support/school.ts';
import { expect, test } from '../support/test.ts';

const OAK = { username: 'cover', password: 'firstbell-demo' };

test.describe.configure({ timeout: 120_000 });

test.beforeEach(({ strictConsole }) => {
	// The browser itself tells of every answer that is not a yes.
	strictConsole.allow(/^Failed to load resource: the server responded with a status of 4(01|29)/);
});

test('the door says what is wrong: nothing entered, a wrong password, no connection; axe finds nothing on it', async ({
	page,
	school
}) => {
	const alert = page.getByRole('alert');
	await page.goto('/sign-in');
	await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
	await isAccessible(page, 'empty');

	await test.step('what was left out is asked for, and nothing is sent', async () => {
		await page.getByRole('button', { name: 'Sign in' }).click();
		await expect(alert.getByRole('link')).toHaveText(['Enter your username', 'Enter your password']);
		await isAccessible(page, 'nothing entered');
	});

	await test.step('a wrong password is told in a sentence that does not say which of the two was wrong', async () => {
		await signIn(page, { username: 'teal', password: 'wrong' });
		await expect(alert).toContainText('The username or password is not right.');
		await isAccessible(page, 'wrong password');
		await signIn(page, { username: 'nobody-here', password: 'wrong' });
		await expect(alert).toContainText('The username or password is not right.');
		await signIn(page, TEAL);
		await new RegisterScreen(page).isReady();
	});

	await test.step('signing in without the school is told in a sentence', async () => {
		await new RegisterScreen(page).worksOffline();
		await page.goto('/tablet');
		await page.getByRole('button', { name: 'Sign out' }).click();
		await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
		await school.stop();
		await signIn(page, TEAL);
		await expect(alert).toContainText('There is no connection to the school.');
		await isAccessible(page, 'no connection');
	});
});

test('an account is locked after ten wrong passwords, and says until when', async ({ page, school }) => {
	await page.goto('/');
	for (let tries = 0; tries < 9; tries++) {
		const answer = await page.request.post(`${school.url}/api/sign-in`, {
			data: { username: 'teal', password: 'x' }
		});
		expect(answer.status()).toBe(401);
	}
	await signIn(page, { username: 'teal', password: 'x' });
	await expect(page.getByRole('alert')).toContainText(
		/This account is locked until 09:\d\d\. Wait until then, and try again\./
	);
	await isAccessible(page, 'a locked account');
	await signIn(page, TEAL);
	await expect(page.getByRole('alert')).toContainText('This account is locked until');
});

test('[D-sign] [W8] until the school’s lists have come no page says that there is no class, no school day or nobody on it', async ({
	page,
	school
}) => {
	await page.goto('/');
	school.network.stall();
	await signIn(page);
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Fetching the school’s lists');
	await expect(page.getByRole('status')).toContainText('only the first time');
	await isAccessible(page, 'nothing has come yet');
	await page.goto('/office/closures');
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Fetching the school’s lists');
	school.expectFailures();
	// Whatever it is that fails, what is said is so.
	school.network.answer(500, 'Internal Error', 'text/plain');
	await page.reload();
	await expect(page.getByRole('status')).toContainText('have not come yet');
	await isAccessible(page, 'nothing has come yet, and the server fails');
	await page.getByRole('link', { name: 'What is wrong' }).press('Enter');
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('This tablet');
	await page.goBack();
	await school.network.pass();
	await new RegisterScreen(page).networkIsBack();
	await expect(page.getByRole('link', { name: 'Go to your first page' })).toBeVisible({ timeout: 30_000 });
});

test('who opens an address gets there once signed in, and only within the app; the next person begins on their own page', async ({
	page
}) => {
	for (const elsewhere of ['%2F%2Fexample.org%2F', '%2F%09%2Fexample.org%2F']) {
		await page.goto(`/sign-in?to=${elsewhere}`);
		await signIn(page);
		await expect(page).toHaveURL(/\/class\/c-4elm$/);
	}
	const other = await page.context().newPage();
	await other.goto('/class/list');
	await expect(other.getByRole('heading', { level: 1 })).toHaveText('Classes');
	await page.goto('/tablet');
	await page.getByRole('button', { name: 'Sign out' }).click();
	await signIn(other, OAK);
	await expect(other).toHaveURL(/\/class\/c-2oak$/);
});

test('each role lands on its own first page, and nobody is told of a register that they do not have', async ({
	page
}) => {
	const firsts: [username: string, heading: string, link: string | null][] = [
		['reception', 'Signing in and out', 'Go to signing in and out'],
		['office', 'Registers today', 'Go to registers today'],
		['cover', '2 Oak', 'Go to my register'],
		['governor', 'This tablet', null]
	];
	await page.goto('/');
	for (const [username, heading, link] of firsts) {
		await signIn(page, { username, password: 'firstbell-demo' });
		await expect(page.getByRole('heading', { level: 1 })).toHaveText(heading);
		await page.goto('/tablet');
		const out = page.getByRole('button', { name: 'Sign out' });
		await expect(out).toBeVisible();
		await expect(page.getByRole('link', { name: /^Go to/ })).toHaveText(link === null ? [] : [link]);
		if (username !== 'governor') await out.click();
	}
	await isAccessible(page, 'a governor’s first page');
	const asked: string[] = [];
	page.on('request', (request) => asked.push(new URL(request.url()).pathname));
	for (const whose of ['/office/tablets', '/office/checking', '/reception', '/office']) {
		const synced = page.waitForResponse((answer) => answer.url().endsWith('/api/sync'));
		await page.goto(whose);
		await expect(page.getByRole('link', { name: 'Go to your first page' })).toBeVisible();
		await synced;
	}
	expect(asked, 'what only the office is told is not even asked for').not.toContain('/api/today');
	await expect(page.getByText('Registers today are for reception, the office')).toBeVisible();
	await expect(page.getByText(/your own register/i)).toHaveCount(0);
});

test('[D-sign] [F9] signing out keeps what waits, and the next person’s facts are theirs', async ({
	page,
	school
}) => {
	const screen = await RegisterScreen.signedIn(page);
	school.expectFailures();
	school.network.answer(500, 'Internal Error', 'text/plain');
	await screen.tap(0, 'Present');
	await screen.tap(1, 'Late');
	await screen.has(2, 'saved');
	await page.goto('/tablet');
	await expect(page.getByRole('heading', { name: '2 waiting to send' })).toBeVisible();
	await page.getByRole('button', { name: 'Sign out' }).click();
	await expect(
		page.getByText('2 waiting to send from this tablet. They are kept, whoever signs in.')
	).toBeVisible();
	expect(school.ledger.entries(ELM_AM)).toEqual([]);

	await school.network.pass();
	await signIn(page, OAK);
	const covered = new RegisterScreen(page);
	await expect(page.getByRole('heading', { level: 1 })).toContainText('2 Oak');
	await covered.tap(0, 'Present');
	await expect.poll(() => school.ledger.entries({ ...ELM_AM, classId: 'c-2oak' }).length).toBe(1);
	await expect.poll(() => school.ledger.entries(ELM_AM).length).toBe(2);
	const makers = (classId: string) =>
		school.ledger.entries({ ...ELM_AM, classId }).map((entry) => [entry.maker.staffId, entry.maker.position]);
	expect(makers('c-4elm')).toEqual([
		['s-teal', 'Class teacher, 4 Elm'],
		['s-teal', 'Class teacher, 4 Elm']
	]);
	expect(makers('c-2oak')).toEqual([['s-cover', 'Supply teacher']]);
});

test('[D-sign] [F8] an expired sign-in loses nothing: marking goes on, and all arrives after signing in again', async ({
	page,
	school,
	context
}) => {
	const screen = await RegisterScreen.signedIn(page);
	const kept = (await context.cookies()).filter((cookie) => cookie.name === 'firstbell_device');
	await context.clearCookies();
	await context.addCookies(kept);
	const before = await screen.row(5).boundingBox();
	await screen.tap(0, 'Present');
	await expect(page.getByText('Sign in again, to be in touch with the office.')).toBeVisible();
	// What appears while somebody taps must move no pupil under the finger.
	expect(await screen.row(5).boundingBox()).toEqual(before);
	await isAccessible(page, 'an expired sign-in');
	await screen.tap(1, 'Late');
	await page.getByRole('link', { name: 'Sign in' }).click();
	await signIn(page, TEAL);
	await screen.isReady();
	await screen.has(2, 'received');
	expect(school.ledger.entries(ELM_AM).map((entry) => entry.maker.staffId)).toEqual(['s-teal', 's-teal']);
});
