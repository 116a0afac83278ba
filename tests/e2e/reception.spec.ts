import { isAccessible } from '../support/axe.ts';
import { DeskScreen } from '../support/desk-screen.ts';
import { fillDisk, freeDisk } from '../support/full-disk.ts';
import { tabTo } from '../support/keyboard.ts';
import { pagesOf } from '../support/printed.ts';
import { RegisterScreen } from '../support/register-screen.ts';
import type { School } from '../support/school.ts';
import { expect, test } from '../support/test.ts';

test.use({ plan: { clock: '2026-11-23T09:01' } });

/** What the school took in since the test began, told apart by kind. */
function watchLedger(school: School) {
	const before = school.ledger.head();
	const since = () => school.ledger.since(before);
	return {
		since,
		of: <K extends ReturnType<typeof since>[number]['kind']>(kind: K) =>
			since().filter((fact) => fact.kind === kind)
	};
}

test('[L1] a boy who missed the bus is found by a few letters misspelt and signed in with one tap; the reason follows', async ({
	school,
	page
}) => {
	const desk = await DeskScreen.signedIn(page);
	const ledger = watchLedger(school);
	const card = await desk.find('tilr mar', 'Tyler Marsh');
	await expect(card).toContainText('4 Elm, Year 4');
	await card.getByRole('button', { name: /^Tyler Marsh: arrived now, L, 1[12] minutes late$/ }).click();
	await expect(desk.last).toContainText(/Tyler Marsh signed in at 09:0[12]/);
	await expect(desk.last).toContainText('Saved on this device');
	await expect.poll(() => ledger.of('mark').length).toBe(1);
	expect(ledger.since()).toMatchObject([
		{
			kind: 'mark',
			classId: 'c-4elm',
			how: 'desk',
			code: 'L',
			arrivedAt: expect.stringMatching(/^09:0[12]$/)
		}
	]);

	await desk.last.getByRole('button', { name: 'Transport late' }).click();
	await expect(desk.line('Tyler Marsh')).toContainText('Transport late');
	await expect(desk.line('Tyler Marsh')).toContainText('Received');
	const [tap, reason] = ledger.of('mark');
	expect(reason).toMatchObject({
		reason: 'Transport late',
		replaces: [tap?.id],
		actId: tap && 'actId' in tap && tap.actId
	});
	await desk.find('tyler m', 'Tyler Marsh');
	await expect(desk.found.first()).toContainText(/Signed in at 09:0[12] already/);
	await desk.box.fill('');

	// A browser that shows no print window says at once that it has printed.
	await page.evaluate(() => (window.print = () => document.body.setAttribute('data-printed', '')));
	await desk.last.getByRole('button', { name: 'Late slip' }).click();
	await expect(page.locator('body[data-printed]')).toBeAttached();
	await page.emulateMedia({ media: 'print' });
	const slip = page.getByRole('article').filter({ hasText: 'Late slip' });
	await expect(slip).toBeVisible();
	await expect(slip).toContainText(/Tyler Marsh.*4 Elm.*23 November 2026.*09:0[12], L.*Transport late/s);
	await expect(desk.box).toBeHidden();
	await expect(page.getByRole('navigation').filter({ visible: true })).toHaveCount(0);
	expect(await pagesOf(page)).toBe(1);
});

