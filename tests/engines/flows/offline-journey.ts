import assert from 'node:assert/strict';
import { ELM_AM } from '../../support/school.ts';
import type { Engine } from '../driver/browser.ts';
import { OpenRegister } from '../driver/register.ts';
import { trial } from '../driver/trial.ts';

/** A register taken with no server anywhere, the browser closed and opened again, and the server back. */
export function offlineJourney(engine: Engine): void {
	const again = engine.keepsItsProfile ? 'closing the browser' : 'a reload';
	trial(
		engine,
		`a register taken with the server stopped survives ${again} and arrives as exactly those 30 entries`,
		async ({ school, browser }) => {
			const online = await OpenRegister.signedIn(await browser.tab('/'));
			const deepLink = await online.path();
			const pupils = (await online.rows()).map((row) => row.pupilId);

			await school.stop();
			await online.tab.goto(deepLink);
			await online.isReady();
			const firstTap = Date.now();
			await online.tapPresent(0, 30);
			await online.has(30, 'saved');
			const lastTap = Date.now();

			let reopened = online;
			if (engine.keepsItsProfile) {
				await browser.close();
				reopened = new OpenRegister(await browser.tab(deepLink));
			} else await online.tab.goto(deepLink);
			await reopened.isReady();
			await reopened.hasChosen('Present', 30);
			await reopened.has(30, 'saved');
			assert.deepEqual(school.ledger.entries(ELM_AM), []);

			await school.start();
			await reopened.networkIsBack();
			await reopened.has(30, 'received');
			const entries = school.ledger.entries(ELM_AM);
			assert.deepEqual(entries.map((entry) => entry.pupilId).sort(), [...pupils].sort());
			assert.equal(new Set(entries.map((entry) => entry.id)).size, 30);
			for (const { code, how, replaces, madeAt } of entries) {
				assert.deepEqual({ code, how, replaces }, { code: '/', how: 'tapped', replaces: [] });
				assert.ok(madeAt >= firstTap && madeAt <= lastTap, 'made when it was tapped, not when it was sent');
			}
			assert.equal(school.ledger.quarantined(), 0);
		}
	);
}
