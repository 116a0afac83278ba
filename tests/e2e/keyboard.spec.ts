import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { arrowTo, choose, pressAt, tabTo, typeDate, typeInto } from '../support/keyboard.ts';
import { OfficeScreen } from '../support/office-screen.ts';
import type { School } from '../support/school.ts';
import { expect, test } from '../support/test.ts';

test.describe.configure({ timeout: 180_000 });

/** What the school has been told of a kind since a position. */
const told = (school: School, kind: string, since: number) =>
	school.ledger.since(since).filter((fact) => fact.kind === kind);
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });

test('[X4] [X10] [J4] [J8] [J11] [J13] [J15] by keyboard alone the office plans, moves and imports, and the head settles which system is the register', async ({
	page,
	school
}) => {
	await OfficeScreen.at(page, '/office/plans');

	await test.step('[X4] [X10] by keyboard alone an illness is planned for a child, read, recorded, and ended early', async () => {
		const before = school.ledger.head();
		await pressAt(page, page.getByRole('link', { name: 'Plan an absence or activity' }));
		await expect(page.getByLabel('Find a child')).toBeVisible();
		await typeInto(page, page.getByLabel('Find a child'), 'kacper');
		await pressAt(
			page,
			page.getByRole('list', { name: 'Children found' }).getByRole('button', { name: /Kacper Nowak.*4 Elm/ })
		);
		await typeInto(page, page.getByLabel('Find a code'), 'illness');
		await pressAt(page, page.getByRole('radio', { name: /^I Illness/ }), 'Space');
		const inARow = page.getByRole('radio', { name: 'Days in a row' });
		await arrowTo(page, page.getByRole('radio', { name: 'One day' }), () => inARow.isChecked());
		await typeDate(page, page.getByLabel('First day', { exact: true }).first(), '2026-11-24');
		await typeDate(page, page.getByLabel('Last day', { exact: true }).first(), '2026-12-04');
		await pressAt(page, button(page, 'Continue'));
		const check = page.getByRole('heading', { name: 'Check before you record it' });
		await expect(check).toBeFocused();
		await pressAt(page, button(page, 'Record'));
		await expect(page.getByRole('heading', { level: 1, name: 'Kacper Nowak' })).toBeVisible();

		await pressAt(page, button(page, 'End it early'));
		const sheet = page.getByRole('dialog', { name: 'End it early' });
		await typeDate(page, sheet.getByLabel('Last day of the absence'), '2026-11-27');
		await pressAt(page, sheet.getByRole('button', { name: 'End it early' }));
		await expect(sheet).toHaveCount(0);
		// Where the sheet was opened, the keyboard goes on.
		await expect(button(page, 'End it early')).toBeFocused();
		await expect
			.poll(() =>
				told(school, 'plan', before).map((fact) =>
					fact.kind === 'plan' ? [fact.code, fact.from.date, fact.to.date, fact.replaces.length] : []
				)
			)
			.toEqual([
				['I', '2026-11-24', '2026-12-04', 0],
				['I', '2026-11-24', '2026-11-27', 1]
			]);
	});

	await test.step('[J4] [J8] [J11] by keyboard alone a pupil is moved, and a file of pupils imported', async () => {
		await test.step('[J4] by keyboard alone a pupil is found on the class lists and moved', async () => {
			const before = school.ledger.head();
			await page.goto('/office/roll');
			await typeInto(page, page.getByLabel('Find a pupil'), 'kacper nowak');
			await pressAt(page, page.getByRole('region', { name: 'Found' }).getByRole('link').first());
			await expect(page.getByRole('heading', { name: 'On the roll' })).toBeVisible();
			await pressAt(page, button(page, 'Move to another class'));
			const sheet = page.getByRole('dialog', { name: /^A class for/ });
			await choose(page, sheet.getByLabel('Class', { exact: true }), '5 Oak');
			await typeDate(page, sheet.getByLabel('First day in the class'), '2026-11-25');
			await pressAt(page, sheet.getByRole('button', { name: 'Save' }));
			await expect(page.getByText('5 Oak from Wednesday 25 November 2026')).toBeVisible();
			await expect(button(page, 'Move to another class')).toBeFocused();
			await expect
				.poll(() => told(school, 'place', before))
				.toMatchObject([{ classId: 'c-5oak', from: '2026-11-25' }]);
		});

		await test.step('[J8] [J11] by keyboard alone a file is chosen, its columns and what would be done are looked at, and it is imported', async () => {
			const before = school.ledger.head();
			await page.goto('/office/roll');
			await pressAt(page, page.getByRole('link', { name: 'Import from a file' }));
			// Whose UPN the third line has is called otherwise: that is asked.
			const other = told(school, 'pupil', 0).find((fact) => fact.kind === 'pupil' && fact.register?.upn);
			const upn = other?.kind === 'pupil' ? other.register?.upn : null;
			const lines = [
				'Surname,Forename,Date of birth,Sex,Year group,Class,UPN',
				'Quill,Rosa,14/03/2018,F,Year 4,4 Elm,',
				'Okafor,Ngozi,02/05/2018,F,Year 4,4 Ash,',
				`Quite,Another,01/01/2018,M,Year 4,4 Elm,${upn ?? ''}`
			];
			const file = page.getByLabel('Choose a CSV file, or drop it here');
			await expect(file).toBeVisible();
			const choosing = page.waitForEvent('filechooser');
			await pressAt(page, file);
			await (
				await choosing
			).setFiles({
				name: 'starters.csv',
				mimeType: 'text/csv',
				buffer: Buffer.from(lines.join('\r\n'))
			});
			// Each step takes the keyboard along: it goes on at what has come up, and not at the top of the page.
			await expect(page.getByRole('heading', { name: 'What the columns say' })).toBeFocused();
			await pressAt(page, button(page, 'See what would be done'));
			await expect(page.getByRole('heading', { name: 'What would be done' })).toBeFocused();
			await choose(page, page.getByLabel(/^Line 4: Another Quite/), 'Leave this line out');
			await pressAt(page, button(page, 'Answer the question about line 4'));
			await expect(page.getByRole('heading', { name: 'Questions' })).toBeFocused();
			await expect(page.getByText('Line 4: left out.')).toBeVisible();
			await choose(page, page.getByLabel('The school has no class called 4 Ash'), 'Our class 4 Oak');
			await expect(button(page, 'Import 2 changes')).toBeVisible();
			expect(told(school, 'pupil', before)).toEqual([]);
			await pressAt(page, button(page, 'Import 2 changes'));
			await expect(page.getByText(/The school’s server has received all \d+ entries/)).toBeVisible({
				timeout: 30_000
			});
			await tabTo(page, page.getByRole('link', { name: 'Go to the class lists' }));
			expect(told(school, 'pupil', before)).toMatchObject([
				{ forename: 'Rosa', surname: 'Quill', dob: '2018-03-14' },
				{ forename: 'Ngozi', surname: 'Okafor', dob: '2018-05-02' }
			]);
			expect(told(school, 'place', before)).toMatchObject([{ classId: 'c-4elm' }, { classId: 'c-4oak' }]);
		});
	});

	await test.step('[J13] [J15] by keyboard alone the head says in the settings which system is the register, and marks are carried over to it', async () => {
		const before = school.ledger.head();
		await OfficeScreen.next(page, '/office/settings', 'head');
		await pressAt(page, button(page, 'Change the settings'));
		const sims = page.getByRole('radio', { name: /^SIMS/ });
		await arrowTo(page, page.getByRole('radio', { name: 'Firstbell' }), () => sims.isChecked());
		await pressAt(page, button(page, 'Save the settings'));
		await expect(page.getByText('They hold from Monday 23 November 2026.')).toBeVisible();
		await expect.poll(() => told(school, 'settings', before)).toMatchObject([{ mis: 'SIMS' }]);

		await pressAt(page, page.getByRole('link', { name: 'Records' }));
		await pressAt(page, page.getByRole('link', { name: 'Carry marks over' }));
		await expect(page.getByLabel('From', { exact: true })).toBeVisible();
		await typeDate(page, page.getByLabel('From', { exact: true }), '2026-11-16');
		await typeDate(page, page.getByLabel('To', { exact: true }), '2026-11-20');
		await pressAt(page, button(page, 'Show these days'));
		await expect(page.getByRole('row').filter({ hasText: 'Friday 20 November' })).toBeVisible();
		const downloading = page.waitForEvent('download');
		await pressAt(page, button(page, /^Download \d+ marks as CSV/));
		const file = readFileSync(await (await downloading).path(), 'utf8');
		expect(file.split('\r\n').length).toBeGreaterThan(4000);
		await pressAt(page, button(page, 'I have loaded it into SIMS'));
		await expect(page.getByText('Recorded: loaded into SIMS')).toBeVisible();
		expect(told(school, 'exported', before)).toMatchObject([
			{ from: '2026-11-16', to: '2026-11-20', system: 'SIMS' }
		]);
	});
});