test('arrivals with the server stopped survive closing the browser, and arrive as exactly those facts, made at the tap', async ({
	school,
	tablet
}) => {
	const online = await DeskScreen.signedIn(await tablet.open());
	await expect(online.page.getByText('Nothing waiting to send')).toBeVisible();
	const ledger = watchLedger(school);

	await school.stop();
	const firstTap = Date.now();
	await (await online.find('tyler', 'Tyler Marsh')).getByRole('button', { name: /arrived now/ }).click();
	await expect(online.line('Tyler Marsh')).toContainText('waiting to send');
	const firstDone = Date.now();
	await tablet.close();

	const offline = new DeskScreen(await tablet.open('/reception'));
	await offline.isReady();
	await expect(offline.line('Tyler Marsh')).toContainText('waiting to send');
	const secondTap = Date.now();
	await (await offline.find('betsy', 'Betsy Hartley')).getByRole('button', { name: /arrived now/ }).click();
	await expect(offline.line('Betsy Hartley')).toContainText('waiting to send');
	await expect(offline.page.getByText(/2 waiting to send/)).toBeVisible();
	const secondDone = Date.now();
	expect(ledger.since()).toEqual([]);

	await school.start();
	await expect(offline.line('Betsy Hartley')).toContainText('Received', { timeout: 20_000 });
	await expect(offline.line('Tyler Marsh')).toContainText('Received');
	const facts = ledger.since();
	expect(facts).toMatchObject([
		{ kind: 'mark', how: 'desk', code: 'L' },
		{ kind: 'mark', how: 'desk', code: 'L' }
	]);
	const [first, second] = facts.map((fact) => fact.madeAt);
	expect(first).toBeGreaterThanOrEqual(firstTap);
	expect(first).toBeLessThanOrEqual(firstDone);
	expect(second).toBeGreaterThanOrEqual(secondTap);
	expect(second).toBeLessThanOrEqual(secondDone);
	expect(school.ledger.quarantined()).toBe(0);
});

test('[H9] brothers and sisters are beside every card found, and are signed in together, as one act', async ({
	school,
	page
}) => {
	const desk = await DeskScreen.signedIn(page);
	const ledger = watchLedger(school);
	for (const [name, beside] of [
		['Idris Yusuf', 'Sister Amina Yusuf, 4 Elm: not marked yet.'],
		['Safa Yusuf', 'Brother Yusuf Yusuf, 1/2 Elm: not marked yet.'],
		['Simran Yusuf', 'Brother Ayaan Yusuf, 1/2 Ash: not marked yet.']
	] as const)
		await expect(await desk.find('yusuf', name)).toContainText(beside);
	const card = await desk.find('amina yus', 'Amina Yusuf');
	await expect(card).toContainText('Brother Idris Yusuf, 1 Oak: not marked yet.');
	await card.getByRole('button', { name: /^Idris, Maryam and Amina arrived|^Amina, .*arrived$/ }).click();
	await expect(desk.last).toContainText(/signed in at/);
	await expect.poll(() => ledger.of('mark').length).toBe(3);
	const acts = ledger.since().map((fact) => ('actId' in fact ? fact.actId : ''));
	expect(new Set(acts).size).toBe(1);
	await expect(desk.line(/Amina/)).toContainText('Idris');
});

test('a sister who turns out to have come along joins the same act, at the same minute', async ({
	school,
	page
}) => {
	const desk = await DeskScreen.signedIn(page);
	const ledger = watchLedger(school);
	await (
		await desk.find('amina', 'Amina Yusuf')
	)
		.getByRole('button', { name: /^Amina Yusuf: arrived/ })
		.click();
	await desk.last.getByRole('button', { name: 'Maryam arrived too' }).click();
	await expect.poll(() => ledger.of('mark').length).toBe(2);
	const [one, other] = ledger.of('mark');
	expect(other).toMatchObject({
		classId: 'c-6oak',
		arrivedAt: one && 'arrivedAt' in one && one.arrivedAt,
		actId: one && 'actId' in one && one.actId
	});
});

test('[H8] two children of one name: both are shown with their birthdays, and Enter asks which', async ({
	school,
	page
}) => {
	const desk = await DeskScreen.signedIn(page);
	const ledger = watchLedger(school);
	await desk.box.fill('olivia brown');
	await expect(page.getByText('Which child?')).toBeVisible();
	const both = desk.found.filter({ has: page.getByRole('heading', { name: 'Olivia Brown' }) });
	await expect(both).toHaveCount(2);
	for (const at of [0, 1]) await expect(both.nth(at)).toContainText(/Year 4, born \d+ \w+ 20\d\d, 4 Elm/);
	await desk.box.press('Enter');
	await expect(desk.found.first().getByRole('button', { name: /arrived now/ })).toBeFocused();
	expect(ledger.since()).toEqual([]);
	await page.keyboard.press('ArrowDown');
	await page.keyboard.press('Enter');
	await expect(desk.last).toContainText('Olivia Brown signed in');
	await expect.poll(() => ledger.of('mark').length).toBe(1);
});

