import type { Browser, Locator, Page } from '@playwright/test';
import { DeskScreen } from '../support/desk-screen.ts';
import { RegisterScreen, signIn } from '../support/register-screen.ts';
import { ELM_AM, type School } from '../support/school.ts';
import type { StrictConsole } from '../support/strict-console.ts';
import { expect, test as base } from '../support/test.ts';

/** A pupil of 4 Elm with no known absence. */
const AT = 2;

/** One morning in three browsers: a tablet on a network of its own, the desk, and the office's board. */
class Morning {
	readonly school: School;
	#browser: Browser;
	#strict: StrictConsole;
	#networks = new Map<RegisterScreen, Awaited<ReturnType<School['otherNetwork']>>>();
	#open: Page[] = [];
	#without = new Set<RegisterScreen>();
	#minute = '08:52';

	constructor(school: School, browser: Browser, strict: StrictConsole) {
		this.school = school;
		this.#browser = browser;
		this.#strict = strict;
		school.expectFailures();
	}

	/** A class tablet, signed in and ready, whose network can be taken away; `clock`: its time can be moved on. */
	async tablet({ clock = false } = {}): Promise<RegisterScreen> {
		const network = await this.school.otherNetwork();
		const page = await this.#page(network.url);
		if (clock) await page.clock.install();
		const screen = await RegisterScreen.signedIn(page);
		this.#networks.set(screen, network);
		return screen;
	}

	async offline(tablet: RegisterScreen): Promise<void> {
		this.#without.add(tablet);
		await this.#networks.get(tablet)?.refuse();
	}

	/** The tablet finds its network again, learns the time, and everything that waited is received. */
	async back(tablet: RegisterScreen): Promise<void> {
		this.#without.delete(tablet);
		await this.#networks.get(tablet)?.pass();
		await this.#learns(tablet.page);
		await expect(tablet.page.locator('li[data-pupil][data-state="saved"]')).toHaveCount(0, {
			timeout: 20_000
		});
	}

