import { watchLedger } from '../support/desk-ledger.ts';
import { DeskScreen } from '../support/desk-screen.ts';
import { arrowTo, choose, pressAt, tabTo, typeInto } from '../support/keyboard.ts';
import { expect, test } from '../support/test.ts';

test.use({ plan: { clock: '2026-11-23T09:01' } });

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

test('by keyboard alone: a held minute, an arrival corrected, and a message for a child and her brother', async ({
	school,
	page
}) => {
	const desk = await DeskScreen.signedIn(page);
	const ledger = watchLedger(school);
	await pressAt(page, page.getByRole('button', { name: /^Hold 09:0/ }));
	await typeInto(page, page.getByLabel('Everyone arrived at'), '0858');
	await typeInto(page, desk.box, 'tyler m');
	await expect(desk.found.first()).toContainText('Tyler Marsh');
	await page.keyboard.press('Enter');
	await expect.poll(() => ledger.of('mark')).toMatchObject([{ arrivedAt: '08:58', code: 'L' }]);
	await pressAt(page, page.getByRole('button', { name: 'Use the clock' }));

	await pressAt(page, desk.today.getByRole('button', { name: /^Correct: Tyler/ }));
	const correction = page.getByRole('dialog', { name: 'Correct: Tyler Marsh' });
	await typeInto(page, correction.getByLabel('Time'), '0855');
	await pressAt(page, correction.getByRole('button', { name: 'Save' }));
	await expect(correction).toHaveCount(0);
	await expect.poll(() => ledger.of('mark').length).toBe(2);
	const [first, second] = ledger.of('mark');
	expect(second).toMatchObject({ arrivedAt: '08:55', code: 'L', replaces: [first?.id] });
	await expect(desk.line('Tyler Marsh')).toContainText('08:55');

	await pressAt(page, page.getByRole('tab', { name: 'Arrived' }), 'ArrowRight');
	await typeInto(page, desk.box, 'amina yu');
	await pressAt(page, desk.found.first().getByRole('button', { name: /absence message/ }));
	const form = page.getByRole('dialog', { name: 'Absence message for Amina Yusuf' });
	await pressAt(page, form.getByRole('checkbox', { name: /Idris Yusuf/ }), 'Space');
	await pressAt(page, form.getByRole('radio', { name: /\(mother\)/ }), 'Space');
	const ill = form.getByRole('radio', { name: 'Ill' });
	await pressAt(page, ill, 'Space');
	await pressAt(page, form.getByRole('button', { name: 'Record message' }));
	await expect(form).toHaveCount(0);
	// The queue goes on.
	await expect(desk.box).toBeFocused();
	await expect.poll(() => ledger.of('plan')).toMatchObject([{ reason: 'Ill' }, { reason: 'Ill' }]);
});

test.describe('at 10:40', () => {
	test.use({ plan: { clock: '2026-11-23T10:40' } });

	test('by keyboard alone: a child leaves and is back, another is with another class, a class goes and is back', async ({
		school,
		page
	}) => {
		const desk = await DeskScreen.signedIn(page);
		const ledger = watchLedger(school);
		await tabTo(page, page.getByRole('tab', { name: 'Arrived' }));
		for (const key of ['ArrowRight', 'ArrowRight']) await page.keyboard.press(key);
		await typeInto(page, desk.box, 'betsy');
		await pressAt(page, desk.found.first().getByRole('button', { name: /: leaving$/ }));
		const form = page.getByRole('dialog', { name: 'Betsy Hartley' });
		await pressAt(page, form.getByRole('radio', { name: 'Appointment' }), 'Space');
		// A browser that counts hours to twelve asks for the half of the day too; another does not hear the letter.
		await typeInto(page, form.getByLabel('Expected back'), '1130a');
		await pressAt(page, form.getByRole('button', { name: 'Save' }));
		await expect(page.getByText('Out now: 1 child')).toBeVisible();
		await expect(desk.box).toBeFocused();
		await pressAt(page, page.getByRole('button', { name: /Back now/ }));
		await expect(page.getByText('Nobody is out')).toBeVisible();

		await tabTo(page, desk.box);
		await page.keyboard.press('Escape');
		await page.keyboard.type('tyler m');
		await expect(desk.found.first()).toContainText('Tyler Marsh');
		await pressAt(page, desk.found.first().getByRole('button', { name: /In school, elsewhere/ }));
		const inSchool = page.getByRole('dialog', { name: 'Tyler Marsh' });
		const withClass = inSchool.getByRole('radio', { name: 'With another class' });
		await arrowTo(page, inSchool.getByRole('radio', { name: 'In school, elsewhere' }), () =>
			withClass.isChecked()
		);
		await choose(page, inSchool.getByLabel('With which class?'), '2 Oak');
		await pressAt(page, inSchool.getByRole('button', { name: 'Save' }));
		await expect(desk.line('Tyler Marsh')).toContainText('2 Oak');

		await pressAt(page, page.getByRole('button', { name: 'A class or group goes' }));
		const group = page.getByRole('dialog', { name: 'A class or group' });
		await choose(page, group.getByLabel('Class', { exact: true }), '2 Oak');
		await expect(group.getByRole('group', { name: /30 of 30 chosen/ })).toBeVisible();
		await pressAt(page, group.getByRole('button', { name: 'Save' }));
		await expect(page.getByText('Out now: 30 children')).toBeVisible();
		await pressAt(page, page.getByRole('button', { name: 'All back now' }));
		await expect(page.getByText('Nobody is out')).toBeVisible();

		await expect.poll(() => ledger.of('back').length).toBe(31);
		expect(ledger.of('elsewhere')).toMatchObject([{ where: 'with 2 Oak', withClass: 'c-2oak' }]);
		expect(ledger.of('out')[0]).toMatchObject({ why: 'appointment', expectedBack: '11:30' });
	});
});
