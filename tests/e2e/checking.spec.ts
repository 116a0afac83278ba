import type { Page } from '@playwright/test';
import { isAccessible } from '../support/axe.ts';
import { tabTo } from '../support/keyboard.ts';
import { OfficeScreen } from '../support/office-screen.ts';
import { RegisterScreen } from '../support/register-screen.ts';
import { ELM_AM } from '../support/school.ts';
import { expect, test } from '../support/test.ts';

test.describe.configure({ timeout: 120_000 });

const CHECKING = '/office/checking';
const list = (page: Page, name: string) => page.getByRole('region', { name });

test('needs checking: one is accepted as a correction that cites it, one is closed, and both stay in sight', async ({
	page,
	school
}) => {
	const office = await OfficeScreen.at(page, CHECKING);
	const refused = list(page, 'Needs checking');
	await expect(refused).toContainText('Nothing was refused.');
	const pupilIds = await pupilsOf(office);
	const mark = { kind: 'mark', ...ELM_AM, how: 'tapped', code: '/', replaces: [], sawPlans: [] };
	await office.takeIn(
		pupilIds.slice(0, 2).map((pupilId) => ({ ...mark, pupilId })),
		'a-sign-in-of-nobody'
	);
	await expect(refused.getByRole('article')).toHaveCount(2, { timeout: 15_000 });
	await expect(refused).toContainText('It was made under a sign-in that this school does not know.');
	await expect(refused).toContainText('Present, morning (/)');
	await isAccessible(page, 'refused');

	await refused
		.getByRole('button', { name: /^Accept as a correction/ })
		.first()
		.click();
	const accept = page.getByRole('dialog', { name: /^Accept as a correction/ });
	await expect(accept.getByRole('radio', { name: /^\/ Present, morning/ })).toBeChecked();
	await accept.getByLabel('Why is it right?').fill('Ms Teal confirms');
	await isAccessible(page, 'accepting');
	await accept.getByRole('button', { name: 'Save' }).click();
	await expect(refused.getByRole('article')).toHaveCount(1);

	// The other one by keyboard alone.
	await tabTo(page, refused.getByRole('button', { name: /^Close with a reason/ }));
	await page.keyboard.press('Enter');
	const close = page.getByRole('dialog', { name: /^Close/ });
	await tabTo(page, close.getByRole('button', { name: 'Close', exact: true }).last());
	await page.keyboard.press('Enter');
	await expect(close).toContainText('Say in a few words why');
	await tabTo(page, close.getByLabel('Why is nothing to be entered?'));
	await page.keyboard.type('Marked again since');
	await page.keyboard.press('Enter');
	await expect(refused).toContainText('Nothing was refused.');
	await tabTo(page, refused.getByText('Dealt with today (2)'));
	await page.keyboard.press('Enter');
	await expect(refused).toContainText('“Marked again since”');
	await isAccessible(page, 'dealt with');
	await expect.poll(() => school.ledger.entries(ELM_AM).length).toBe(1);
	expect(school.ledger.entries(ELM_AM)[0]).toMatchObject({ how: 'office', reason: 'Ms Teal confirms' });
	expect(school.ledger.entries(ELM_AM)[0]?.cites).toMatch(/./);
	expect(school.ledger.quarantined()).toBe(2);
});

test.describe('after the close', () => {
	test.use({ plan: { clock: '2026-11-23T09:20' } });

	test('a message that waits for its code and a U of the class take one click each, with the reason already told', async ({
		page,
		school,
		browser,
		strictConsole
	}) => {
		const office = await OfficeScreen.apart(school, browser, strictConsole, CHECKING);
		const [first = '', second = '', third = ''] = await pupilsOf(office);
		const half = { date: ELM_AM.date, session: 'AM' };
		await office.takeIn([
			{
				kind: 'plan',
				pupilId: first,
				from: half,
				to: { ...half, session: 'PM' },
				reason: 'Tummy bug',
				message: { from: 'Mrs Example (mother)', via: 'phone' },
				replaces: []
			}
		]);
		const screen = await RegisterScreen.signedIn(page);
		const row = (pupilId: string) => page.locator(`li[data-pupil="${pupilId}"]`);
		await row(first).getByRole('button', { name: 'Away' }).click();
		await row(second).getByRole('button', { name: 'Late' }).click();
		await page.getByLabel('Time of arrival').fill('09:15');
		await page.getByRole('button', { name: 'Save' }).click();
		await row(third).getByRole('button', { name: 'Present' }).click();
		await page.getByRole('radio', { name: /^Yes, in the room/ }).check();
		await page.getByRole('button', { name: 'Save' }).click();
		await page.getByRole('button', { name: 'Someone here who is not on my list' }).click();
		await page.getByLabel('Child’s name').fill('Zara Quill');
		await page.getByRole('button', { name: 'Tell the office' }).click();
		await screen.has(3, 'received');

		const codes = list(office.page, 'Codes to settle');
		await expect(codes.getByRole('article')).toHaveCount(2);
		await expect(codes).toContainText('Mrs Example (mother) rang: “Tummy bug”');
		const flags = list(office.page, 'Flagged, and standing');
		await expect(flags).toContainText('Taken after registers closed');
		const names = list(office.page, 'Not on a class list');
		await expect(names).toContainText('Zara Quill');
		await isAccessible(office.page, 'codes, names and flags');

		await codes.getByRole('button', { name: /^Illness \(I\)/ }).click();
		await codes.getByRole('button', { name: /^Arrived after registers closed \(U\), arrived 09:15/ }).click();
		await expect(codes).toContainText('Every absence has its code.');
		await expect(codes.getByText('Dealt with today (2)')).toBeVisible();
		await expect
			.poll(() => school.ledger.entries(ELM_AM).map((entry) => [entry.pupilId, entry.code, entry.reason]))
			.toEqual(
				expect.arrayContaining([
					[first, 'I', 'Tummy bug'],
					[second, 'U', 'Arrived 09:15, after registers closed']
				])
			);

		await flags.getByRole('button', { name: /^Seen, it is right/ }).click();
		await expect(flags).toContainText('No mark is in doubt.');
		await names.getByRole('button', { name: 'Settle Zara Quill' }).click();
		const sheet = office.page.getByRole('dialog', { name: 'Settle: Zara Quill' });
		await sheet.getByLabel('What came of it?').fill('Visiting from 3 Oak');
		await isAccessible(office.page, 'settling a name');
		await sheet.getByRole('button', { name: 'Settle', exact: true }).click();
		await expect(names).toContainText('No class has named another child.');
		await names.getByText('Dealt with today (1)').click();
		await expect(names).toContainText('“Visiting from 3 Oak”');
		expect(school.ledger.quarantined()).toBe(0);
		await office.close();
	});
});

