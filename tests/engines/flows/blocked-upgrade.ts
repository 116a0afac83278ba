import assert from 'node:assert/strict';
import { nextBuild } from '../../support/next-build.ts';
import { ELM_AM } from '../../support/school.ts';
import type { Engine, Tab } from '../driver/browser.ts';
import { button, link, OpenRegister, sees, text } from '../driver/register.ts';
import { trial, type Trial } from '../driver/trial.ts';
import { fetchUpdate } from './update.ts';

const OLD = 'A newer version of Firstbell is open in another tab.';
const BLOCKED = 'Firstbell is open in another tab in an older version. Close the other tab to go on.';

/** A version with new tables that is started in one tab while another tab has the old one open. */
export function blockedUpgrade(engine: Engine): void {
	trial(
		engine,
		'[F26] an old tab lets an update have the tables, says so, goes on, and nothing of either is lost',
		async (around) => {
			const { school, old, other } = await updatedInAnotherTab(around, 2);
			await sees(old.tab, OLD);
			await old.has(2, 'saved');
			await old.tap(2, 'Absent');
			await old.has(3, 'saved');

			await other.press(link, 'Go to my register');
			const fresh = new OpenRegister(other);
			await fresh.isReady();
			await fresh.has(3, 'saved');
			await fresh.tap(3, 'Present');
			await school.network.pass();
			await fresh.networkIsBack();
			for (const register of [old, fresh]) await register.has(4, 'received');
			assert.deepEqual(
				school.ledger.entries(ELM_AM).map((entry) => entry.seq),
				[1, 2, 3, 4]
			);
		}
	);
	trial(
		engine,
		'[F26] an old tab that does not let go is named in a sentence, and what waits is there once it is closed',
		async (around) => {
			const { school, old, other } = await updatedInAnotherTab(around, 3, (tab) => tab.evaluate(holdOpen));
			await sees(other, BLOCKED);
			await old.tab.close();
			await sees(other, '2 waiting to send');
			assert.ok(!(await text(other)).includes(BLOCKED));
			await other.press(link, 'Go to my register');
			const fresh = new OpenRegister(other);
			await fresh.isReady();
			await fresh.has(2, 'saved');
			await school.network.pass();
			await fresh.networkIsBack();
			await fresh.has(2, 'received');
			assert.equal(school.ledger.entries(ELM_AM).length, 2);
		}
	);
}

async function updatedInAnotherTab(
	{ engine, school, browser }: Trial,
	tables: number,
	before: (old: Tab) => Promise<void> = async () => {}
) {
	const old = await OpenRegister.signedIn(await browser.tab('/'));
	await school.network.refuse();
	await old.tap(0, 'Present');
	await old.tap(1, 'Late');
	await old.has(2, 'saved');
	await before(old.tab);
	await school.stop();
	school.server.build = await nextBuild(`9.9.9-${engine.name}-${tables}`, tables);
	await school.start();
	school.network.answer(503, 'Busy', 'text/plain');
	const other = await browser.tab('/tablet');
	await sees(other, 'This tablet');
	await other.evaluate(fetchUpdate);
	await sees(other, 'New version ready');
	await other.press(button, 'Start it now');
	return { school, old, other };
}

/** In the page: a connection that hears of no upgrade, as of a page that the tablet froze. */
function holdOpen(): Promise<void> {
	return new Promise((held, failed) => {
		const asked = indexedDB.open('firstbell');
		asked.onerror = () => failed(asked.error);
		asked.onsuccess = () => {
			Object.assign(window, { heldOpen: asked.result });
			held();
		};
	});
}