test('a queue is signed in by keyboard alone: letters, Enter, letters, Enter; Escape clears, arrows move', async ({
	school,
	page
}) => {
	const desk = await DeskScreen.signedIn(page);
	const ledger = watchLedger(school);
	await expect(desk.box).toBeFocused();
	await page.keyboard.type('tyler ma');
	await expect(desk.found.first()).toContainText('Tyler Marsh');
	await page.keyboard.press('Enter');
	await expect(desk.last).toContainText('Tyler Marsh signed in');
	await expect(desk.box).toHaveValue('');
	await page.keyboard.type('betsy');
	await page.keyboard.press('Escape');
	await expect(desk.box).toHaveValue('');
	await page.keyboard.type('betsy');
	await page.keyboard.press('ArrowDown');
	await expect(desk.found.first().getByRole('button', { name: /arrived now/ })).toBeFocused();
	await page.keyboard.press('ArrowUp');
	await expect(desk.box).toBeFocused();
	await page.keyboard.press('Enter');
	await expect.poll(() => ledger.of('mark').length).toBe(2);

	await tabTo(page, page.getByRole('tab', { name: 'Arrived' }));
	await page.keyboard.press('ArrowRight');
	await page.keyboard.press('ArrowRight');
	await expect(page.getByRole('tab', { name: 'Leaving' })).toHaveAttribute('aria-selected', 'true');
	await expect(page.getByText('Nobody is out')).toBeVisible();
});

test('[L2] a held 09:08 is the minute of a whole queue', async ({ school, page }) => {
	const desk = await DeskScreen.signedIn(page);
	const ledger = watchLedger(school);
	await page.getByRole('button', { name: /^Hold 09:0/ }).click();
	await page.getByLabel('Everyone arrived at').fill('08:58');
	for (const [typed, name] of [
		['tyler m', 'Tyler Marsh'],
		['betsy', 'Betsy Hartley']
	] as const)
		await (
			await desk.find(typed, name)
		)
			.getByRole('button', { name: /arrived 08:58, L, 8 minutes late/ })
			.click();
	await expect.poll(() => ledger.of('mark').length).toBe(2);
	for (const fact of ledger.of('mark')) expect(fact).toMatchObject({ arrivedAt: '08:58', code: 'L' });
	await page.getByRole('button', { name: 'Use the clock' }).click();
	await expect(page.getByRole('button', { name: /^Hold 09:0/ })).toBeVisible();
});

test('an absence message about a child and her brother tells the register what to expect, without a code', async ({
	school,
	page
}) => {
	const desk = await DeskScreen.signedIn(page);
	const ledger = watchLedger(school);
	await desk.mode('Absence message');
	await (await desk.find('amina yu', 'Amina Yusuf')).getByRole('button', { name: /absence message/ }).click();
	const form = page.getByRole('dialog', { name: 'Absence message for Amina Yusuf' });
	await form.getByRole('button', { name: 'Record message' }).click();
	await expect(form.getByText('Select or enter who told you').first()).toBeVisible();
	await form.getByRole('checkbox', { name: /Idris Yusuf/ }).check();
	await form.getByRole('radio', { name: /\(mother\)/ }).check();
	await form.getByRole('radio', { name: 'Voicemail' }).check();
	await form.getByRole('radio', { name: 'Ill' }).check();
	await form.getByLabel(/In their words/).fill('a cold');
	await form.getByRole('radio', { name: 'Until a date' }).check();
	await form.getByLabel('Last day of the absence').fill('2026-11-25');
	await form.getByRole('button', { name: 'Record message' }).click();
	await expect(form).toHaveCount(0);
	await expect.poll(() => ledger.of('plan').length).toBe(2);
	for (const fact of ledger.of('plan')) {
		expect(fact).toMatchObject({
			reason: 'Ill: a cold',
			to: { date: '2026-11-25', session: 'PM' },
			message: { from: expect.stringContaining('(mother)'), via: 'voicemail' }
		});
		expect(fact).not.toHaveProperty('code');
	}
	await expect(desk.line(/Amina/)).toContainText('Idris');
	await desk.find('amina yu', 'Amina Yusuf');
	await expect(desk.found.first()).toContainText('Absence known: Ill: a cold');
});

