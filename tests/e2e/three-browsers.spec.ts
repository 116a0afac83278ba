import { expect } from '../support/test.ts';
import { AT, childOf, kept, markIs, note, replacedBy, signInChild, test } from '../support/morning.ts';

test.describe.configure({ timeout: 120_000 });

test('[E7] [F15] absent tapped at 08:52 without a network, arrived at the desk at 09:01, tablet back at 09:20: late, N in the history, no call due', async ({
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
	await expect(board.toFind(child.pupilId)).toContainText('Ask in 4 Elm first: no call is due yet');
	await expect(board.toFind(child.pupilId).locator('[data-outcome], a[href^="tel:"]')).toHaveCount(0);
	await tablet.row(AT).getByRole('button', { name: 'In class' }).press('Enter');
	await expect(tablet.button(tablet.row(AT), 'Present')).toBeFocused();
	await expect(board.toFind(child.pupilId)).toHaveCount(0, { timeout: 20_000 });
});

test('[E6] [E7] tapped after the arrival’s minute, unseen: absent is urgent, and present leaves the L with its time', async ({
	morning
}) => {
	const tablet = await morning.tablet({ clock: true });
	const desk = await morning.desk();
	const board = await morning.board();

	await test.step('[E7] absent tapped after the arrival’s minute, unseen, is urgent: signed in, not in class', async () => {
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
		await expect(board.toFind(child.pupilId).locator('[data-outcome="spoke"]')).toBeVisible();
	});

	await test.step('[E6] present tapped after the arrival’s minute, unseen: L stays with its time, and the child is seen in class', async () => {
		const child = await childOf(tablet, AT + 1);
		await morning.offline(tablet);
		await signInChild(desk, child);
		// Five minutes on, and no network: it has not heard of the arrival.
		await tablet.page.clock.fastForward('05:00');
		await tablet.tap(AT + 1, 'Present');
		await tablet.has(1, 'saved');
		await morning.timeIs('09:15');
		await morning.back(tablet);
		expect(kept(morning, child)).toEqual(['L desk', '/ tapped']);
		expect(replacedBy(morning, child, 'tapped')).toEqual([]);
		await markIs(morning, child, { code: 'L', dispute: 0 });
		await note(tablet, /Signed in (08:5|09:0)\d, in class/, AT + 1);
		await board.hasHeard(/09:1\d/);
		await expect(board.toFind(child.pupilId)).toHaveCount(0);
	});
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

test('[E4] [E9] two tablets that had not seen each other: the same answer is one mark, and present against absent is in dispute', async ({
	morning
}) => {
	const [one, two] = [await morning.tablet(), await morning.tablet()];
	const board = await morning.board();

	await test.step('[E4] the same answer from two tablets that had not seen each other is one mark and no question', async () => {
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

	await test.step('[E9] present on one tablet and absent on another, neither having seen the other, is in dispute', async () => {
		const child = await childOf(one, AT + 1);
		await morning.offline(one);
		await one.tap(AT + 1, 'Present');
		await two.tap(AT + 1, 'Absent');
		await two.has(2, 'received');
		await morning.back(one);
		await markIs(morning, child, { code: '/', dispute: 1 });
		await note(two, /Which is right\?/, AT + 1);
		// A doubtful presence stays among the children to find.
		await expect(board.toFind(child.pupilId)).toBeVisible({ timeout: 20_000 });
	});
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
