import type { Browser } from '@playwright/test';
import { RegisterScreen } from './register-screen.ts';
import type { School } from './school.ts';

/** Makes a dispute about the first pupil: this tablet says present without a network, another says absent unseen. */
export async function disputeFirst(school: School, screen: RegisterScreen, browser: Browser): Promise<void> {
	school.expectFailures();
	await school.network.refuse();
	await screen.tap(0, 'Present');
	await screen.has(1, 'saved');
	const network = await school.otherNetwork();
	const context = await browser.newContext({ baseURL: network.url });
	const other = await RegisterScreen.signedIn(await context.newPage());
	await other.tap(0, 'Absent');
	await other.has(1, 'received');
	await context.close();
	await school.network.pass();
	await screen.networkIsBack();
	await screen.has(1, 'received');
}
