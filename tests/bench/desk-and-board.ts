import { rm } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import { DeskScreen } from '../support/desk-screen.ts';
import { signIn } from '../support/register-screen.ts';
import { School } from '../support/school.ts';
import { StrictConsole } from '../support/strict-console.ts';
import { Tablet } from '../support/tablet.ts';
import { biggerSchool } from './bigger-school.ts';
import { halfDayTimes, letterTimes, shownAt, throttle, watchCards, watchLetters } from './in-the-page.ts';
import { p95 } from './measures.ts';
import { EnrolledDevice } from '../support/enrolled-device.ts';

/** What reception types: names as they are, names misspelt, a class, nobody. */
const TYPED = [
	'tyler m',
	'olivia',
	'amina yu',
	'kacpr',
	'mohamed',
	'4 elm',
	'zzz',
	'sophie',
	'brown',
	'tilr'
];
const LETTERS = TYPED.join('').length;
const BETWEEN_LETTERS_MS = 200;
const DEVICES = 14;
const PUSHES_EACH = 8;

/** The p95 of a letter typed into the desk's search of 630 pupils, from the key to the paint. */
export function searchOfBigSchool(slower: number): Promise<number> {
	return inASchool({ moreClasses: 7, clock: '2026-11-23T09:01' }, async (_school, tablet) => {
		const desk = await DeskScreen.signedIn(await tablet.open());
		await throttle(desk.page, slower);
		await watchLetters(desk.page);
		for (const word of TYPED) {
			await desk.box.focus();
			for (const letter of word) {
				await desk.page.keyboard.type(letter);
				await pause(BETWEEN_LETTERS_MS);
			}
			await desk.page.keyboard.press('Escape');
			await pause(BETWEEN_LETTERS_MS);
		}
		return p95(await letterTimes(desk.page, LETTERS));
	});
}

/** The p95 of changing a board of sixty classes to the other half-day: all cards worked out and painted. */
export function boardOfSixty(slower: number): Promise<number> {
	return inASchool({ moreClasses: 46, clock: '2026-11-23T08:56' }, async (_school, tablet) => {
		const page = await boardOf(tablet, 60);
		await throttle(page, slower);
		await halfDayTimes(page, 4);
		return p95(await halfDayTimes(page, 40));
	});
}

/** The p95 from the sending of a mark to the painting of its class's card, while fourteen devices push. */
export function pushToBoard(): Promise<number> {
	return inASchool({ moreClasses: 0, clock: '2026-11-23T08:52' }, async (school, tablet) => {
		const page = await boardOf(tablet, 14);
		await watchCards(page);
		const address = `http://127.0.0.1:${school.server.port}`;
		const devices: EnrolledDevice[] = [];
		for (let n = 0; n < DEVICES; n++) devices.push(await EnrolledDevice.signIn(address, school.url));
		const classes = [...(await Promise.all(devices.map((each) => each.wholeClasses())))];
		const sent = await Promise.all(
			devices.map(async (device, n) => {
				const all = [...(classes[n] ?? [])];
				const [classId = '', pupilIds = []] = all[n % all.length] ?? [];
				// Where two devices share a class each marks its own pupils.
				const own = pupilIds.slice(n < all.length ? 0 : PUSHES_EACH);
				const times: { classId: string; at: number }[] = [];
				for (let push = 0; push < PUSHES_EACH; push++) {
					await pause(700 + 60 * ((n * 7 + push * 5) % 14));
					times.push({ classId, at: Date.now() });
					await device.pushMarks(classId, own.slice(push, push + 1), '/');
				}
				return times;
			})
		);
		const took: number[] = [];
		for (const own of Map.groupBy(sent.flat(), (each) => each.classId).values()) {
			const inOrder = own.sort((a, b) => a.at - b.at);
			for (const [before, { classId, at }] of inOrder.entries())
				took.push((await shownAt(page, classId, before + 1)) - at);
		}
		return p95(took);
	});
}

async function boardOf(tablet: Tablet, classes: number): Promise<Page> {
	const page = await tablet.open('/sign-in', { viewport: { width: 1440, height: 900 } });
	await signIn(page, { username: 'attendance', password: 'firstbell-demo' });
	await page
		.locator('button[data-class]')
		.nth(classes - 1)
		.waitFor({ timeout: 60_000 });
	return page;
}

async function inASchool(
	plan: { moreClasses: number; clock: string },
	work: (school: School, tablet: Tablet) => Promise<number>
): Promise<number> {
	const data = await biggerSchool(plan.moreClasses);
	const school = await School.open({ clock: plan.clock, data }, new StrictConsole());
	const tablet = await Tablet.unbox(school.url);
	try {
		return await work(school, tablet);
	} finally {
		await tablet.discard();
		await school.close();
		await rm(data, { recursive: true, force: true });
	}
}
