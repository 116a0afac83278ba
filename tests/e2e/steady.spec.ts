import type { Page } from '@playwright/test';
import { RegisterScreen } from '../support/register-screen.ts';
import { expect, test } from '../support/test.ts';

/** From now on the page notes, at every frame, where the rows stand on it and how long it is. */
async function watchRows(page: Page): Promise<void> {
	await page.evaluate(() => {
		const seen = new Set<string>();
		Object.assign(window, { seen });
		const look = () => {
			const tops = [...document.querySelectorAll('li[data-pupil]')].map((row) =>
				Math.round(row.getBoundingClientRect().top + scrollY)
			);
			seen.add(`${tops.join(' ')} of ${document.documentElement.scrollHeight}`);
			requestAnimationFrame(look);
		};
		look();
	});
}

/** The rows whose answers leave the row, or lie over the child's name. */
function inEachOthersWay(rows: Element[]): string[] {
	return rows.flatMap((row) => {
		const answers = row.querySelector('[data-column="3"]')?.parentElement?.getBoundingClientRect();
		const name = row.querySelector('.called');
		if (!answers || !name) throw new Error('A row has no name or no answers.');
		const words = document.createRange();
		words.selectNodeContents(name);
		const { right, bottom } = words.getBoundingClientRect();
		const isWell =
			answers.right <= row.getBoundingClientRect().right - 4 &&
			(right <= answers.left || bottom <= answers.top);
		return isWell ? [] : [name.textContent];
	});
}

async function places(page: Page): Promise<string[]> {
	return page.evaluate(() => [...(window as unknown as { seen: Set<string> }).seen]);
}

for (const [width, height] of [
	[1180, 820],
	[820, 1180],
	[390, 844],
	[1440, 900]
] as const)
	test(`a tap is never lost: no row moves while a class is tapped with and without a network, at ${width} × ${height}`, async ({
		school,
		page
	}) => {
		await page.setViewportSize({ width, height });
		const screen = await RegisterScreen.signedIn(page);
		await test.step('a tap is never lost: between two answers and at the row’s edge there is no gap to fall into', async () => {
			const present = await screen.button(screen.row(0), 'Present').boundingBox();
			const absent = await screen.button(screen.row(0), 'Absent').boundingBox();
			if (!present || !absent) throw new Error('The answers have no place on screen.');
			const found = await page.evaluate(
				({ from, to, heights }) => {
					const tags = new Set<string>();
					for (let x = from; x < to; x++)
						for (const y of heights) tags.add(document.elementFromPoint(x, y)?.tagName ?? '');
					return [...tags];
				},
				{
					from: present.x,
					to: absent.x + absent.width,
					heights: [present.y - 5, present.y + present.height / 2, present.y + present.height + 5]
				}
			);
			expect(found).toEqual(['BUTTON']);
		});
		await test.step('beside initials a long name gives way, and lies under no answer; on the narrowest screen it stands above them', async () => {
			const beside = async (what: string) => {
				await page.getByRole('button', { name: 'More' }).click();
				await page.getByRole('radio', { name: what }).check();
				await page.getByRole('button', { name: 'Close' }).click();
			};
			await beside('Initials');
			await expect(screen.row(0).locator('.face')).toBeVisible();
			for (const each of [width, 320]) {
				await page.setViewportSize({ width: each, height });
				expect(await screen.rows.evaluateAll(inEachOthersWay), `${each} wide`).toEqual([]);
			}
			await page.setViewportSize({ width, height });
			await beside('Nothing');
		});
		await watchRows(page);
		for (let at = 0; at < 12; at++) await screen.tap(at, 'Present');
		await screen.has(12, 'received');
		await school.stop();
		for (let at = 12; at < 22; at++) await screen.tap(at, 'Absent');
		await screen.has(10, 'saved');
		await school.start();
		await screen.networkIsBack();
		await screen.has(22, 'received');
		await page.getByRole('button', { name: /^Rest present/ }).click();
		await expect(page.getByRole('button', { name: /^Undo rest present/ })).toBeVisible();
		expect(await places(page)).toHaveLength(1);
	});