test('[O5] what nobody decided on Friday; without a server only the server knows what was refused, and the rest works', async ({
	page,
	school
}) => {
	await test.step('[O5] what nobody decided on Friday is to decide on Monday, with its day, and is an amendment then', async () => {
		const friday = { ...ELM_AM, date: '2026-11-20' };
		const [entry] = school.ledger.entries(friday).filter(({ code }) => code === '/');
		if (!entry) throw new Error('Nobody was present on Friday.');
		const office = await OfficeScreen.at(page, CHECKING);
		const right = list(page, 'Which is right?');
		await expect(right).toContainText('No two answers disagree.');
		const unseen = {
			kind: 'mark',
			...friday,
			pupilId: entry.pupilId,
			how: 'office',
			replaces: [],
			sawPlans: []
		};
		await office.takeIn([{ ...unseen, code: 'I', reason: 'Father rang' }]);
		await expect(right.getByRole('article')).toHaveCount(1);
		await expect(right).toContainText('4 Elm, morning of Friday 20 November 2026');
		await expect(page.getByText('1 to decide')).toBeVisible();
		await isAccessible(page, 'left over from Friday');
		await right.getByRole('button', { name: /^Choose/ }).click();
		const sheet = page.getByRole('dialog', { name: /^Which is right for/ });
		await sheet.getByRole('radio', { name: /^Present, morning/ }).check();
		await sheet.getByLabel('How do you know?').fill('The call was about a brother');
		await sheet.getByRole('button', { name: 'Save' }).click();
		await expect(right).toContainText('No two answers disagree.');
		const ofChild = () => school.ledger.entries(friday).filter(({ pupilId }) => pupilId === entry.pupilId);
		await expect.poll(() => ofChild().length).toBe(3);
		const [, other, last] = ofChild();
		expect(last).toMatchObject({ code: '/', how: 'office', reason: 'The call was about a brother' });
		expect(last?.replaces.toSorted()).toEqual([entry.id, other?.id].toSorted());
		expect(school.ledger.quarantined()).toBe(0);
	});

	await test.step('without a server it says that only the server knows what was refused, and the rest works', async () => {
		await expect(list(page, 'Needs checking')).toContainText('Nothing was refused.');
		await new RegisterScreen(page).worksOffline();
		await expect(page.getByText('Nothing to decide', { exact: true })).toBeVisible();
		await school.stop();
		await expect(list(page, 'Needs checking')).toContainText(/server last answered at 08:5\d/, {
			timeout: 45_000
		});
		await expect(page.getByText('Nothing to decide that is known here')).toBeVisible();
		await isAccessible(page, 'silent server');
		await page.reload();
		await expect(list(page, 'Needs checking')).toContainText(
			'Only the school’s server knows what was refused'
		);
		await expect(list(page, 'Which is right?')).toContainText('No two answers disagree.');
		await isAccessible(page, 'server stopped');
	});
});

/** The pupils of 4 Elm without a known absence, as the office's list of the class has them. */
async function pupilsOf(office: OfficeScreen): Promise<string[]> {
	const page = await office.page.context().newPage();
	await page.goto('/class/c-4elm');
	const { rows } = new RegisterScreen(page);
	await expect(rows).toHaveCount(30);
	const free = await rows
		.filter({ hasNotText: /Absence known|On a trip|Not in today/ })
		.evaluateAll((rows) => rows.map((row) => row.getAttribute('data-pupil') ?? ''));
	await page.close();
	return free;
}
