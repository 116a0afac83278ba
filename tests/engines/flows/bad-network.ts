import assert from 'node:assert/strict';
import { ELM_AM, type School } from '../../support/school.ts';
import type { Engine } from '../driver/browser.ts';
import { OpenRegister } from '../driver/register.ts';
import { trial } from '../driver/trial.ts';

/** A register taken through a network that fails in every way it can. */
export function badNetwork(engine: Engine): void {
	trial(
		engine,
		'[F14] through a network that refuses, stalls and cuts replies nothing leaves the outbox, and all of it arrives',
		async ({ school, browser }) => {
			const register = await OpenRegister.signedIn(await browser.tab('/'));
			const { network } = school;
			await network.refuse();
			await register.tapPresent(0, 10);
			await register.has(10, 'saved');

			network.stall();
			await network.up();
			await register.networkIsBack();
			await network.hasMet();
			await register.tapPresent(10, 20);
			await register.has(20, 'saved');
			await network.refuse();

			network.cut(300);
			await network.up();
			await register.networkIsBack();
			await network.hasMet();
			await register.tapPresent(20, 30);
			await register.has(30, 'saved');
			await register.has(0, 'received');

			await network.pass();
			await register.networkIsBack();
			await register.has(30, 'received');
			holdsExactly(school, 30);
		}
	);
	trial(
		engine,
		'[F13] a Wi-Fi login page that answers for the school takes nothing out of the outbox',
		async ({ school, browser }) => {
			const register = await OpenRegister.signedIn(await browser.tab('/'));
			school.network.answer(200, '<!doctype html><title>Wi-Fi</title><h1>Accept the terms</h1>');
			await register.tapPresent(0, 3);
			await school.network.hasMet();
			await register.has(3, 'saved');
			await register.has(0, 'received');
			await school.network.pass();
			await register.networkIsBack();
			await register.has(3, 'received');
			holdsExactly(school, 3);
		}
	);
	const ends = engine.keepsItsProfile ? 'a browser killed' : 'a page closed';
	trial(
		engine,
		`[F7] ${ends} while its push is in flight has every mark again, and each is received once`,
		async ({ school, browser }) => {
			const register = await OpenRegister.signedIn(await browser.tab('/'));
			const path = await register.path();
			// Without it a browser whose only tab is closed would end.
			const other = engine.keepsItsProfile ? null : await browser.tab('/icon.svg');
			await school.network.refuse();
			await register.tapPresent(0, 3);
			await register.has(3, 'saved');
			school.network.hold();
			await school.network.up();
			await register.networkIsBack();
			await school.network.hasMet();
			holdsExactly(school, 3);
			if (other) await register.tab.close();
			else await browser.kill();

			await school.network.refuse();
			const tab = other ?? (await browser.tab(path));
			if (other) await other.goto(path);
			const again = new OpenRegister(tab);
			await again.isReady();
			await again.has(3, 'saved');
			await school.network.pass();
			await again.networkIsBack();
			await again.has(3, 'received');
			holdsExactly(school, 3);
		}
	);
}

/** The database holds exactly so many entries of the register, one for each pupil. */
function holdsExactly(school: School, count: number): void {
	const entries = school.ledger.entries(ELM_AM);
	assert.equal(entries.length, count);
	assert.equal(new Set(entries.map((entry) => entry.pupilId)).size, count);
	assert.equal(school.ledger.quarantined(), 0);
}
