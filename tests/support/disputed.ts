import { expect, type Browser } from '@playwright/test';
import { RegisterScreen } from './register-screen.ts';
import type { School } from './school.ts';
import type { StrictConsole } from './strict-console.ts';

/** Another tablet of the class, on a network of its own. */
export async function otherTablet(
	school: School,
	browser: Browser,
	strict: StrictConsole
): Promise<RegisterScreen> {
	const network = await school.otherNetwork();
	const context = await browser.newContext({ baseURL: network.url });
	strict.watch(context);
	return RegisterScreen.signedIn(await context.newPage());
}

/** Makes a dispute about a pupil: this tablet says present without a network, the other says absent unseen. */
export async function dispute(
	school: School,
	screen: RegisterScreen,
	other: RegisterScreen,
	at: number
): Promise<void> {
	const has = (tablet: RegisterScreen, state: 'saved' | 'received') =>
		expect(tablet.row(at)).toHaveAttribute('data-state', state, { timeout: 20_000 });
	school.expectFailures();
	await school.network.refuse();
	await screen.tap(at, 'Present');
	await has(screen, 'saved');
	await other.tap(at, 'Absent');
	await has(other, 'received');
	await school.network.pass();
	await screen.networkIsBack();
	await has(screen, 'received');
}
