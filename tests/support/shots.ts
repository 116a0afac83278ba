import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { makeDemoSchool } from './demo-school.ts';
import { RegisterScreen, signIn } from './register-screen.ts';
import { School } from './school.ts';
import { StrictConsole } from './strict-console.ts';
import { Tablet } from './tablet.ts';

const SHOTS = join(import.meta.dirname, '../shots');
const SIZES = [
	{ width: 1180, height: 820 },
	{ width: 820, height: 1180 },
	{ width: 390, height: 844 },
	{ width: 1440, height: 900 }
];

await rm(SHOTS, { recursive: true, force: true });
await mkdir(SHOTS, { recursive: true });
await makeDemoSchool();
await during('2026-11-23T08:50', async (page, school) => {
	await page.goto('/sign-in');
	await page.getByRole('heading', { name: 'Sign in' }).waitFor();
	await shoot(page, 'sign-in');
	await page.getByRole('button', { name: 'Sign in' }).click();
	await shoot(page, 'sign-in-errors');
	const screen = await RegisterScreen.signedIn(page);
	await shoot(page, 'register-open');
	for (let at = 0; at < 20; at++) await screen.tap(at, at === 3 ? 'Late' : at === 6 ? 'Absent' : 'Present');
	await screen.has(20, 'received');
	await shoot(page, 'register-half-taken');
	await page.getByRole('button', { name: 'More' }).click();
	await shoot(page, 'register-more');
	await page.getByRole('button', { name: 'Close' }).click();
	await screen.row(6).locator('[data-column="0"]').click();
	await shoot(page, 'register-history');
	await page.getByRole('button', { name: 'Close' }).click();
	await school.stop();
	await screen.tap(20, 'Present');
	await screen.has(1, 'saved');
	await shoot(page, 'register-offline');
	await page.getByRole('button', { name: /^Rest present/ }).click();
	await page.getByRole('button', { name: 'Finish register' }).click();
	await shoot(page, 'register-finishing');
	await page.getByRole('dialog').getByRole('button', { name: 'Finish register' }).click();
	await page.getByText('You can teach now.').first().waitFor();
	await shoot(page, 'register-finished');
	for (const [path, name] of [
		['/tablet', 'tablet'],
		['/class/list', 'classes']
	] as const) {
		await page.goto(path);
		await page.getByRole('heading', { level: 1 }).waitFor();
		await shoot(page, name);
	}
});
await during('2026-11-23T09:20', async (page) => {
	const screen = await RegisterScreen.signedIn(page);
	await shoot(page, 'register-after-close');
	await screen.tap(0, 'Present');
	await shoot(page, 'register-in-the-room');
});
await during('2026-11-23T08:43', async (page) => {
	await RegisterScreen.signedIn(page);
	await shoot(page, 'register-before');
});
await during('2026-11-23T08:50', async (page) => {
	await page.goto('/');
	await signIn(page, { username: 'office', password: 'firstbell-demo' });
	await page.getByRole('heading', { name: 'Registers today' }).waitFor();
	await page.goto('/office/take-in');
	await page.getByRole('heading', { level: 1 }).waitFor();
	await shoot(page, 'office-take-in');
});
console.log(`Pictures are in ${SHOTS}.`);

/** A school that stands at a time of the day, and a browser on it. */
async function during(clock: string, see: (page: Page, school: School) => Promise<void>): Promise<void> {
	const school = await School.open({ clock }, new StrictConsole());
	const tablet = await Tablet.unbox(school.url);
	try {
		await see(await tablet.open(), school);
	} finally {
		await tablet.discard();
		await school.close();
	}
}

/** One screen at every size, light and dark. */
async function shoot(page: Page, name: string): Promise<void> {
	for (const size of SIZES)
		for (const colorScheme of ['light', 'dark'] as const) {
			await page.setViewportSize(size);
			await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
			await page.evaluate(() => scrollTo(0, 0));
			await page.screenshot({ path: join(SHOTS, `${name}-${size.width}-${colorScheme}.png`) });
		}
}
