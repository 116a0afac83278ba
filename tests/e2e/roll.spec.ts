import { isAccessible } from '../support/axe.ts';
import { OfficeScreen } from '../support/office-screen.ts';
import { RegisterScreen } from '../support/register-screen.ts';
import { expect, test } from '../support/test.ts';

test.describe.configure({ timeout: 120_000 });
test.use({ plan: { clock: '2026-11-23T09:31' } });

const british = (date: string) => date.split('-').reverse().join('/');

test('[J1] [J4] [J5] [J6] class lists, an amendment with its five items, a move, a leaving and its taking back', async ({
	page,
	school
}) => {
	const office = await OfficeScreen.at(page, '/office/roll');
	await expect(page.getByRole('heading', { name: '420 on roll in 14 classes' })).toBeVisible();
	await isAccessible(page, 'class lists');
	await page.getByText('4 Elm', { exact: true }).click();
	await expect(page.getByRole('group').filter({ hasText: '4 Elm' }).getByRole('listitem')).toHaveCount(30);

	const [pupil] = school.ledger.newest('pupil').filter(({ surname }) => surname.length > 6);
	if (!pupil) throw new Error('The demo school has no pupil.');
	await page.getByLabel('Find a pupil').fill(`${pupil.forename} ${pupil.surname}`);
	await isAccessible(page, 'found');
	await page.getByRole('region', { name: 'Found' }).getByRole('link').first().click();
	await expect(page.getByRole('heading', { name: 'Admission register' })).toBeVisible();
	await isAccessible(page, 'a pupil');

	await page.getByRole('button', { name: 'Amend' }).click();
	await page.getByLabel('Pupil’s address').fill('9 New Way, Alderbrook');
	await page.getByRole('button', { name: 'Save the amendment' }).click();
	await expect(page.getByRole('alert').filter({ hasText: 'There is a problem' })).toContainText(
		'Enter the reason for the change'
	);
	await isAccessible(page, 'an amendment without a reason');
	await page.getByLabel('Reason for the change').fill('Mother’s letter of 20 November');
	await page.getByRole('button', { name: 'Save the amendment' }).click();
	await expect(page.getByText('The amendment is saved.')).toBeVisible();
	const first = page.getByRole('region', { name: 'History' }).getByRole('listitem').first();
	await expect(first).toContainText('Original:');
	await expect(first).toContainText('New: 9 New Way, Alderbrook');
	await expect(first).toContainText('Reason: Mother’s letter of 20 November');
	await expect(first).toContainText('23 November 2026');
	await expect(first).toContainText('Mr Attila Attwell, Attendance Officer');

	await page.getByRole('button', { name: 'Move to another class' }).click();
	await isAccessible(page, 'a move');
	await page.getByLabel('First day in the class').fill('2026-11-25');
	await page.getByRole('button', { name: 'Save', exact: true }).click();
	await expect(page.getByRole('alert').filter({ hasText: 'Select the class' })).toBeAttached();
	await page.getByLabel('Class', { exact: true }).selectOption('R Oak');
	await page.getByRole('button', { name: 'Save', exact: true }).click();
	await expect(page.getByText('R Oak from Wednesday 25 November 2026')).toBeVisible();

	await page.getByRole('button', { name: 'Record a leaving' }).click();
	await page.getByLabel('Last day on roll').fill('2026-12-18');
	await page.getByRole('button', { name: 'Save', exact: true }).click();
	await expect(page.getByText('Select the ground of regulation 9 that is met').first()).toBeVisible();
	await isAccessible(page, 'a leaving without a ground');
	await page
		.getByLabel('Ground', { exact: true })
		.selectOption({ label: 'Regulation 9(1)(a): Registered at another school' });
	await page.getByLabel('The school').fill('Canal Street Primary School');
	await page.getByRole('button', { name: 'Save', exact: true }).click();
	await expect(page.getByText('Leaves on Friday 18 December 2026.')).toBeVisible();
	await expect
		.poll(() => school.ledger.newest('leave')[0])
		.toMatchObject({ lastDay: '2026-12-18', nextSchool: 'Canal Street Primary School' });

	await page.goto('/office/roll');
	const soon = page.getByRole('region', { name: 'Starts, moves and leaves soon' });
	await expect(soon).toContainText('to R Oak');
	await expect(soon).toContainText('(last day)');
	await soon.getByRole('link').last().click();
	await page.getByRole('button', { name: 'Take back the leaving' }).click();
	await page.getByLabel('Reason').fill('The family stays');
	await isAccessible(page, 'a taking back');
	await page.getByRole('button', { name: 'Take it back' }).click();
	await expect(page.getByRole('region', { name: 'History' }).getByRole('listitem').first()).toContainText(
		'Taken back'
	);
	await expect(page.getByText('Leaves on Friday 18 December 2026.')).toHaveCount(0);
	await office.close();
});

