import { expect, test } from '../support/test.ts';
import { RegisterScreen } from '../support/register-screen.ts';
import { ELM_AM } from '../support/school.ts';

test.describe.configure({ timeout: 120_000 });

/** What the page asked of the system: wake locks, badges, the browser's offer to install. */
interface Asked {
	held: number;
	badges: number[];
	prompted: number;
}

test('the screen stays awake, the badge counts what waits, names run down the columns, a finger that goes on marks nothing, heads that differ are said, and it installs', async ({
	page,
	school
}) => {
	await page.addInitScript(() => {
		const asked = { held: 0, badges: [] as number[], prompted: 0 };
		const request = async () => {
			asked.held += 1;
			return { release: async () => void (asked.held -= 1) };
		};
		Object.defineProperty(navigator, 'wakeLock', { value: { request } });
		Object.defineProperty(navigator, 'setAppBadge', {
			value: async (count: number) => void asked.badges.push(count)
		});
		Object.assign(window, { asked });
	});
	const asked = () => page.evaluate(() => (window as unknown as { asked: Asked }).asked);
	const screen = await RegisterScreen.signedIn(page);
	expect((await asked()).held).toBe(1);

	const places = await screen.rows.evaluateAll((rows) =>
		rows.map((row) => {
			// Whoever goes down on a button and lets go somewhere else has scrolled, and marked nothing.
			const { x, y } = row.getBoundingClientRect();
			return { x: Math.round(x), y: Math.round(y) };
		})
	);
	const [first, second, half] = [places[0], places[1], places[15]];
	expect(second).toMatchObject({ x: first?.x });
	expect(second?.y).toBeGreaterThan(first?.y ?? 0);
	expect(half).toMatchObject({ y: first?.y });
	expect(half?.x).toBeGreaterThan(first?.x ?? 0);

	// Whoever goes down on a button and lets go somewhere else has scrolled, and marked nothing.
	const { x, y } = (await screen.button(screen.row(3), 'Present').boundingBox()) ?? { x: 0, y: 0 };
	await page.mouse.move(x + 10, y + 10);
	await page.mouse.down();
	await page.mouse.move(x + 10, y + 200, { steps: 4 });
	await page.mouse.up();
	await screen.hasChosen('Present', 0);

	await school.network.refuse();
	school.expectFailures();
	await screen.tap(0, 'Present');
	await screen.tap(1, 'Present');
	await expect.poll(async () => (await asked()).badges.at(-1)).toBe(2);
	await expect(page.getByRole('contentinfo')).toContainText('2 on this tablet only');
	await school.network.pass();
	await screen.networkIsBack();
	await screen.has(2, 'received');
	await expect.poll(async () => (await asked()).badges.at(-1)).toBe(0);

	await page.getByRole('button', { name: /^Rest present/ }).click();
	const here = await screen.chosen('Present');
	await page.getByRole('button', { name: 'Finish register' }).click();
	const dialog = page.getByRole('dialog', { name: 'Finish register' });
	await dialog.getByLabel(/Heads in the room/).fill('25');
	await expect(dialog).toContainText(
		`You counted 25. The register says ${here} here: ${here - 25} children fewer in the room.`
	);
	await dialog.getByRole('button', { name: 'Finish register' }).click();
	await expect.poll(() => school.ledger.finishes(ELM_AM)).toMatchObject([{ heads: 25, here }]);

	await page.getByRole('button', { name: 'More' }).click();
	await page.getByRole('radio', { name: 'Initials' }).check();
	const name = (await screen.row(0).locator('legend').innerText()).trim().split(' ');
	const initials = [name[0], name.at(-1)].map((part) => part?.charAt(0)).join('');
	await expect(screen.row(0).getByText(initials, { exact: true })).toBeVisible();
	await page.getByRole('link', { name: 'This tablet, and sign out' }).click();
	await expect(page.getByRole('heading', { name: 'Forget this tablet' })).toBeVisible();
	expect((await asked()).held).toBe(0);

	const isKept = await page.evaluate(() => {
		const offer = new Event('beforeinstallprompt', { cancelable: true });
		const { asked } = window as unknown as { asked: Asked };
		Object.assign(offer, { prompt: async () => void (asked.prompted += 1) });
		dispatchEvent(offer);
		return offer.defaultPrevented;
	});
	expect(isKept).toBe(true);
	await page.getByRole('button', { name: 'Install Firstbell on this tablet' }).click();
	await expect(page.getByRole('button', { name: 'Install Firstbell on this tablet' })).toHaveCount(0);
	expect((await asked()).prompted).toBe(1);
});

test('what a tablet needs to install it is there: a name, icons of their sizes, one that may be cut, and shortcuts that lead somewhere', async ({
	page,
	request
}) => {
	await page.goto('/sign-in');
	const href = (await page.locator('link[rel="manifest"]').getAttribute('href')) ?? '';
	const manifest = (await (await request.get(new URL(href, page.url()).href)).json()) as {
		name: string;
		display: string;
		start_url: string;
		icons: { src: string; sizes: string; type: string; purpose?: string }[];
		shortcuts: { name: string; url: string }[];
	};
	expect(manifest).toMatchObject({ name: 'Firstbell', display: 'standalone', start_url: '/' });
	for (const { src, sizes, type } of manifest.icons) {
		const answer = await request.get(src);
		expect(answer.headers()['content-type']).toContain(type);
		if (type !== 'image/png') continue;
		const png = await answer.body();
		expect(`${png.readUInt32BE(16)}x${png.readUInt32BE(20)}`).toBe(sizes);
	}
	expect(manifest.icons.filter(({ purpose }) => purpose === 'maskable')).toHaveLength(1);
	expect(manifest.shortcuts.map(({ url }) => url)).toEqual(['/class', '/class/list', '/tablet']);
	for (const { url } of manifest.shortcuts) expect((await request.get(url)).status()).toBe(200);
});
