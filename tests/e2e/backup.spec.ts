import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { isAccessible } from '../support/axe.ts';
import { runFirstbell } from '../support/command-line.ts';
import { OfficeScreen } from '../support/office-screen.ts';
import { RegisterScreen } from '../support/register-screen.ts';
import { ELM_AM } from '../support/school.ts';
import { expect, test } from '../support/test.ts';

test.describe.configure({ timeout: 120_000 });

const DAY_MS = 86_400_000;

test('[Q8] the tablets page tells the last verified backup, up to which entry, and loudly one that is too old', async ({
	page,
	school
}) => {
	const office = await OfficeScreen.at(page, '/office/tablets');
	const status = office.page.getByRole('region', { name: 'Sync status' });
	await expect(status).toContainText('No backup yet');
	const ran = await runFirstbell(school.server.dataDir, 'backup');
	expect(ran).toMatchObject({ code: 0, err: '' });
	await office.page.reload();
	const upTo = school.ledger.head().toLocaleString('en-GB');
	await expect(status).toContainText(
		new RegExp(`Monday 23 November 2026, \\d\\d:\\d\\d, up to entry ${upTo}\\. Nothing is newer`)
	);
	await expect(status.getByText('over 31 days old')).toBeHidden();
	await isAccessible(office.page, 'with a backup');

	const db = new Database(school.server.databasePath);
	db.exec('drop trigger backup_no_update');
	db.prepare('update backup set at = at - ?').run(40 * DAY_MS);
	db.close();
	await office.page.reload();
	await expect(status.getByText('The last verified backup is over 31 days old')).toBeVisible();
	await expect(status).toContainText('Wednesday 14 October 2026');
	await isAccessible(office.page, 'with an old backup');
});

test('[Q10] [F20] a tablet’s marks since the copy come back by themselves after a restore, each once', async ({
	page,
	school
}) => {
	const screen = await RegisterScreen.signedIn(page);
	await screen.tap(0, 'Present');
	await screen.has(1, 'received');
	const { dataDir } = school.server;
	expect((await runFirstbell(dataDir, 'backup')).code).toBe(0);
	await screen.tap(1, 'Present');
	await screen.tap(2, 'Absent');
	await screen.has(3, 'received');
	const ids = () =>
		school.ledger
			.entries(ELM_AM)
			.map(({ id }) => id)
			.sort();
	const before = ids();
	const [file = ''] = readdirSync(join(dataDir, 'backups'));
	const copy = join(dataDir, 'backups', file);
	const refused = await runFirstbell(dataDir, 'restore', copy);
	expect(refused.code).toBe(1);
	expect(refused.err).toContain('The server or another restore is running on this data folder');

	await school.stop();
	expect(await runFirstbell(dataDir, 'restore', copy)).toMatchObject({ code: 0, err: '' });
	expect(ids().length).toBe(before.length - 2);
	await school.start();
	await expect(async () => expect(ids()).toEqual(before)).toPass({ timeout: 90_000 });
	await screen.has(3, 'received');
	const verdict = await runFirstbell(dataDir, 'verify');
	expect(verdict).toMatchObject({ code: 0, out: expect.stringContaining('Verdict: whole.') });
});
