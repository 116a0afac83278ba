// Longer than others: what is restored is tried by what tablets then send, on one school.
import { copyFileSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it, vi } from 'vitest';
import type { HeldFact, PupilFact } from '../../src/lib/rules/facts.ts';
import { serveAlone } from '../../src/lib/server/store/folder-lock.ts';
import { addHold } from '../../src/lib/server/store/holds.ts';
import { backedUp, restored, run } from '../support/copies.ts';
import { dataDir, eachSchoolInAFolder, here, openAt, path, school } from '../support/each-school.ts';
import { newBrowsers, Tablet } from '../support/in-process.ts';
import { contact, register } from '../support/roll-facts.ts';
import { entry, PUPILS, STAFF } from '../support/school-2026-27.ts';
import { REGISTER, SCHOOL } from '../support/small-school.ts';

eachSchoolInAFolder(newBrowsers);

// Processes of their own take a moment to start, and longer on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const { ava, ben, cal, dee } = PUPILS;
const entries = () => {
	const rows = school.database.sqlite.prepare(`select id from fact where kind = 'mark' order by id`).all();
	return (rows as { id: string }[]).map(({ id }) => id);
};

describe('a restore', () => {
	it('[Q10] [F20] of an older copy: what devices hold comes back by itself, each entry once, with those who signed in since', async () => {
		const tablet = await Tablet.open(here, 'tablet', STAFF.teal);
		await tablet.tap(ava.pupilId, 'N');
		await tablet.sync();
		const file = await backedUp();

		await school.enrol('new-tablet');
		await school.signIn('in-s-head', STAFF.head, 'new-tablet');
		const late = await Tablet.open(here, 'new-tablet', STAFF.head);
		await tablet.tap(ben.pupilId, '/');
		await tablet.sync();
		await late.device.record({
			kind: 'mark',
			...REGISTER,
			pupilId: cal.pupilId,
			how: 'office',
			code: 'I',
			reason: 'Rang in',
			sawPlans: []
		});
		await late.sync();
		const before = entries();
		expect(before).toHaveLength(3);
		const epoch = (await school.store.school(SCHOOL))?.epoch;

		const ran = await restored(file);
		expect(ran).toMatchObject({ code: 0, err: '' });
		expect(ran.out).toContain('Restored.');
		expect(entries()).toHaveLength(1);
		expect((await school.store.school(SCHOOL))?.epoch).not.toBe(epoch);
		for (const device of [tablet, late, tablet]) await device.sync();
		expect(entries()).toEqual(before);
		for (const device of [tablet, late]) expect((await device.device.state()).waiting).toBe(0);
		expect(await school.mark(cal.pupilId)).toMatchObject({ code: 'I' });
		expect(await school.store.quarantine(SCHOOL)).toMatchObject([]);
		expect(await school.store.notices(SCHOOL)).toMatchObject([
			{ kind: 'restored', detail: expect.stringContaining('Restored from firstbell-') }
		]);
		expect(await school.store.verify(SCHOOL)).toBeNull();
	});

	it('[R4] [Q10] an older amendment that is sent again after a newer one brings nothing back', async () => {
		await school.signIn('in-s-head', STAFF.head, 'desk');
		const office = await Tablet.open(here, 'office', STAFF.office);
		const head = await Tablet.open(here, 'desk', STAFF.head);
		const file = await backedUp();
		const { pupilId, forename, surname, dob, year } = ava;
		const amend = (by: Tablet, phone: string) =>
			by.device.record({
				...{ kind: 'pupil', pupilId, forename, surname, dob, year, reason: 'Her mother rang' },
				register: register({ contacts: [contact({ phones: [phone] })] })
			});
		await amend(office, '01384 900111');
		await office.sync();
		school.time += 60_000;
		await amend(head, '01384 900222');
		await head.sync();
		await restored(file);
		for (const tablet of [head, office, head, office]) await tablet.sync();
		const phones = (pupil: HeldFact<PupilFact> | undefined) =>
			pupil?.register?.contacts.flatMap((each) => each.phones);
		expect(phones((await school.store.book(SCHOOL)).pupil(pupilId))).toEqual(['01384 900222']);
		for (const tablet of [head, office]) {
			const row = (await tablet.register()).rows.find(({ pupil }) => pupil.pupilId === pupilId);
			expect(phones(row?.pupil)).toEqual(['01384 900222']);
		}
		expect(await school.store.verify(SCHOOL)).toBeNull();
	});

	it('[Q10] keeps the replaced database aside, whole, and brings over withdrawn tablets, refusals and holds', async () => {
		await school.add(entry({ id: 'first' }));
		const file = await backedUp();
		await school.sync({ deviceId: 'tablet', person: STAFF.teal }, [entry({ id: 'no', pupilId: 'p-nobody' })]);
		school.database.sqlite.exec(`update device set revokedAt = 7 where deviceId = 'desk'`);
		await addHold(school.database.db, SCHOOL, {
			...{ pupilId: dee.pupilId, why: 'Tribunal', name: 'Dr Head', position: 'Headteacher', at: 1 }
		});
		await school.add(entry({ id: 'second' }));
		expect((await restored(file)).code).toBe(0);
		const rows = (sql: string) => school.database.sqlite.prepare(sql).all();
		expect(rows(`select deviceId from device where revokedAt = 7`)).toEqual([{ deviceId: 'desk' }]);
		expect(rows('select factId from quarantine')).toEqual([{ factId: 'no' }]);
		expect(rows('select pupilId from hold')).toEqual([{ pupilId: dee.pupilId }]);
		// What is refused from now on is numbered after it.
		const reply = await school.sync({ deviceId: 'tablet' }, [entry({ id: 'no-2', pupilId: 'p-nobody' })]);
		expect(reply.results).toMatchObject([{ id: 'no-2', status: 'refused' }]);
		expect(rows('select factId, number from quarantine')).toEqual([
			{ factId: 'no', number: 1 },
			{ factId: 'no-2', number: 2 }
		]);
		const [aside] = readdirSync(join(dataDir, 'replaced'));
		const old = new Database(join(dataDir, 'replaced', aside ?? ''), { readonly: true });
		expect(old.prepare(`select id from fact where kind = 'mark' order by position`).pluck().all()).toEqual([
			'first',
			'second'
		]);
		old.close();
	});

	it('[Q10] is refused in a sentence while the server runs, and changes nothing', async () => {
		await school.add(entry({ id: 'first' }));
		const file = await backedUp();
		await school.add(entry({ id: 'second' }));
		const ran = await run('restore', file);
		expect(ran).toMatchObject({ code: 1, out: '' });
		expect(ran.err).toContain('The server or another restore is running on this data folder: stop it first');
		expect(entries()).toEqual(['first', 'second']);
		expect(existsSync(join(dataDir, 'replaced'))).toBe(false);
		await school.add(entry({ id: 'third', session: 'PM' }));
	});

	it('[Q10] [Y13] is refused likewise while a server is just starting, which then finds the register where it was', async () => {
		await school.add(entry({ id: 'first' }));
		const file = await backedUp();
		await school.add(entry({ id: 'second' }));
		await school.close();
		const letGo = serveAlone(dataDir);
		const ran = await run('restore', file);
		letGo();
		await openAt(path);
		expect(ran).toMatchObject({ code: 1, out: '' });
		expect(ran.err).toContain('The server or another restore is running on this data folder: stop it first');
		expect(entries()).toEqual(['first', 'second']);
	});

	it('[Q10] of a file that is no copy, or not whole, is refused before anything is touched', async () => {
		await school.add(entry({ id: 'first' }));
		const file = await backedUp();
		const [text, cut, changed] = ['notes.db', 'cut.db', 'changed.db'].map((name) => join(dataDir, name));
		writeFileSync(text ?? '', 'Dear diary');
		writeFileSync(cut ?? '', readFileSync(file).subarray(0, 40_000));
		copyFileSync(file, changed ?? '');
		const db = new Database(changed ?? '');
		db.exec(`drop trigger payload_no_update; update payload set json = json || ' ' where position = 3`);
		db.close();
		await school.close();
		for (const [wrong, why] of [
			[text, 'is not a copy of a Firstbell database'],
			[cut, 'Nothing was changed.'],
			[changed, 'position 3: The payload is not the one that was stored.'],
			[join(dataDir, 'nowhere.db'), 'There is no file']
		]) {
			const ran = await run('restore', wrong ?? '');
			expect([ran.code, ran.err]).toEqual([1, expect.stringContaining(why ?? '')]);
		}
		await openAt(path);
		expect(entries()).toEqual(['first']);
		expect(readdirSync(dataDir).filter((name) => name.includes('restoring'))).toEqual([]);
	});

	it('[Q10] onto a machine that has nothing yet, or only a damaged database, works too', async () => {
		await school.add(entry({ id: 'first' }));
		const file = await backedUp();
		const apart = join(dataDir, 'copy.db');
		copyFileSync(file, apart);
		await school.close();
		for (const end of ['', '-wal', '-shm']) rmSync(path + end, { force: true });
		expect(await run('restore', apart)).toMatchObject({ code: 0 });
		await openAt(path);
		expect(entries()).toEqual(['first']);
		await school.close();
		writeFileSync(path, 'not a database any more');
		const ran = await run('restore', apart);
		expect(ran.code).toBe(0);
		expect(ran.err).toContain('could not be read');
		await openAt(path);
		expect(entries()).toEqual(['first']);
	});

	/** Overwrites where a table of the closed database begins: it opens, and the table cannot be read. */
	function damage(table: string): void {
		const sqlite = new Database(path);
		const [page, size] = [
			sqlite.prepare('select rootpage from sqlite_master where name = ?').pluck().get(table) as number,
			sqlite.pragma('page_size', { simple: true }) as number
		];
		sqlite.close();
		writeFileSync(path, readFileSync(path).fill(0x5a, size * (page - 1), size * page));
	}

	it.each([
		['fact', 'Where the two pasts part'],
		['notice', 'What the office was told.'],
		['device', 'Tablets: withdraw again'],
		['hold', 'Holds, but for'],
		['hold_pupil', 'Holds, but for']
	])(
		'[Q10] onto a database that opens but of which “%s” cannot be read brings over the rest, and names what is lost',
		async (table, named) => {
			await school.add(entry({ id: 'first' }));
			const file = await backedUp();
			await school.sync({ deviceId: 'tablet' }, [entry({ id: 'no', pupilId: 'p-nobody' })]);
			school.database.sqlite.exec(`update device set revokedAt = 7 where deviceId = 'desk'`);
			await school.store.putNotice({ schoolId: SCHOOL, at: 1, kind: 'gap', deviceId: null, detail: 'A gap' });
			await addHold(school.database.db, SCHOOL, {
				...{ pupilId: dee.pupilId, why: 'Tribunal', name: 'Dr Head', position: 'Headteacher', at: 1 }
			});
			await school.add(entry({ id: 'second', session: 'PM' }));
			await school.close();
			damage(table);
			const damaged = readFileSync(path);

			const ran = await run('restore', file);
			expect([ran.code, ran.err]).toEqual([0, expect.stringContaining(named)]);
			expect(ran.err).toMatch(/^The replaced database is damaged\./);
			expect(ran.err.trimEnd().split('\n')).toHaveLength(2);
			expect(ran.out).toContain('Restored.');
			const [aside] = readdirSync(join(dataDir, 'replaced'));
			const kept = readFileSync(join(dataDir, 'replaced', aside ?? ''));
			expect(kept.subarray(4096).equals(damaged.subarray(4096))).toBe(true);

			await openAt(path);
			expect(entries()).toEqual(['first']);
			expect(await school.store.verify(SCHOOL)).toBeNull();
			const rows = (sql: string) => school.database.sqlite.prepare(sql).pluck().all();
			const revoked = rows('select deviceId from device where revokedAt = 7');
			expect(revoked).toEqual(table === 'device' ? [] : ['desk']);
			expect(rows('select pupilId from hold')).toEqual(table === 'hold' ? [] : [dee.pupilId]);
			const told = rows(`select detail from notice where kind = 'gap'`);
			expect(told).toEqual(table === 'notice' ? [] : ['A gap']);
			expect(rows('select factId from quarantine')).toEqual(['no']);
			const shared = rows('select epochFrom from school')[0] as number;
			if (table === 'fact') expect(shared).toBe(0);
			else expect(shared).toBeGreaterThan(0);
		}
	);
});