test('[J2] [J3] a pupil is added with one telephone number and warned of it (case H7), offline too; a class is added and renamed', async ({
	page,
	school
}) => {
	await OfficeScreen.at(page, '/office/roll');
	await page.getByRole('button', { name: 'Add a class' }).click();
	await page.getByLabel('Name').fill('3 Ash');
	await page.getByRole('button', { name: 'Save', exact: true }).click();
	await expect(page.getByText('Select the year groups in it').first()).toBeVisible();
	await isAccessible(page, 'a class without years');
	await page.getByLabel('Year 3').check();
	await page.getByRole('button', { name: 'Save', exact: true }).click();
	await expect(page.getByRole('heading', { name: 'in 15 classes' })).toBeVisible();
	await page.getByText('3 Ash', { exact: true }).click();
	await page.getByRole('button', { name: 'Change the name or years of 3 Ash' }).click();
	await page.getByLabel('Name').fill('3 Rowan');
	await page.getByRole('button', { name: 'Save', exact: true }).click();
	await expect(page.getByText('3 Rowan', { exact: true })).toBeVisible();
	await expect.poll(() => school.ledger.newest('class')[0]).toMatchObject({ name: '3 Rowan', years: ['3'] });

	await test.step('[W9] the register of a class that nobody is in yet says so to the office, which holds every class', async () => {
		await page.goto(`/class/${String(school.ledger.newest('class')[0]?.classId)}`);
		await expect(page.getByRole('heading', { level: 1 })).toHaveText('Nobody was in 3 Rowan on that day');
		await page.goto('/office/roll');
	});

	await new RegisterScreen(page).worksOffline();
	school.expectFailures();
	await school.network.refuse();
	await page.getByRole('link', { name: 'Add a pupil' }).click();
	await page.getByRole('button', { name: 'Add to the register' }).click();
	await expect(page.getByRole('alert').filter({ hasText: 'There is a problem' })).toContainText(
		'Enter the surname'
	);
	await isAccessible(page, 'a new pupil with errors');
	await page.getByLabel('Forename or forenames').fill('Zoë');
	await page.getByLabel('Surname').fill('O’Neil');
	await page.getByLabel('Date of birth').fill('2018-10-01');
	await page.getByLabel('Year group').selectOption('Year 3');
	await page.getByText('Female').click();
	await page.getByLabel('Starting day').fill('2026-11-30');
	await page.getByLabel('Class', { exact: true }).selectOption('3 Rowan');
	await page.getByLabel('Pupil’s address').fill('1 High Street');
	await page.getByLabel('Full name').fill('Ann O’Neil');
	await page.getByLabel('Telephone', { exact: true }).fill('01384 900123');
	await page.getByLabel('A parent').check();
	await page.getByLabel('The pupil normally lives with them').check();
	await expect(page.getByText('There is one telephone number. The DfE advises more than one.')).toBeVisible();
	await page.getByRole('button', { name: 'Add to the register' }).click();
	await expect(page.getByText('Starts in 3 Rowan on Monday 30 November 2026.')).toBeVisible();
	await expect(page.getByText(/Saved on this device, waiting to send/).first()).toBeVisible();
	await expect(page.getByText('There is one telephone number. The DfE advises more than one.')).toBeVisible();
	await isAccessible(page, 'a new pupil, waiting to send');
	await school.network.pass();
	await expect.poll(() => school.ledger.newest('pupil')[0]?.surname, { timeout: 30_000 }).toBe('O’Neil');
});

