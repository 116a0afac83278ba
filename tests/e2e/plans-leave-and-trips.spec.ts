import { isAccessible } from '../support/axe.ts';
import { OfficeScreen } from '../support/office-screen.ts';
import { addChild, planList, PLANS, plansSince } from '../support/plans-screen.ts';
import { must } from '../support/school-2026-27.ts';
import { expect, test } from '../support/test.ts';

test.describe.configure({ timeout: 180_000 });

test('[X4] [X6] [X15] [C15] a trip and who stays behind, a plan that waits for the network, and what only the head plans', async ({
	page,
	school
}) => {
	test.slow();
	const office = await OfficeScreen.at(page, `${PLANS}/new`);

	await test.step('[X15] a class goes, and who is left behind is placed with another class', async () => {
		const before = school.ledger.head();
		await page.getByLabel('Or a whole class').selectOption({ label: '5 Oak' });
		await page.getByRole('button', { name: 'Add the class' }).click();
		const chosen = page.getByRole('list', { name: 'Chosen children' });
		const name = must(
			await chosen.getByRole('listitem').first().locator('span').first().innerText(),
			'a name'
		);
		await chosen
			.getByRole('button', { name: /^Remove/ })
			.first()
			.click();
		await expect(page.getByLabel('Find a child')).toBeFocused();
		await page.getByRole('radio', { name: /^V Visit or trip/ }).check();
		await page.getByLabel('What is the visit?').fill('Woodland day');
		await page.getByRole('button', { name: 'Continue' }).click();
		// Some of them go to the choir today: that is said, and replaced only if a person says so.
		await expect(page.getByText('Something is already known for these days')).toBeVisible();
		await page.getByRole('checkbox', { name: /^Let this take the place/ }).check();
		await page.getByRole('button', { name: /^Record \d+ plans$/ }).click();
		const behind = planList(page, 'Staying in school');
		await expect(behind).toContainText('1 child of 5 Oak does not go');
		await behind.getByLabel('With which class are they today?').selectOption({ label: '5 Elm' });
		await isAccessible(page, 'a child left behind');
		await behind.getByRole('button', { name: 'Record where they are' }).click();
		await expect(behind).toContainText(`${name.split('\n')[0] ?? ''} is with 5 Elm`);
		await expect
			.poll(() => school.ledger.since(before).filter((fact) => fact.kind === 'elsewhere'))
			.toMatchObject([{ where: '5 Elm', withClass: 'c-5elm' }]);
		const replaced = plansSince(school, before).filter((fact) => fact.replaces.length > 0);
		expect(replaced.length).toBeGreaterThan(0);
	});

	await test.step('a plan made without a network says that it waits; what a parent said without a code is listed, and given one', async () => {
		await page.goto(`${PLANS}/new`);

		await test.step('a plan made without a network says that it waits, and arrives by itself', async () => {
			// Every screen is on this device once its service worker is.
			await page.evaluate(() => navigator.serviceWorker.ready.then(() => null));
			await school.stop();
			await addChild(page, 'amina', /Amina Yusuf/);
			await page.getByRole('radio', { name: /^M Medical/ }).check();
			await page.getByLabel('Which day?').fill('2026-11-25');
			await page.getByRole('radio', { name: 'Morning' }).check();
			await page.getByLabel('Away from (optional)').fill('10:45');
			await page.getByLabel('Until (optional)').fill('11:30');
			await page.getByRole('button', { name: 'Continue' }).click();
			await expect(page.getByText('the register expects the child to be here')).toBeVisible();
			await page.getByRole('button', { name: 'Record', exact: true }).click();
			await expect(page.getByText('1 saved here, waiting to send')).toBeVisible();
			await expect(planList(page, 'History')).toContainText('Waiting to send');
			await isAccessible(page, 'waiting to send');
			await page.getByRole('link', { name: 'Absence known' }).click();
			await expect(planList(page, 'On days to come')).toContainText('1 waiting to send');
			await school.start();
			await expect(page.getByText('waiting to send')).toHaveCount(0, { timeout: 90_000 });
		});

		await test.step('what a parent said without a code is listed, and given one here', async () => {
			await page.goto(PLANS);
			const before = school.ledger.head();
			const id = crypto.randomUUID();
			const betsy = school.ledger.since(0).find((fact) => fact.kind === 'pupil' && fact.knownAs === 'Betsy');
			const pupilId = must(betsy?.kind === 'pupil' ? betsy.pupilId : null, 'Betsy Hartley');
			await office.takeIn([
				{
					...{ id, kind: 'plan', pupilId, reason: 'Chicken pox', replaces: [] },
					...{ from: { date: '2026-11-24', session: 'AM' }, to: { date: '2026-11-27', session: 'PM' } },
					message: { from: 'Mrs Hartley (mother)', via: 'phone' }
				}
			]);
			await expect.poll(() => plansSince(school, before).length).toBe(1);
			await expect(page.getByText('1 message has no code yet')).toBeVisible({ timeout: 30_000 });
			await expect(planList(page, 'On days to come')).toContainText(
				'Mrs Hartley (mother) rang: “Chicken pox”'
			);
			await isAccessible(page, 'a message without a code');
			await planList(page, 'On days to come').getByRole('link', { name: 'Betsy Hartley' }).click();
			await page.getByRole('link', { name: 'Give it a code' }).first().click();
			await expect(page.getByText('What the parent said')).toBeVisible();
			await page.getByRole('radio', { name: /^I Illness/ }).check();
			await page.getByRole('button', { name: 'Continue' }).click();
			await page.getByRole('button', { name: 'Record', exact: true }).click();
			await expect(planList(page, 'History')).toContainText('A parent’s message was recorded');
			await expect
				.poll(() => plansSince(school, before).find((fact) => fact.replaces.includes(id)))
				.toMatchObject({ code: 'I', message: { from: 'Mrs Hartley (mother)' }, reason: 'Chicken pox' });
		});
	});

	await test.step('[X4] [X6] [C15] what only the head plans: leave and suspensions; the codes as data', async () => {
		await test.step('[X4] leave is the head’s: it asks who asked and when, and says why it may not be', async () => {
			await page.goto(`${PLANS}/new`);
			await expect(page.getByRole('radio', { name: /^I Illness/ })).toHaveCount(1);
			await expect(page.getByRole('radio', { name: /^C Leave/ })).toHaveCount(0);
			const head = await OfficeScreen.next(page, `${PLANS}/new`, 'head');
			await addChild(head.page, 'betsy', /Betsy Hartley/);
			await page.getByRole('radio', { name: /^C Leave/ }).check();
			await page.getByLabel('Which day?').fill('2026-11-26');
			await page.getByRole('button', { name: 'Continue' }).click();
			await expect(page.getByRole('alert')).toContainText('Record who asked and when');
			await page.getByLabel('Who asked for leave?').fill('An aunt');
			await page.getByRole('radio', { name: 'No', exact: true }).check();
			await page.getByLabel('On which day did they ask?').fill('2026-11-20');
			await page.getByRole('button', { name: 'Continue' }).click();
			await expect(page.getByRole('alert')).toContainText('a parent the pupil normally lives with');
			await isAccessible(page, 'leave refused');
			await page.getByLabel('Who asked for leave?').fill('Mrs Hartley (mother)');
			await page.getByRole('radio', { name: 'Yes', exact: true }).check();
			await page.getByRole('button', { name: 'Continue' }).click();
			await expect(planList(page, 'Check before you record it')).toContainText(
				'Asked for by Mrs Hartley (mother) on Friday 20 November 2026.'
			);
		});

		await test.step('[X6] case C17: seven days of suspension become five of E and what is arranged from the sixth on', async () => {
			const before = school.ledger.head();
			await page.goto(`${PLANS}/new`);
			await addChild(page, 'tyler', /Tyler Marsh/);
			await page.getByRole('radio', { name: /^E Suspended/ }).check();
			await page.getByRole('radio', { name: 'Days in a row' }).check();
			await page.getByLabel('First day', { exact: true }).first().fill('2026-11-30');
			await page.getByLabel('Last day', { exact: true }).first().fill('2026-12-08');
			await expect(page.getByText('Other education is due from Monday 7 December 2026')).toBeVisible();
			await page.getByRole('button', { name: 'Continue' }).click();
			await expect(page.getByRole('alert')).toContainText(
				'Select what is arranged from the sixth school day'
			);
			await isAccessible(page, 'the sixth day');
			await page.getByRole('radio', { name: /^Education arranged by the council/ }).check();
			await page.getByLabel('What is it, and where?').fill('Alderbrook support centre');
			await page.getByRole('button', { name: 'Continue' }).click();
			await page.getByRole('button', { name: 'Record 2 plans' }).click();
			await expect(page.getByRole('heading', { level: 1, name: 'Tyler Marsh' })).toBeVisible();
			await expect
				.poll(() => plansSince(school, before).map((fact) => [fact.code, fact.from.date, fact.to.date]))
				.toEqual([
					['E', '2026-11-30', '2026-12-04'],
					['K', '2026-12-07', '2026-12-08']
				]);
		});

		await test.step('[C15] the codes are shown as data, narrowed by who, class and day, and printed', async () => {
			await page.goto('/office/codes');
			await expect(page.getByText('34 codes, in force on Monday 23 November 2026.')).toBeVisible();
			await isAccessible(page, 'all codes');
			await page.getByLabel('Who may enter it').selectOption({ label: 'A teacher' });
			await expect(page.getByText('4 codes, in force on')).toBeVisible();
			await page.getByLabel('Who may enter it').selectOption('');
			await page.getByLabel('In force on').fill('2024-08-18');
			await expect(page.getByRole('rowheader', { name: 'H', exact: true })).toBeVisible();
			await page.getByLabel('Find a code').fill('qqqq');
			await expect(page.getByText('No code fits all of that.')).toBeVisible();
			await isAccessible(page, 'no code found');
			await page.getByRole('button', { name: 'Show all in force today' }).click();
			await expect(page.getByText('34 codes, in force on Monday 23 November 2026.')).toBeVisible();
		});
	});
});
