import { OfficeScreen } from '../support/office-screen.ts';
import { RegisterScreen } from '../support/register-screen.ts';
import { expect, test } from '../support/test.ts';

test.describe.configure({ timeout: 120_000 });

const PAPER = '/office/paper/c-4elm';
const RECORDS = ['/office/week/c-4elm', '/office/corrections', '/office/no-reason', '/office/inspector'];

test('[P2] [U6] whoever goes to a page by its address that is another’s is told whose it is, and sees nothing of it', async ({
	page
}) => {
	await RegisterScreen.signedIn(page);

	await test.step('[U6] a teacher and reception reach none of it by its address', async () => {
		for (const path of RECORDS) {
			await page.goto(path);
			await expect(page.getByRole('link', { name: 'Go to your first page' })).toBeVisible();
			await expect(page.getByRole('grid')).toHaveCount(0);
		}
	});

	for (const [username, path] of [
		['teal', PAPER],
		['reception', PAPER],
		['reception', '/office/take-in'],
		['reception', '/office/checking'],
		['safeguarding', '/office/tablets']
	] as const)
		await test.step(`[P2] ${username} is told whose page ${path} is, and sees nothing of it`, async () => {
			await OfficeScreen.next(page, path, username);
			await expect(page.getByText(/^The attendance office, the head and the deputy/)).toBeVisible();
			await expect(page.getByRole('main').getByRole('button')).toHaveCount(0);
		});

	await test.step('who keeps no records is told whose page it is', async () => {
		const words = 'The attendance office, the head and the deputy keep the records.';
		await OfficeScreen.next(page, '/office/plans', 'reception');
		await expect(page.getByText(words)).toBeVisible();
		await page.goto('/office/codes');
		await expect(page.getByText(words)).toBeVisible();
	});

	await test.step('[P2] the attendance office is not offered to close the school', async () => {
		await OfficeScreen.next(page, '/office/closures', 'office');
		await expect(page.getByText('Only the head or the deputy closes the school.')).toBeVisible();
		await expect(page.getByRole('button', { name: /^Close/ })).toHaveCount(0);
	});
});
