import { beforeEach, describe, expect, it } from 'vitest';
import { at, entry, must } from '../../../../tests/support/school-2026-27.ts';
import { SCHOOL, SmallSchool } from '../../../../tests/support/small-school.ts';
import { noteBackup, noteDropped } from './backups.ts';

let school: SmallSchool;
beforeEach(async () => {
	school = await SmallSchool.open();
	await school.add(entry({ id: 'a' }));
});

const run = (sql: string) => school.database.sqlite.exec(sql);
const why = async () => (await school.store.verify(SCHOOL))?.why ?? null;
const head = async () => must(await school.store.school(SCHOOL), 'the school');

/** A new epoch, as a restore or a witness begins one; the clock may have been put back since the last. */
const begin = (epoch: string, time: string) =>
	school.store.write(SCHOOL, (writing) => writing.newEpoch(epoch, 'Restored.', at('2026-09-14', time), 0));

describe('[Y14] what tablets are told of copies', () => {
	const note = async (file: string) =>
		noteBackup(school.database.db, await head(), { at: 1, file, verifiedAt: 2 });

	it('is whole while a noted copy reaches as far, though its file is gone', async () => {
		expect(await why()).toBeNull();
		await note('a.db');
		await school.add(entry({ id: 'b' }));
		await noteDropped(school.database.db, 'a.db', 3);
		expect(await why()).toBeNull();
	});

	it('is found where it reaches further than any noted copy, and where there is none', async () => {
		run('update school set backedUpTo = 1');
		expect(await why()).toBe(
			'Tablets are told that all up to position 1 is backed up; no noted copy reaches beyond 0.'
		);
		run('update school set backedUpTo = 0');
		await note('a.db');
		const { position } = await head();
		await school.add(entry({ id: 'b' }));
		run('update school set backedUpTo = backedUpTo + 1');
		expect(await why()).toContain(`no noted copy reaches beyond ${position}.`);
	});
});

describe('[Y14] the list of epochs', () => {
	it('is whole after new epochs, in whatever order a wrong clock dates them', async () => {
		await begin('epoch-2', '10:00');
		await begin('epoch-3', '09:00');
		expect(await why()).toBeNull();
	});

	it.each([
		['the first that is gone', `delete from epoch where why = 'first'`, 'The first epoch is missing'],
		[
			'the school’s own that is gone',
			`delete from epoch where epoch = 'epoch-3'`,
			'The school’s epoch is missing'
		],
		['all that are gone', `delete from epoch`, 'The first epoch is missing'],
		[
			'an older one that the school is said to be in',
			`update school set epoch = 'epoch-2'`,
			'is not the last'
		],
		['one that there never was', `update school set epoch = 'epoch-9'`, 'The school’s epoch is missing'],
		['another place to send again from', `update school set epochFrom = 1`, 'from another position'],
		[
			'a place beyond the last',
			`update epoch set fromPosition = 999 where epoch = 'epoch-2'`,
			'that there is not'
		]
	])('is compared with what the school says: %s', async (_, sql, found) => {
		await begin('epoch-2', '10:00');
		await begin('epoch-3', '11:00');
		run(sql);
		expect(await why()).toContain(found);
	});
});