test.describe('at 10:40', () => {
	test.use({ plan: { clock: '2026-11-23T10:40' } });

	test('[B1] a child leaves, comes back, and both are taken back by further facts', async ({
		school,
		page
	}) => {
		const desk = await DeskScreen.signedIn(page);
		const ledger = watchLedger(school);
		await desk.mode('Leaving');
		await (await desk.find('betsy', 'Betsy Hartley')).getByRole('button', { name: /: leaving$/ }).click();
		const form = page.getByRole('dialog', { name: 'Betsy Hartley' });
		await form.getByRole('radio', { name: 'Appointment' }).check();
		await form.getByLabel('Where to (optional)').fill('dentist');
		await form.getByLabel('Expected back').fill('11:30');
		await form.getByRole('button', { name: 'Save' }).click();
		await expect(page.getByText('Out now: 1 child')).toBeVisible();
		await expect(page.getByText(/Out since 10:4\d: dentist, back at 11:30/)).toBeVisible();
		await page.getByRole('button', { name: 'Back now' }).click();
		await expect(page.getByText('Nobody is out')).toBeVisible();
		await desk.line('Back in school').getByRole('button', { name: /^Undo/ }).click();
		await expect(page.getByText('Out now: 1 child')).toBeVisible();
		await desk.line('Left: dentist').getByRole('button', { name: /^Undo/ }).click();
		await expect(page.getByText('Nobody is out')).toBeVisible();
		await expect.poll(() => ledger.since().map((fact) => fact.kind)).toEqual(['out', 'back', 'back', 'out']);
		const [out, back, undoneBack, undoneOut] = ledger.since();
		expect(undoneBack).toMatchObject({ cancelled: true, replaces: [back?.id] });
		expect(undoneOut).toMatchObject({ cancelled: true, replaces: [out?.id] });
		await desk.today.getByRole('button', { name: 'Show what was corrected (2)' }).click();
		await expect(desk.today.getByText('Taken back').first()).toBeVisible();
	});

	test('[A8] after registers closed it is U, and an appointment card proposes M to the office', async ({
		school,
		page
	}) => {
		const desk = await DeskScreen.signedIn(page);
		const ledger = watchLedger(school);
		await (
			await desk.find('betsy', 'Betsy Hartley')
		)
			.getByRole('button', { name: /U, 11\d minutes late/ })
			.click();
		await desk.last.getByRole('button', { name: 'Appointment card seen' }).click();
		await expect(desk.last).toContainText('It is for the office to enter M.');
		await expect.poll(() => ledger.since().map((fact) => fact.kind)).toEqual(['mark', 'propose']);
		expect(ledger.of('propose')).toMatchObject([{ code: 'M', classId: 'c-4elm' }]);
	});

	test('[B1] a child who goes home ill is out now, and expected away this afternoon', async ({
		school,
		page
	}) => {
		const desk = await DeskScreen.signedIn(page);
		const ledger = watchLedger(school);
		await desk.mode('Absence message');
		await (await desk.find('betsy', 'Betsy Hartley')).getByRole('button', { name: /Went home ill/ }).click();
		const form = page.getByRole('dialog', { name: 'Betsy Hartley' });
		await form.getByRole('radio', { name: /\(mother\)/ }).check();
		await form.getByRole('button', { name: 'Save' }).click();
		await expect.poll(() => ledger.since().map((fact) => fact.kind)).toEqual(['out', 'plan']);
		expect(ledger.of('plan')).toMatchObject([
			{ from: { date: '2026-11-23', session: 'PM' }, message: { wentHome: true, via: 'in-person' } }
		]);
		await expect(desk.line('Went home ill')).toBeVisible();
	});

	test('a group of two classes goes out and comes back in one act each, and two children of it earlier', async ({
		school,
		page
	}) => {
		const desk = await DeskScreen.signedIn(page);
		const ledger = watchLedger(school);
		await desk.mode('Leaving');
		await page.getByRole('button', { name: 'A class or group goes' }).click();
		const form = page.getByRole('dialog', { name: 'A class or group' });
		await form.getByLabel('Class', { exact: true }).selectOption({ label: '2 Oak' });
		await expect(form.getByRole('group', { name: /Who goes\? 30 of 30 chosen/ })).toBeVisible();
		await form.getByRole('checkbox', { name: /Isaac Fletcher/ }).uncheck();
		// Another class is looked at, and one child of it goes too: who was chosen before stays chosen.
		await form.getByLabel('Class', { exact: true }).selectOption({ label: '4 Elm' });
		await expect(form.getByRole('group', { name: /Who goes\? 0 of 30 chosen/ })).toBeVisible();
		await form.getByRole('button', { name: 'All of this class who are here' }).click();
		await form.getByRole('button', { name: 'Leave out 4 Elm' }).click();
		await form.getByRole('checkbox', { name: /Betsy Hartley/ }).check();
		const going = form.getByRole('region', { name: 'Who goes' });
		await expect(going).toContainText('30 children of 2 classes');
		await expect(going.getByRole('listitem')).toContainText([/2 Oak: 29/, /4 Elm: 1/]);
		await isAccessible(page, 'a group of two classes');
		await form.getByLabel('Where to (optional)').fill('Town Hall');
		await form.getByRole('button', { name: 'Save' }).click();
		await expect(page.getByText('2 Oak, 4 Elm: 30 children')).toBeVisible();
		await page.getByText('Not all of them').click();
		await page.getByRole('button', { name: 'Betsy Hartley: Back now' }).click();
		await expect(page.getByText('Out now: 29 children')).toBeVisible();
		await page.getByRole('button', { name: 'Esme Fletcher: Back now' }).click();
		await expect(page.getByText('Out now: 28 children')).toBeVisible();
		await page.getByRole('button', { name: 'All back now' }).click();
		await expect(page.getByText('Nobody is out')).toBeVisible();
		await expect.poll(() => ledger.of('back').length).toBe(30);
		const acts = (kind: 'out' | 'back') =>
			new Set(ledger.of(kind).map((fact) => ('actId' in fact ? fact.actId : ''))).size;
		expect([ledger.of('out').length, acts('out'), acts('back')]).toEqual([30, 1, 3]);
	});

	test('the teacher reads under the name that a child has left, and where in school another is', async ({
		page,
		school,
		browser
	}) => {
		const desk = await DeskScreen.signedIn(page);
		await desk.mode('Leaving');
		await (await desk.find('betsy', 'Betsy Hartley')).getByRole('button', { name: /: leaving$/ }).click();
		await page.getByRole('radio', { name: 'Appointment' }).check();
		await page.getByRole('button', { name: 'Save' }).click();
		await (
			await desk.find('tyler m', 'Tyler Marsh')
		)
			.getByRole('button', { name: /In school, elsewhere/ })
			.click();
		await page.getByLabel('Where in school?').fill('library');
		await page.getByRole('button', { name: 'Save' }).click();
		await expect(page.getByText('Nothing waiting to send')).toBeVisible();
		const other = await browser.newContext({ baseURL: school.url });
		const register = await RegisterScreen.signedIn(await other.newPage());
		await expect(register.rows.filter({ hasText: 'Betsy Hartley' })).toContainText(/Left 10:4\d/);
		await expect(register.rows.filter({ hasText: 'Tyler Marsh' })).toContainText(
			'In school, elsewhere: library'
		);
		await other.close();
	});
});

