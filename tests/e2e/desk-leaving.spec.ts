import { isAccessible } from '../support/axe.ts';
import { watchLedger } from '../support/desk-ledger.ts';
import { DeskScreen } from '../support/desk-screen.ts';
import { RegisterScreen } from '../support/register-screen.ts';
import { expect, test } from '../support/test.ts';

test.describe('at 10:40', () => {
	test.use({ plan: { clock: '2026-11-23T10:40' } });

	test('[B1] [A8] a child leaves, comes back, and both are taken back; after registers closed it is U, and a card proposes M', async ({
		school,
		page
	}) => {
		const desk = await DeskScreen.signedIn(page);

		await test.step('[B1] a child leaves, comes back, and both are taken back by further facts', async () => {
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
			await expect
				.poll(() => ledger.since().map((fact) => fact.kind))
				.toEqual(['out', 'back', 'back', 'out']);
			const [out, back, undoneBack, undoneOut] = ledger.since();
			expect(undoneBack).toMatchObject({ cancelled: true, replaces: [back?.id] });
			expect(undoneOut).toMatchObject({ cancelled: true, replaces: [out?.id] });
			await desk.today.getByRole('button', { name: 'Show what was corrected (2)' }).click();
			await expect(desk.today.getByText('Taken back').first()).toBeVisible();
		});

		await test.step('[A8] after registers closed it is U, and an appointment card proposes M to the office', async () => {
			await desk.mode('Arrived');
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

		await test.step('[H3] the list of who is out says before the tap that Back now is U for one who left before the register opened', async () => {
			await desk.mode('Leaving');
			await (await desk.find('tyler m', 'Tyler Marsh')).getByRole('button', { name: /: leaving$/ }).click();
			const form = page.getByRole('dialog', { name: 'Tyler Marsh' });
			await form.getByLabel('Time of leaving').fill('08:45');
			await form.getByRole('radio', { name: 'Appointment' }).check();
			await form.getByRole('button', { name: 'Save' }).click();
			await expect(page.getByText(/^Back now: U, 11\d minutes late$/)).toBeVisible();
			await isAccessible(page, 'who is out, and late when back');
			await page.getByRole('button', { name: 'Back now' }).click();
			await expect(desk.last).toContainText(/Tyler Marsh back at 10:4\d.*U, 11\d minutes late/s);
		});
	});

	test('[B1] a child who goes home ill is out now, and expected away this afternoon; a sister and a brother leave in one act', async ({
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

		await desk.mode('Leaving');
		await (await desk.find('amina yu', 'Amina Yusuf')).getByRole('button', { name: /: leaving$/ }).click();
		const together = page.getByRole('dialog', { name: 'Amina Yusuf' });
		await together
			.getByRole('group', { name: 'The same for' })
			.getByLabel(/Idris Yusuf/)
			.check();
		await together.getByRole('radio', { name: 'Appointment' }).check();
		await together.getByRole('button', { name: 'Save' }).click();
		await expect(page.getByText('Out now: 3 children')).toBeVisible();
		await expect.poll(() => ledger.of('out').length).toBe(3);
		const [, ...siblings] = ledger.of('out').map((fact) => ('actId' in fact ? fact.actId : ''));
		expect(new Set(siblings).size).toBe(1);
	});

	test('a group goes and comes back in one act each; the teacher reads under a name who has left, and where in school another is', async ({
		school,
		page,
		browser
	}) => {
		const desk = await DeskScreen.signedIn(page);

		await test.step('a group of two classes goes out and comes back in one act each, and two children of it earlier', async () => {
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

		await test.step('the teacher reads under the name that a child has left, and where in school another is', async () => {
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
