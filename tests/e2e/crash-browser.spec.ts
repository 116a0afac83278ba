import { Chance } from '../../src/lib/server/demo/chance.ts';
import { throttle } from '../bench/in-the-page.ts';
import { CRASH_SEED, inTurns } from '../support/crash-turns.ts';
import { RegisterScreen } from '../support/register-screen.ts';
import { ELM_AM, type School } from '../support/school.ts';
import { expect, test } from '../support/test.ts';

/** How often a browser is killed in all: 15 with every change, 100 in a soak. */
const KILLS = Number(process.env.CRASH_BROWSER_KILLS ?? 15);
/** Kills of one tablet. */
const KILLS_EACH = 8;
/** As a slow tablet: a tick painted before its mark is on disk would be painted long enough before it to be caught. */
const SLOWER = 6;

for (const { first, last } of inTurns(KILLS, KILLS_EACH))
	test(`[F6] a browser killed the moment it says saved has the mark when it is opened again: kills ${first} to ${last}`, async ({
		school,
		tablet
	}) => {
		test.setTimeout(60_000 + (last - first + 1) * 20_000);
		const chance = new Chance(CRASH_SEED, 'browser', first);
		const setUp = await RegisterScreen.signedIn(await tablet.open());
		const register = new URL(setUp.page.url()).pathname;
		await tablet.close();
		school.expectFailures();
		const met = { offline: 0, sendingToo: 0, arrivedBeforeReopening: 0 };

		for (let before = 0; before <= last - first; before++) {
			const isOffline = chance.holds(0.6);
			await (isOffline ? school.network.refuse() : school.network.pass());
			const when = `kill ${first + before}, seed ${CRASH_SEED}`;
			const screen = new RegisterScreen(await tablet.open(register));
			await screen.isReady();
			await hasAll(screen, before, when);
			await throttle(screen.page, SLOWER);
			await screen.tapUntilSaved(before, 'Present');
			await tablet.kill();
			met[isOffline ? 'offline' : 'sendingToo'] += 1;
			if (!isOffline) met.arrivedBeforeReopening += arrived(school) === before + 1 ? 1 : 0;
		}

		const count = last - first + 1;
		await school.network.refuse();
		const reopened = new RegisterScreen(await tablet.open(register));
		await reopened.isReady();
		await hasAll(reopened, count, `after kill ${last}, seed ${CRASH_SEED}`);
		await school.network.pass();
		await reopened.networkIsBack();
		await reopened.has(count, 'received');
		process.stdout.write(`Seed ${CRASH_SEED}, browser kills ${first} to ${last}: ${JSON.stringify(met)}\n`);
		const entries = school.ledger.entries(ELM_AM);
		const pupils = (await reopened.pupilIds()).slice(0, count);
		expect(entries.map((entry) => entry.pupilId).sort(), 'each mark once').toEqual(pupils.sort());
		expect(school.ledger.quarantined()).toBe(0);
		expect(met.offline + met.sendingToo).toBe(count);
	});

/** The first pupils, one for each kill before, have their mark, on this tablet or with the school. */
async function hasAll(screen: RegisterScreen, count: number, when: string): Promise<void> {
	for (let at = 0; at < count; at++) {
		await expect(screen.button(screen.row(at), 'Present'), when).toHaveAttribute('aria-pressed', 'true');
		await expect(screen.row(at), when).toHaveAttribute('data-state', /^(saved|received)$/);
	}
}

function arrived(school: School): number {
	return school.ledger.entries(ELM_AM).length;
}
