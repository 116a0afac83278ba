import assert from 'node:assert/strict';
import { nextBuild } from '../../support/next-build.ts';
import { ELM_AM } from '../../support/school.ts';
import type { Engine, Tab } from '../driver/browser.ts';
import { button, OpenRegister, sees, text } from '../driver/register.ts';
import { trial } from '../driver/trial.ts';

/** A new version of the app while a register is half taken. */
export function update(engine: Engine): void {
	trial(
		engine,
		'[F25] a new version waits, never reloads a half-taken register, and starts when a person says so',
		async ({ school, browser }) => {
			const register = await OpenRegister.signedIn(await browser.tab('/'));
			const { tab } = register;
			await register.tap(0, 'Present');
			await register.has(1, 'received');
			await school.stop();
			school.server.build = await nextBuild(`9.9.9-${engine.name}`);
			await school.start();

			await tab.evaluate(() => void Object.assign(window, { sameDocument: true }));
			await tab.evaluate(fetchUpdate);
			await register.tapPresent(1, 15);
			await register.has(15, 'received');
			await school.stop();
			await register.tapPresent(15, 30);
			await register.has(15, 'saved');
			assert.ok(await isSameDocument(tab), 'the half-taken register was reloaded');
			assert.doesNotMatch(await text(tab), /New version ready/);
			await school.start();
			await register.networkIsBack();
			await register.has(30, 'received');

			await tab.press(button, 'Finish register');
			await sees(tab, 'Go back');
			await tab.press(button, 'Finish register');
			await sees(tab, 'New version ready');
			assert.ok(await isSameDocument(tab), 'the page was reloaded unasked');
			await tab.press(button, 'Start it now');
			await register.isReady();
			await register.hasChosen('Present', 30);
			assert.ok(!(await isSameDocument(tab)));
			assert.equal(school.ledger.entries(ELM_AM).length, 30);
		}
	);
}

/** In the page: what a browser does by itself once in a while. Resolves when the new version waits. */
export async function fetchUpdate(): Promise<void> {
	const registration = await navigator.serviceWorker.ready;
	await registration.update();
	const coming = registration.installing;
	if (!registration.waiting && coming)
		await new Promise<void>((waits) =>
			coming.addEventListener('statechange', () => coming.state === 'installed' && waits())
		);
	if (!registration.waiting) throw new Error('No new version waits.');
}

function isSameDocument(tab: Tab): Promise<boolean> {
	return tab.evaluate(() => 'sameDocument' in window);
}
