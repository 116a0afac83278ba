import { existsSync, mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { backedUp, copies, restored, run } from '../support/copies.ts';
import { dataDir, eachSchoolInAFolder, here, school } from '../support/each-school.ts';
import { newBrowsers, Tablet } from '../support/in-process.ts';
import { entry, PUPILS, STAFF } from '../support/school-2026-27.ts';
import { SCHOOL } from '../support/small-school.ts';

eachSchoolInAFolder(newBrowsers);

// Processes of their own take a moment to start, and longer on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const { ava, ben, cal, dee } = PUPILS;

describe('a backup', () => {
	it('[Q6] while pushes rush in, is one moment of the register: it verifies, and so does what is restored from it', async () => {
		const fill = Array.from({ length: 1000 }, (_, n) =>
			entry({ id: `fill-${n}`, seq: 10_000 + n, pupilId: `p-fill-${n}` })
		);
		await school.add(...fill);
		const head = (await school.store.school(SCHOOL))?.position ?? 0;
		let isRunning = true;
		const ran = run('backup').finally(() => (isRunning = false));
		let pushes = 0;
		const devices = ['tablet', 'desk', 'office', 'cover-tablet'];
		const pupilIds = [ava, ben, cal, dee].map((pupil) => pupil.pupilId);
		while (isRunning) {
			await Promise.all(
				devices.map((deviceId, n) => {
					const seq = pushes * devices.length + n + 1;
					const clientId = `c-${deviceId}`;
					const pupilId = pupilIds[n] ?? '';
					const replaces = pushes > 0 ? [`rush-${seq - devices.length}`] : [];
					const fact = entry({ id: `rush-${seq}`, clientId, seq, pupilId, replaces });
					return school.sync({ deviceId }, [fact], { clientId });
				})
			);
			pushes += 1;
			// Lets this process hear that the other has ended.
			await new Promise((resolve) => setImmediate(resolve));
		}
		expect(await ran).toMatchObject({ code: 0, out: expect.stringContaining('Backup made and verified') });
		expect(pushes * devices.length).toBeGreaterThan(20);
		const last = await school.store.lastBackup(SCHOOL);
		const end = (await school.store.school(SCHOOL))?.position ?? 0;
		expect(last?.position).toBeGreaterThan(head);
		expect(last?.position).toBeLessThan(end);
		expect(await school.store.verify(SCHOOL)).toBeNull();
		const [file] = copies();
		expect(await restored(file ?? '')).toMatchObject({ code: 0 });
		expect((await school.store.school(SCHOOL))?.position).toBe(last?.position);
		expect(await run('verify')).toMatchObject({
			code: 0,
			out: expect.stringMatching(/Verdict: whole\. .*\n$/)
		});
	});

	it('[Q6] takes away what a run that was killed left half made, once no run can be making it any more', async () => {
		const folder = join(dataDir, 'backups');
		mkdirSync(folder);
		const yesterday = Date.now() / 1000 - 90_000;
		const files = {
			'firstbell-2026-11-20-0200.db.partial': yesterday,
			'firstbell-2026-11-20-0200.db.partial-wal': yesterday,
			'firstbell-2026-11-19-0200.db': yesterday,
			'notes.db.partial': yesterday,
			'firstbell-2026-11-21-0200.db.partial': Date.now() / 1000
		};
		for (const [name, written] of Object.entries(files)) {
			writeFileSync(join(folder, name), 'half a copy');
			utimesSync(join(folder, name), written, written);
		}
		const made = basename(await backedUp());
		expect(readdirSync(folder).sort()).toEqual(
			[
				'firstbell-2026-11-19-0200.db',
				'firstbell-2026-11-21-0200.db.partial',
				made,
				'notes.db.partial'
			].sort()
		);
	});

	it('[Q6] tells devices how far it reaches, and the office when it was made', async () => {
		const tablet = await Tablet.open(here, 'tablet', STAFF.teal);
		await tablet.tap(ava.pupilId, '/');
		await tablet.sync();
		const position = (await school.store.school(SCHOOL))?.position;
		const before = await school.sync({ deviceId: 'desk', person: STAFF.recep }, []);
		expect(before.backedUpTo).toBe(0);
		const file = await backedUp();
		const after = await school.sync({ deviceId: 'desk', person: STAFF.recep }, []);
		expect(after.backedUpTo).toBe(position);
		expect(await school.store.lastBackup(SCHOOL)).toMatchObject({ position, file, droppedAt: null });
	});

	it('[Q6] of a register that is not whole is no backup: nothing is kept of it, nobody is told, and the office is', async () => {
		await school.add(entry({ id: 'first' }));
		school.database.sqlite.exec(`drop trigger payload_no_update; update payload set json = json || ' '`);
		const ran = await run('backup');
		expect(ran.code).toBe(1);
		expect(ran.err).toContain('position 1: The payload is not the one that was stored.');
		expect(copies()).toEqual([]);
		expect((await school.store.school(SCHOOL))?.backedUpTo).toBe(0);
		expect(await school.store.notices(SCHOOL)).toMatchObject([{ kind: 'backup-failed' }]);
		await run('backup');
		expect(await school.store.notices(SCHOOL)).toHaveLength(1);
		const verdict = await run('verify');
		expect(verdict.code).toBe(1);
		expect(verdict.err).toMatch(/wrong at position 1\..*\nVerdict: NOT WHOLE\. .*\n$/);
	});

	it('[Q7] older copies go, file and all, and a file that is not ours stays', async () => {
		mkdirSync(join(dataDir, 'backups'));
		writeFileSync(join(dataDir, 'backups', 'firstbell-2026-01-01-0200.db'), 'somebody’s');
		const first = await backedUp();
		const second = await backedUp();
		const third = await backedUp();
		// All of today: the month’s first and the newest stay.
		expect(copies().sort()).toEqual(
			[first, third, join(dataDir, 'backups', 'firstbell-2026-01-01-0200.db')].sort()
		);
		expect(existsSync(second)).toBe(false);
	});
});
