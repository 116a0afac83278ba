import fc from 'fast-check';
import type { Draft } from '../../../src/lib/device/draft.ts';
import { REGISTER } from '../../support/small-school.ts';
import { MOST_TABLETS, on, PUPIL_IDS, Step, tryTo, which } from './step.ts';
import { FATES, type Fate } from './fates.ts';
import type { Who } from './town.ts';

const MINUTE_MS = 60_000;

const syncWith = (fates: readonly Fate[]) =>
	fc.record({ at: which, fates: fc.array(fc.constantFrom(...fates), { maxLength: 3 }) }).map(
		({ at, fates: met }) =>
			new Step(`tablet ${at} syncs (${met.join(', ') || 'all well'})`, async (town) => {
				const tablet = on(town, at);
				tablet.fates = [...met];
				await tablet.sync();
				tablet.fates = [];
			})
	);
const sync = syncWith(FATES);

const together = fc.constant(
	new Step('all tablets mark somebody and sync at once', async (town) => {
		for (const [at, tablet] of town.tablets.entries())
			if (tablet.who === 'teal')
				await tryTo(tablet, town, {
					kind: 'mark',
					...REGISTER,
					pupilId: PUPIL_IDS[at % PUPIL_IDS.length] ?? '',
					how: 'tapped',
					code: '/',
					sawPlans: []
				});
		town.isCrowded = true;
		await Promise.all(town.tablets.map((tablet) => tablet.sync()));
		town.isCrowded = false;
		town.met.note('together');
	})
);

const overtaken = which.map(
	(at) =>
		new Step(`what tablet ${at} sent long ago arrives`, async (town) => {
			if ((await on(town, at).deliverOvertaken()) > 0) town.met.note('overtaken');
		})
);

const crash = fc.oneof(
	which.map((at) => new Step(`tablet ${at} is killed and opened`, (town) => on(town, at).relaunch())),
	fc.constant(new Step('the server is killed and started', (town) => town.restart()))
);

const backUp = fc.constant(new Step('the school is backed up', (town) => town.backUp()));
const restore = fc.boolean().map(
	(isSilent) =>
		new Step(`the backup is ${isSilent ? 'copied back by hand' : 'restored'}`, async (town) => {
			if (await town.restore(isSilent)) town.met.note(isSilent ? 'copied back' : 'restore');
		})
);

const clone = which.map(
	(at) =>
		new Step(`tablet ${at} is cloned`, async (town) => {
			if (town.tablets.length >= MOST_TABLETS) return;
			town.tablets.push(await on(town, at).clone());
			town.met.note('clone');
		})
);

const people = fc
	.record({ at: which, who: fc.constantFrom<Who | null>('teal', 'office', 'recep', 'head', null) })
	.map(
		({ at, who }) =>
			new Step(`on tablet ${at} ${who ?? 'nobody'} signs in`, async (town) => {
				const tablet = on(town, at);
				await tablet.signOut();
				if (who && !tablet.isWithdrawn) await tablet.signIn(who);
				town.met.note('person');
			})
	);

const clock = fc
	.record({ at: which, ms: fc.constantFrom(-86_400_000, -3_600_000, -70_000, 0, 70_000, 3 * 3_600_000) })
	.map(
		({ at, ms }) =>
			new Step(`the clock of tablet ${at} is ${ms / 1000} s off`, async (town) => {
				on(town, at).skewMs = ms;
				town.met.note('clock');
			})
	);

const wait = fc.integer({ min: 1, max: 9 }).map(
	(minutes) =>
		new Step(`${minutes} minutes pass`, async (town) => {
			town.pass(minutes * MINUTE_MS);
		})
);

/** The page dies in the middle of the write: the act is on disk whole, or not at all. */
const killedAtTap = fc.record({ at: which, turns: fc.nat({ max: 30 }) }).map(
	({ at, turns }) =>
		new Step(`tablet ${at} is killed ${turns} turns into marking everybody`, async (town) => {
			const tablet = on(town, at);
			if (tablet.who === null) return;
			const actId = town.newId();
			const drafts = PUPIL_IDS.map((pupilId): Draft => ({
				kind: 'mark',
				...REGISTER,
				pupilId,
				how: 'tapped',
				code: '/',
				sawPlans: [],
				actId
			}));
			const isKept = await tablet.dieRecording(turns, drafts);
			town.met.note(isKept ? 'killed after the write' : 'killed before the write');
		})
);

const file = fc.record({ from: which, by: which }).map(
	({ from, by }) =>
		new Step(`what waits on tablet ${from} is taken in as a file on tablet ${by}`, async (town) => {
			const office = on(town, by);
			if (office.who !== 'office' && office.who !== 'head') return;
			const taken = await town.takeIn(await on(town, from).device.saveWaitingAsFile(), office);
			if (taken > 0) town.met.note('file');
		})
);

const withdraw = which.map(
	(at) =>
		new Step(`tablet ${at} is withdrawn from use`, async (town) => {
			// One tablet stays: a school that hears of nothing proves nothing.
			if (at === 0 || town.tablets.length < 2 || on(town, at).deviceId === on(town, 0).deviceId) return;
			on(town, at).withdraw();
			town.met.note('withdrawn tablet');
		})
);

/** What goes wrong, and what else happens to tablets, people and server. */
export const MISHAPS = [
	...[sync, sync, sync, together, overtaken, crash, killedAtTap, backUp, restore, clone],
	...[people, clock, wait, file, withdraw]
];

const syncAtFirst = syncWith(FATES.filter((each) => each !== 'die-while-reading'));
/** Those that the first seeds were drawn from, before and after what people record. */
export const FIRST_MISHAPS = {
	before: [syncAtFirst, syncAtFirst, syncAtFirst, together],
	after: [overtaken, crash, backUp, restore, clone, people, clock, wait]
};
