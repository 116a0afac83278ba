import assert from 'node:assert/strict';
import { ELM_AM } from '../../support/school.ts';
import type { Engine } from '../driver/browser.ts';
import { OpenRegister } from '../driver/register.ts';
import { trial } from '../driver/trial.ts';

/** One register in two tabs of one browser. */
export function twoTabs(engine: Engine): void {
	trial(
		engine,
		'[F2] two tabs on one register both show every mark, and none is sent twice',
		async ({ school, browser }) => {
			const left = await OpenRegister.signedIn(await browser.tab('/'));
			const right = new OpenRegister(await browser.tab(await left.path()));
			await right.isReady();

			for (let at = 0; at < 30; at += 2) {
				await left.tap(at, 'Present');
				await right.tap(at + 1, 'Present');
			}
			for (const register of [left, right]) {
				await register.hasChosen('Present', 30);
				await register.has(30, 'received');
			}
			const entries = school.ledger.entries(ELM_AM);
			assert.equal(entries.length, 30);
			assert.equal(new Set(entries.map((entry) => entry.pupilId)).size, 30);
			assert.equal(new Set(entries.map((entry) => entry.seq)).size, 30);
			assert.equal(school.ledger.quarantined(), 0);
		}
	);
}
