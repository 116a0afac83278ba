import { isAccessible } from '../support/axe.ts';
import { OfficeScreen } from '../support/office-screen.ts';
import { expect, test } from '../support/test.ts';

test.describe.configure({ timeout: 120_000 });
test.use({ plan: { clock: '2026-11-23T09:01' } });

const TERMS = [
	'BEGIN:VCALENDAR',
	'VERSION:2.0',
	'PRODID:-//Dudley//Term dates//EN',
	...event('Autumn term begins', '20270901'),
	...event('October half term', '20271025', '20271030'),
	...event('Autumn term ends', '20271217'),
	...event('INSET day', '20270901'),
	...event('Boxing Day', '20261226'),
	...event('Christmas fair', '20271203'),
	'END:VCALENDAR',
	''
].join('\r\n');

function event(summary: string, from: string, to?: string): string[] {
	const end = to ? [`DTEND;VALUE=DATE:${to}`] : [];
	return [
		'BEGIN:VEVENT',
		`UID:${summary}`,
		`SUMMARY:${summary}`,
		`DTSTART;VALUE=DATE:${from}`,
		...end,
		'END:VEVENT'
	];
}

test('[K1] [K2] [K8] [K9] [K10] [K11] what the head cannot save or is asked before it, next year from a file, and this year by keyboard', async ({
	page,
	school
}) => {
	test.slow();
	await OfficeScreen.at(page, '/office/calendar', 'head');

	await test.step('[K8] [K9] what the head cannot save, or is asked before it is saved', async () => {
		await test.step('[K8] terms that overlap are refused with a sentence, and nothing typed is lost', async () => {
			await page.getByRole('textbox', { name: 'First day of term 2' }).fill('2026-10-20');
			await page.getByRole('textbox', { name: 'First day of term 2' }).blur();
			await page.getByRole('button', { name: 'Save the calendar' }).click();
			await expect(page.getByRole('alert')).toContainText('overlap');
			await expect(page.getByRole('textbox', { name: 'First day of term 2' })).toHaveValue('2026-10-20');
			await isAccessible(page, 'calendar, terms overlap');
			await page.getByRole('button', { name: 'Leave as it was' }).click();
			await expect(page.getByText('190 days, 380 sessions').first()).toBeVisible();
		});

		await test.step('[K9] a day that has begun may hold marks: it is said before it is no school day any more', async () => {
			await page.getByRole('button', { name: 'Thursday 12 November 2026, School day' }).click();
			await page.getByRole('dialog').getByText('Planned closure').click();
			await page.getByLabel('Its name').fill('Polling day');
			await page.getByRole('button', { name: 'Set this day' }).click();
			await page.getByRole('button', { name: 'Save the calendar' }).click();
			await expect(page.getByRole('dialog')).toContainText('Registers of 1 day may hold marks');
			await expect(page.getByRole('dialog')).toContainText('No mark is lost');
			await isAccessible(page, 'calendar, saving over marks');
		});
	});

	await test.step('[K1] [K2] [K10] [K11] next year from a file, and this year by keyboard', async () => {
		await OfficeScreen.next(page, '/office/calendar', 'office');

		await test.step('[K10] [K11] term dates from a file are looked at first, changed, and nothing is taken in until then', async () => {
			const before = school.ledger.since(0).length;
			await page.getByLabel('School year').selectOption('2027/28');
			await expect(page.getByText('0 days, 0 sessions').first()).toBeVisible();
			const file = page.getByLabel('Term dates as a calendar file (.ics)');
			await file.setInputFiles({
				name: 'holiday.jpg',
				mimeType: 'image/jpeg',
				buffer: Buffer.from('no calendar')
			});
			await expect(page.getByText('This is not a calendar file.', { exact: false })).toBeVisible();
			await isAccessible(page, 'calendar, a bad file');
			await file.setInputFiles({ name: 'terms.ics', mimeType: 'text/calendar', buffer: Buffer.from(TERMS) });
			const table = page.getByRole('table', {
				name: /4 events of 2027\/28 in terms\.ics; 1 of other years left out/
			});
			await expect(table.getByRole('combobox', { name: /^Autumn term/ })).toHaveValue('term');
			await expect(table.getByRole('combobox', { name: /^October half term/ })).toHaveValue('holiday');
			await expect(table.getByRole('combobox', { name: /^Christmas fair/ })).toHaveValue('nothing');
			await isAccessible(page, 'calendar, a file to look at');
			await expect(page.getByText('0 days, 0 sessions').first()).toBeVisible();
			await table.getByRole('combobox', { name: /^Christmas fair/ }).selectOption('closure');
			await page.getByRole('button', { name: 'Put 4 events into the year' }).click();
			await expect(page.getByText('71 days, 142 sessions').first()).toBeVisible();
			expect(school.ledger.since(0)).toHaveLength(before);
			await page.getByRole('button', { name: 'Save the calendar' }).click();
			await page.getByRole('dialog').getByRole('button', { name: 'Save the calendar' }).click();
			await expect(page.getByText(/is saved: 71 days, 142 sessions, and received/)).toBeVisible();
			expect(school.ledger.since(0)).toHaveLength(before + 1);
		});

		await test.step('[K1] [K2] the year is shown whole, counted, and by keyboard a day becomes INSET and a school day again', async () => {
			await page.getByLabel('School year').selectOption('2026/27');
			await expect(page.getByText('190 days, 380 sessions').first()).toBeVisible();
			await isAccessible(page, 'calendar');
			const today = page.getByRole('button', { name: 'Monday 23 November 2026, School day' });
			await today.focus();
			await page.keyboard.press('ArrowRight');
			await expect(page.getByRole('button', { name: /^Tuesday 24 November 2026/ })).toBeFocused();
			await page.keyboard.press('ArrowDown');
			await page.keyboard.press('ArrowDown');
			await page.keyboard.press('Enter');
			const sheet = page.getByRole('dialog', { name: 'Tuesday 8 December 2026' });
			await sheet.getByText('INSET day').click();
			await isAccessible(page, 'calendar, one day');
			await sheet.getByRole('button', { name: 'Set this day' }).click();
			await expect(page.getByText('189 days, 378 sessions').first()).toBeVisible();
			await expect(page.getByText('Not saved yet.')).toBeVisible();
			const before = school.ledger.since(0).length;
			await page.getByRole('button', { name: 'Save the calendar' }).click();
			const save = page.getByRole('dialog');
			await expect(save).toContainText('No longer a school day: Tuesday 8 December 2026.');
			await expect(save).toContainText('190 school days before, 189 after.');
			await isAccessible(page, 'calendar, saving');
			await save.getByRole('button', { name: 'Save the calendar' }).click();
			await expect(
				page.getByText(/is saved: 189 days, 378 sessions, and received by the school/)
			).toBeVisible();
			expect(school.ledger.since(0)).toHaveLength(before + 1);

			await page.getByRole('button', { name: 'Tuesday 8 December 2026, INSET' }).click();
			await page.getByRole('dialog').getByText('School day').click();
			await page.getByRole('button', { name: 'Set this day' }).click();
			await expect(page.getByText('190 days, 380 sessions').first()).toBeVisible();
		});
	});
});