	async desk(): Promise<DeskScreen> {
		return DeskScreen.signedIn(await this.#page(this.school.url));
	}

	async board(): Promise<Board> {
		const page = await this.#page(this.school.url);
		await page.goto('/sign-in');
		await signIn(page, { username: 'attendance', password: 'firstbell-demo' });
		await expect(page.getByRole('heading', { name: 'Registers today' })).toBeVisible({ timeout: 20_000 });
		return new Board(page);
	}

	/** It is that time at the school; whoever can reach it has learned so. */
	async timeIs(minute: string): Promise<void> {
		await this.school.server.stop();
		this.school.server.clock = `2026-11-23T${minute}`;
		await this.school.start();
		this.#minute = minute;
		const without = [...this.#without].map((tablet) => tablet.page);
		for (const page of this.#open) if (!without.includes(page)) await this.#learns(page);
	}

	/** Waits until a browser that can reach the school shows its time, give or take what the test takes. */
	async #learns(page: Page): Promise<void> {
		await expect
			.poll(
				async () => {
					await page.evaluate(() => window.dispatchEvent(new Event('online')));
					return (await page.locator('time.clock').innerText()) >= this.#minute;
				},
				{ timeout: 30_000 }
			)
			.toBe(true);
	}

	async close(): Promise<void> {
		for (const page of this.#open) await page.context().close();
	}

	async #page(baseURL: string): Promise<Page> {
		const context = await this.#browser.newContext({ baseURL, viewport: { width: 1440, height: 900 } });
		this.#strict.watch(context);
		const page = await context.newPage();
		this.#open.push(page);
		return page;
	}
}

/** The office's board, as far as one child is concerned. */
class Board {
	readonly page: Page;
	constructor(page: Page) {
		this.page = page;
	}

	/** The child's row among the children to find. */
	toFind(pupilId: string): Locator {
		return this.page.locator(`.find li[data-pupil="${pupilId}"]`);
	}

	/** Waits until the board has heard of so many marks of 4 Elm, and shows that time. */
	async hasHeard(minute: RegExp): Promise<void> {
		await expect(this.page.locator('time.clock')).toHaveText(minute, { timeout: 20_000 });
		await expect(this.page.getByText(/^Live/)).toBeVisible({ timeout: 20_000 });
	}
}

const test = base.extend<{ morning: Morning }>({
	plan: { clock: '2026-11-23T08:52' },
	morning: async ({ school, browser, strictConsole }, use) => {
		const morning = new Morning(school, browser, strictConsole);
		await use(morning);
		await morning.close();
	}
});
test.describe.configure({ timeout: 120_000 });

interface Child {
	pupilId: string;
	name: string;
}

async function childOf(tablet: RegisterScreen, at = AT): Promise<Child> {
	const row = tablet.row(at);
	const pupilId = (await row.getAttribute('data-pupil')) ?? '';
	return { pupilId, name: (await row.locator('legend').innerText()).trim() };
}

/** Signs the child in at the desk, now. */
async function signInChild(desk: DeskScreen, { name }: Child, button = /arrived now, L/): Promise<void> {
	const card = await desk.find(name, name);
	await card.getByRole('button', { name: button }).click({ timeout: 20_000 });
	await expect(desk.line(name)).toContainText('Received', { timeout: 20_000 });
}

/** What the school keeps of the child that morning: code and how, in the order in which they were made. */
function kept({ school }: Morning, { pupilId }: Child): string[] {
	return school.ledger
		.entries(ELM_AM)
		.filter((entry) => entry.pupilId === pupilId)
		.sort((a, b) => a.madeAt + a.clock.offsetMs - (b.madeAt + b.clock.offsetMs))
		.map((entry) => `${entry.code ?? 'as planned'} ${entry.how}`);
}

/** What the child's entry of that kind took the place of. */
function replacedBy({ school }: Morning, { pupilId }: Child, how: string): readonly string[] {
	const entry = school.ledger.entries(ELM_AM).find((each) => each.pupilId === pupilId && each.how === how);
	if (!entry) throw new Error(`No entry ${how}.`);
	return entry.replaces;
}

const note = (tablet: RegisterScreen, words: string | RegExp, at = AT) =>
	expect(tablet.row(at).getByText(words)).toBeVisible({ timeout: 20_000 });

/** The school's mark, as its own table has it. */
const markIs = (morning: Morning, child: Child, mark: Record<string, unknown>) =>
	expect
		.poll(() => morning.school.ledger.mark(ELM_AM, child.pupilId), { timeout: 20_000 })
		.toMatchObject(mark);

test('[E7] [F15] absent tapped at 08:52 without a network, arrived at the desk at 09:01, tablet back at 09:20: late, N in the history, nobody to ring', async ({
	morning
}) => {
	const tablet = await morning.tablet();
	const desk = await morning.desk();
	const board = await morning.board();
	const child = await childOf(tablet);
	await morning.offline(tablet);
	await tablet.tap(AT, 'Absent');
	await tablet.has(1, 'saved');

	await morning.timeIs('09:01');
	await signInChild(desk, child);
	await morning.timeIs('09:20');
	await morning.back(tablet);

	expect(kept(morning, child)).toEqual(['N tapped', 'L desk']);
	await markIs(morning, child, { code: 'L', dispute: 0, urgent: 0 });
	await expect(tablet.button(tablet.row(AT), 'Late')).toHaveAttribute('aria-pressed', 'true');
	await note(tablet, /Signed in 09:01/);
	// Nobody has seen the child in class since: that is what the list says, and not that there is no reason.
	await board.hasHeard(/09:2\d/);
	await expect(board.toFind(child.pupilId)).not.toContainText('No reason yet');
	await expect(board.toFind(child.pupilId)).toContainText('Ask in 4 Elm first');
	await tablet.row(AT).getByRole('button', { name: 'In class' }).click();
	await expect(board.toFind(child.pupilId)).toHaveCount(0, { timeout: 20_000 });
});

test('[E4] the same answer from two tablets that had not seen each other is one mark and no question', async ({
	morning
}) => {
	const [one, two] = [await morning.tablet(), await morning.tablet()];
	const child = await childOf(one);
	await morning.offline(one);
	await one.tap(AT, 'Present');
	await two.tap(AT, 'Present');
	await two.has(1, 'received');
	await morning.back(one);
	expect(kept(morning, child)).toEqual(['/ tapped', '/ tapped']);
	await markIs(morning, child, { code: '/', dispute: 0 });
	await expect(one.page.getByText('Which is right?')).toHaveCount(0);
});

test('[E7] absent tapped after the arrival’s minute, unseen, is urgent: signed in, not in class', async ({
	morning
}) => {
	const tablet = await morning.tablet({ clock: true });
	const desk = await morning.desk();
	const board = await morning.board();
	const child = await childOf(tablet);
	await morning.offline(tablet);
	await signInChild(desk, child);
	await tablet.page.clock.fastForward('05:00');
	await tablet.tap(AT, 'Absent');
	await tablet.has(1, 'saved');
	await morning.timeIs('08:58');
	await morning.back(tablet);
	expect(kept(morning, child)).toEqual(['L desk', 'N tapped']);
	expect(replacedBy(morning, child, 'tapped')).toEqual([]);
	await markIs(morning, child, { code: 'L', dispute: 1, urgent: 1 });
	await board.hasHeard(/08:5\d|09:0\d/);
	await expect(board.toFind(child.pupilId)).toContainText('Urgent', { timeout: 20_000 });
	await expect(board.toFind(child.pupilId)).toContainText(/signed in, not in class/i);
});

test('[E6] present tapped after the arrival’s minute, unseen: L stays with its time, and the child is seen in class', async ({
	morning
}) => {
	const tablet = await morning.tablet({ clock: true });
	const desk = await morning.desk();
	const board = await morning.board();
	const child = await childOf(tablet);
	await morning.offline(tablet);
	await signInChild(desk, child);
	// Five minutes on, and no network: it has not heard of the arrival.
	await tablet.page.clock.fastForward('05:00');
	await tablet.tap(AT, 'Present');
	await tablet.has(1, 'saved');
	await morning.timeIs('09:15');
	await morning.back(tablet);
	expect(kept(morning, child)).toEqual(['L desk', '/ tapped']);
	expect(replacedBy(morning, child, 'tapped')).toEqual([]);
	await markIs(morning, child, { code: 'L', dispute: 0 });
	await note(tablet, /Signed in 08:5\d, in class/);
	await board.hasHeard(/09:1\d/);
	await expect(board.toFind(child.pupilId)).toHaveCount(0);
});

test('[E6] present tapped before the arrival’s minute is in dispute with it', async ({ morning }) => {
	const tablet = await morning.tablet();
	const desk = await morning.desk();
	const board = await morning.board();
	const child = await childOf(tablet);
	await morning.offline(tablet);
	await tablet.tap(AT, 'Present');
	await tablet.has(1, 'saved');
	await morning.timeIs('09:01');
	await signInChild(desk, child);
	await morning.back(tablet);
	expect(kept(morning, child)).toEqual(['/ tapped', 'L desk']);
	await markIs(morning, child, { code: 'L', dispute: 1, urgent: 0 });
	await note(tablet, /Which is right\?/);
	await board.page.goto('/office/checking');
	await expect(board.page.getByText(child.name).first()).toBeVisible({ timeout: 20_000 });
});

test('[E8] absent in class and a cause that the office states unseen are no dispute: the cause stands', async ({
	morning
}) => {
	const tablet = await morning.tablet();
	const office = await morning.tablet();
	const child = await childOf(tablet);
	await morning.offline(tablet);
	await tablet.tap(AT, 'Absent');
	await tablet.has(1, 'saved');
	// The office states the cause of an absence that another tablet of the class has told.
	await office.tap(AT, 'Absent');
	await office.has(1, 'received');
	const board = await morning.board();
	await morning.timeIs('09:12');
	await board.hasHeard(/09:1\d/);
	const row = board.toFind(child.pupilId);
	await row.locator('[data-outcome="spoke"]').click({ timeout: 20_000 });
	const sheet = board.page.getByRole('dialog');
	await sheet.getByLabel('Reason given').fill('A cold, told by the mother');
	await sheet.getByRole('radio', { name: /illness/i }).check();
	await sheet.getByRole('button', { name: 'Save' }).click();
	await markIs(morning, child, { code: 'I' });
	await morning.back(tablet);
	expect(kept(morning, child)).toEqual(['N tapped', 'N tapped', 'I office']);
	await markIs(morning, child, { code: 'I', dispute: 0 });
	await expect(board.toFind(child.pupilId)).toHaveCount(0, { timeout: 20_000 });
});

test('[E10] rest present that had not seen an absence message, or an absent of another tablet, asks which is right', async ({
	morning
}) => {
	const [tablet, other] = [await morning.tablet(), await morning.tablet()];
	const desk = await morning.desk();
	const child = await childOf(tablet);
	const absent = await childOf(tablet, AT + 1);
	await morning.offline(tablet);
	await tablet.page.getByRole('button', { name: /^Rest present/ }).click();
	await expect(tablet.button(tablet.row(AT), 'Present')).toHaveAttribute('aria-pressed', 'true');
	await other.tap(AT + 1, 'Absent');
	await other.has(1, 'received');
	await desk.mode('Absence message');
	const card = await desk.find(child.name, child.name);
	await card.getByRole('button', { name: /message/i }).click();
	const sheet = desk.page.getByRole('dialog');
	await sheet.getByRole('group', { name: 'Who told you?' }).getByRole('radio').first().check();
	await sheet.getByRole('radio', { name: 'Ill' }).check();
	await sheet.getByRole('button', { name: 'Record message' }).click();
	await expect(desk.line(child.name)).toContainText('Received', { timeout: 20_000 });
	await morning.back(tablet);
	await markIs(morning, child, { shownAs: 'away', provisional: 1, dispute: 1 });
	await note(tablet, /Which is right\?/);
	await markIs(morning, absent, { code: 'N', dispute: 1 });
	await note(tablet, /Which is right\?/, AT + 1);
});

test('[E9] present on one tablet and absent on another, neither having seen the other, is in dispute', async ({
	morning
}) => {
	const [one, two] = [await morning.tablet(), await morning.tablet()];
	const board = await morning.board();
	const child = await childOf(one);
	await morning.offline(one);
	await one.tap(AT, 'Present');
	await two.tap(AT, 'Absent');
	await two.has(1, 'received');
	await morning.back(one);
	await markIs(morning, child, { code: '/', dispute: 1 });
	await note(two, /Which is right\?/);
	// A doubtful presence stays among the children to find.
	await expect(board.toFind(child.pupilId)).toBeVisible({ timeout: 20_000 });
});

test('[CF2] the wrong child signed in at the desk: the missing one is back among the children to find by 09:11', async ({
	morning
}) => {
	const tablet = await morning.tablet();
	const desk = await morning.desk();
	const board = await morning.board();
	const [missing, other] = [await childOf(tablet), await childOf(tablet, AT + 1)];
	await morning.timeIs('09:01');
	// The boy who came is the other; the desk taps the missing one.
	await signInChild(desk, missing);
	await tablet.tap(AT + 1, 'Present');
	await morning.timeIs('09:11');
	await board.hasHeard(/09:1\d/);
	await expect(board.toFind(missing.pupilId)).toContainText('Urgent', { timeout: 20_000 });
	await expect(board.toFind(missing.pupilId)).toContainText(/not yet seen in class/);
	await expect(board.toFind(other.pupilId)).toHaveCount(0);
});