test.describe('at 12:05', () => {
	test.use({ plan: { clock: '2026-11-23T12:05' } });

	test('[H12] two taps: home for lunch, whatever minute is held, and back', async ({ school, page }) => {
		const desk = await DeskScreen.signedIn(page);
		const ledger = watchLedger(school);
		await page.getByRole('button', { name: /^Hold 12:0/ }).click();
		await page.getByLabel('Everyone arrived at').fill('09:08');
		await desk.mode('Leaving');
		await (await desk.find('betsy', 'Betsy Hartley')).getByRole('button', { name: /Home for lunch/ }).click();
		await expect(page.getByText('Out now: 1 child')).toBeVisible();
		await page.getByRole('button', { name: 'Back now' }).click();
		await expect(page.getByText('Nobody is out')).toBeVisible();
		await expect.poll(() => ledger.since().map((fact) => fact.kind)).toEqual(['out', 'back']);
		const noon = expect.stringMatching(/^12:0[5-9]$/);
		expect(ledger.since()).toMatchObject([{ why: 'lunch', at: noon }, { at: noon }]);
	});
});

test('an act that cannot be written says Not saved, is kept, and is saved at the next try', async ({
	school,
	page
}) => {
	const desk = await DeskScreen.signedIn(page);
	const ledger = watchLedger(school);
	await desk.find('tyler m', 'Tyler Marsh');
	await fillDisk(page);
	await desk.found
		.first()
		.getByRole('button', { name: /arrived now/ })
		.click();
	await expect(page.getByRole('alert').getByText('Not saved', { exact: true })).toBeVisible();
	await expect(page.getByRole('alert').getByText(/Tyler Marsh signed in at 09:0/)).toBeVisible();
	await isAccessible(page, 'not saved');
	await freeDisk(page);
	await page.getByRole('button', { name: 'Try again' }).click();
	await expect(desk.line('Tyler Marsh')).toContainText('Received');
	await expect(page.getByText('Not saved')).toHaveCount(0);
	expect(ledger.since()).toHaveLength(1);
});

