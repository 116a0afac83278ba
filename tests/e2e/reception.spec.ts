// Longer than others: a morning at the desk is one story, told on one school.
import { isAccessible } from '../support/axe.ts';
import { watchLedger } from '../support/desk-ledger.ts';
import { DeskScreen } from '../support/desk-screen.ts';
import { fillDisk, freeDisk } from '../support/full-disk.ts';
import { pressAt } from '../support/keyboard.ts';
import { pagesOf } from '../support/printed.ts';
import { expect, test } from '../support/test.ts';

test.use({ plan: { clock: '2026-11-23T09:01' } });

test('[L1] [H9] a boy who missed the bus is signed in with one tap, and brothers and sisters together, as one act', async ({
	school,
	page
}) => {
	const desk = await DeskScreen.signedIn(page);

	await test.step('[L1] a boy who missed the bus is found by a few letters misspelt and signed in with one tap; the reason follows', async () => {
		const ledger = watchLedger(school);
		const card = await desk.find('tilr mar', 'Tyler Marsh');
		await expect(card).toContainText('4 Elm, Year 4');
		await card.getByRole('button', { name: /^Tyler Marsh: arrived now, L, 1[12] minutes late$/ }).click();
		await expect(desk.last).toContainText(/Tyler Marsh signed in at 09:0[12]/);
		// It says no other thing than the list beside it.
		await expect(desk.last).toContainText('Received.');
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

	await test.step('[H9] brothers and sisters are beside every card found, and are signed in together, as one act', async () => {
		await page.emulateMedia({ media: null });
		const ledger = watchLedger(school);
		for (const [name, beside] of [
			['Idris Yusuf', 'Sister Amina Yusuf, 4 Elm: not marked yet.'],
			['Safa Yusuf', 'Brother Rohan Yusuf, 1/2 Elm: not marked yet.'],
			['Simran Yusuf', 'Brother Ayaan Yusuf, 1/2 Ash: not marked yet.']
		] as const)
			await expect(await desk.find('yusuf', name)).toContainText(beside);
		const card = await desk.find('amina yus', 'Amina Yusuf');
		await expect(card).toContainText('Brother Idris Yusuf, 1 Oak: not marked yet.');
		await card.getByRole('button', { name: /^Idris, Maryam and Amina arrived|^Amina, .*arrived$/ }).click();
		await expect(desk.last).toContainText(/signed in at/);
		await expect.poll(() => ledger.of('mark').length).toBe(3);
		expect(new Set(ledger.since().map((fact) => 'actId' in fact && fact.actId)).size).toBe(1);
		await expect(desk.line(/Amina/)).toContainText('Idris');
	});
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
	await expect(online.last).toContainText('Saved on this device, waiting to send.');
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

test('[H8] [L2] two children of one name, a sister who came along, and a queue of a held minute', async ({
	school,
	page
}) => {
	const desk = await DeskScreen.signedIn(page);

	await test.step('[H8] two children of one name: both are shown with their birthdays, and Enter asks which', async () => {
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

	await test.step('a sister who turns out to have come along joins the same act, at the same minute', async () => {
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

	await test.step('[L2] a held 09:08 is the minute of a whole queue', async () => {
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

test('[H13] acts that cannot be written say Not saved, a second one for the same child says Not recorded, and what is kept is saved at the next try', async ({
	school,
	page
}) => {
	const desk = await DeskScreen.signedIn(page);
	const ledger = watchLedger(school);
	const alert = (title: string) => page.getByRole('alert').filter({ hasText: title });
	const maryam = await desk.find('maryam yu', 'Maryam Yusuf');
	await fillDisk(page);
	await maryam.getByRole('button', { name: /^Maryam Yusuf: arrived now/ }).click();
	await expect(alert('Not saved')).toContainText(/Maryam Yusuf signed in at 09:0/);
	const tyler = await desk.find('tyler m', 'Tyler Marsh');
	await tyler.getByRole('button', { name: /arrived now/ }).click();
	await expect(alert('Not saved')).toContainText(/Tyler Marsh signed in at 09:0/);

	const amina = await desk.find('amina yu', 'Amina Yusuf');
	await amina.getByRole('button', { name: /^Idris, Maryam and Amina arrived|^Amina, .*arrived$/ }).click();
	await expect(alert('Not recorded')).toHaveText(
		/Nothing was recorded for Maryam Yusuf\. What was recorded last is still being saved\./
	);
	await expect(desk.last).toContainText(/Amina and Maryam Yusuf|Amina/);
	// Whose own arrival is still being saved is not offered once more.
	await expect(desk.last.getByRole('button', { name: 'Maryam arrived too' })).toHaveCount(0);
	await isAccessible(page, 'not saved, and not recorded');
	await pressAt(page, alert('Not recorded').getByRole('button', { name: 'Close' }));
	await expect(alert('Not recorded')).toHaveCount(0);
	await expect(desk.box).toBeFocused();

	await freeDisk(page);
	await pressAt(page, page.getByRole('button', { name: 'Try again' }));
	await expect(page.getByText('Not saved')).toHaveCount(0);
	for (const name of ['Maryam', 'Tyler Marsh', 'Amina'])
		await expect(desk.line(name)).toContainText('Received');
	await expect.poll(() => ledger.of('mark').length).toBe(4);
	expect(new Set(ledger.of('mark').map((fact) => 'pupilId' in fact && fact.pupilId)).size).toBe(4);
});