test('[J8] [J9] [J10] [J11] an import names each bad line, asks what is not clear, and imports nothing until accepted', async ({
	page,
	school
}) => {
	await OfficeScreen.at(page, '/office/roll/import');
	await isAccessible(page, 'choosing a file');
	const choose = (name: string, buffer: Buffer) =>
		page
			.getByLabel('Choose a CSV file, or drop it here')
			.setInputFiles({ name, mimeType: 'text/csv', buffer });
	await choose('pupils.xlsx', Buffer.from('PK\u0003\u0004'));
	await expect(page.getByRole('alert')).toContainText('save it as CSV');
	await isAccessible(page, 'a workbook');

	const all = school.ledger.newest('pupil');
	const before = all.length;
	const [same, moves] = all;
	if (!same?.register || !moves?.register) throw new Error('The demo school has no pupils.');
	const lines = [
		'Adno;UPN;Legal Surname;Legal Forename;DOB;Gender;Year Group;Reg Group;Address',
		`1;${same.register.upn ?? ''};${same.surname};${same.forename};${british(same.dob)};;;4 Elm;12 Café Row`,
		`2;;D'Souza;Zoë;01/10/2021;F;Reception;R Pine;`,
		`3;;Bad;Date;31/02/2021;F;Reception;R Pine;`,
		`4;${moves.register.upn ?? ''};Quite;Another;01/01/2020;M;Year 1;1 Oak;`,
		...Array.from(
			{ length: 120 },
			(_, at) => `${at + 5};;Newcomer${at};Pupil;0${(at % 9) + 1}/0${(at % 8) + 1}/2018;M;Year 4;4 Oak;`
		)
	];
	await choose('pupils.csv', Buffer.from(lines.join('\r\n'), 'latin1'));
	await expect(page.getByText('124 lines, written as Windows-1252, an export of SIMS')).toBeVisible();
	await isAccessible(page, 'the columns');
	await page.getByRole('button', { name: 'See what would be done' }).click();
	await expect(page.getByText('Line 4, Date Bad')).toBeVisible();
	await expect(page.getByText('“31/02/2021” is no date')).toBeVisible();
	await expect(page.getByRole('heading', { name: 'On roll here and not in the file: 418' })).toBeVisible();
	await isAccessible(page, 'the preview with questions');
	await page.getByRole('button', { name: /^Import / }).click();
	await expect(page.getByRole('alert').filter({ hasText: 'say which' })).toBeVisible();
	await page.getByLabel(/^Line 5: Another Quite/).selectOption({ label: 'Leave this line out' });
	await page.getByRole('button', { name: 'Answer the question about line 5' }).click();
	await page
		.getByLabel('The school has no class called R Pine')
		.selectOption({ label: 'A new class called R Pine' });
	await expect(page.getByText('Nothing has been imported yet.')).toBeVisible();
	expect(school.ledger.newest('pupil')).toHaveLength(before);

	await page.getByRole('button', { name: /^Import / }).click();
	await expect(page.getByText(/The school’s server has received all \d+ entries/)).toBeVisible({
		timeout: 60_000
	});
	await isAccessible(page, 'the end of an import');
	const after = school.ledger.newest('pupil');
	expect(after).toHaveLength(before + 122);
	expect(after.find(({ surname }) => surname === "D'Souza")).toMatchObject({
		forename: 'Zoë',
		dob: '2021-10-01'
	});
	expect(
		after[0]?.pupilId === same.pupilId ||
			after.some((each) => each.pupilId === same.pupilId && 'reason' in each)
	).toBe(true);
	expect(school.ledger.newest('class')[0]).toMatchObject({ name: 'R Pine', years: ['R'] });
	await page.getByRole('link', { name: 'Go to the class lists' }).click();
	await expect(page.getByRole('heading', { name: '541 on roll in 15 classes' })).toBeVisible();
});
