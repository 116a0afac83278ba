import { OfficeScreen } from '../support/office-screen.ts';
import { expect, test } from '../support/test.ts';

test('[V9] a presence that was not accepted, of no class shown, is named at the top of the evacuation list, and a key leads to it', async ({
	page
}) => {
	const office = await OfficeScreen.at(page, '/evacuation');
	await office.takeIn([
		{
			...{ kind: 'mark', pupilId: 'p-nobody', classId: 'c-nowhere', date: '2026-11-23', session: 'AM' },
			...{ how: 'office', code: '/', replaces: [], sawPlans: [] }
		}
	]);
	const link = page
		.getByRole('navigation', { name: 'Classes' })
		.getByRole('link', { name: /^No class shown/ });
	await expect(link).toContainText('1 not accepted', { timeout: 20_000 });
	await expect(page.getByText('A child who is on no list')).not.toBeInViewport();
	await link.press('Enter');
	await expect(page.getByText('A child who is on no list')).toBeInViewport();
});