test.describe('axe finds nothing at the desk', () => {
	test.describe.configure({ timeout: 180_000 });

	test('while a child is looked for', async ({ page }) => {
		const desk = await DeskScreen.signedIn(page);
		await isAccessible(page, 'nothing typed');
		await desk.box.fill('a');
		await isAccessible(page, 'many found');
		await desk.box.fill('olivia brown');
		await isAccessible(page, 'look-alikes');
		await desk.box.fill('xqz');
		await isAccessible(page, 'nobody found');
		await desk.mode('Leaving');
		await desk.box.fill('betsy');
		await isAccessible(page, 'leaving');
	});

	test('after a child is signed in, and on what is said or corrected then', async ({ page }) => {
		const desk = await DeskScreen.signedIn(page);
		const amina = await desk.find('amina yu', 'Amina Yusuf');
		await amina.getByRole('button', { name: /^Amina Yusuf: arrived/ }).click();
		await expect(desk.last).toContainText('Saved on this device');
		await desk.last.getByRole('button', { name: 'Other' }).click();
		await page.getByRole('button', { name: /^Hold/ }).click();
		await isAccessible(page, 'signed in, another reason, a held time');
		await desk.today.getByRole('button', { name: /^Correct/ }).click();
		await isAccessible(page, 'correcting');
	});

	test('on a message and on leaving, with errors', async ({ page }) => {
		const desk = await DeskScreen.signedIn(page);
		await desk.mode('Absence message');
		const betsy = await desk.find('betsy', 'Betsy Hartley');
		await betsy.getByRole('button', { name: /absence message/ }).click();
		await page.getByRole('button', { name: 'Record message' }).click();
		await isAccessible(page, 'message');
		await page.getByRole('button', { name: 'Cancel' }).click();
		await desk.mode('Leaving');
		await betsy.getByRole('button', { name: /: leaving$/ }).click();
		await page.getByRole('button', { name: 'Save' }).click();
		await isAccessible(page, 'leaving');
	});

	test('on a class that goes, and on who is out, without a network', async ({ page, school }) => {
		const desk = await DeskScreen.signedIn(page);
		await desk.mode('Leaving');
		await page.getByRole('button', { name: 'A class or group goes' }).click();
		await page.getByLabel('Class', { exact: true }).selectOption({ label: '2 Oak' });
		await isAccessible(page, 'a class goes');
		await page.getByRole('button', { name: 'Save' }).click();
		await expect(page.getByText('Out now: 30 children')).toBeVisible();
		await school.stop();
		await page.getByText('Not all of them').click();
		await isAccessible(page, 'out now, without a network');
	});
});