test.describe('at eleven on a Thursday', () => {
	test.use({ plan: { clock: '2026-11-26T11:05' } });

	test('[M1] [M3] by keyboard alone the head closes the school from the afternoon on, and every pupil has the code', async ({
		page,
		school
	}) => {
		const before = school.ledger.head();
		await OfficeScreen.at(page, '/office/closures', 'head');
		await pressAt(page, button(page, /^Close the school/));
		const from = page.getByRole('group', { name: 'From which half-day on?' });
		await arrowTo(page, from.getByRole('radio', { name: 'Morning' }), () =>
			from.getByRole('radio', { name: 'Afternoon' }).isChecked()
		);
		await typeInto(page, page.getByLabel('Why?'), 'Boiler failed');
		await pressAt(page, button(page, 'See what would be entered'));
		await expect(page.getByRole('heading', { name: /^School closed/ })).toBeFocused();
		await pressAt(page, button(page, 'Record for 420 children'));
		await expect(page.getByText('420 entries received by the school.')).toBeVisible({ timeout: 30_000 });
		expect(told(school, 'closure', before)).toMatchObject([
			{ code: 'Y4', from: { date: '2026-11-26', session: 'PM' }, reason: 'Boiler failed' }
		]);
		expect(told(school, 'mark', before)).toHaveLength(420);
	});
});
