import Database from 'better-sqlite3';
import { EnrolledDevice } from '../support/enrolled-device.ts';
import { RegisterScreen } from '../support/register-screen.ts';
import { ELM_AM, type School } from '../support/school.ts';
import { expect, test } from '../support/test.ts';

/** Less than the server waits for a lock (5 s), and long beside a push. */
const SHORT_MS = 1_500;

/** Another program takes the school's database for itself, as a copying tool or a command does. */
function lock(school: School): { release: () => void } {
	const other = new Database(school.server.databasePath);
	other.exec('begin immediate');
	return {
		release: () => {
			other.exec('rollback');
			other.close();
		}
	};
}

test('a push that meets a locked database is answered only after its own commit, once the lock is gone', async ({
	school
}) => {
	const device = await EnrolledDevice.signIn(`http://127.0.0.1:${school.server.port}`, school.url);
	const [[classId = '', pupilIds = []] = []] = await device.wholeClasses();
	const before = school.ledger.head();
	const ids = device.makeMarks(classId, pupilIds, '/');
	const { release } = lock(school);
	let releasedAt = Infinity;
	let whileLocked = -1;
	setTimeout(() => {
		whileLocked = school.ledger.head();
		releasedAt = performance.now();
		release();
	}, SHORT_MS);
	const results = await device.sendWaiting();
	expect(performance.now(), 'no answer while the lock is held').toBeGreaterThan(releasedAt);
	expect(whileLocked, 'while it is held nothing is there').toBe(before);
	expect(results.map(({ id, status }) => [id, status])).toEqual(ids.map((id) => [id, 'accepted']));
	expect(school.ledger.since(before).map((fact) => fact.id)).toEqual(ids);
});

test('a tablet whose push met a lock that lasts keeps its marks and says so, and they arrive once it is gone', async ({
	school,
	page
}) => {
	const screen = await RegisterScreen.signedIn(page);
	school.expectFailures();
	const { release } = lock(school);
	const answered = page.waitForResponse((response) => response.url().endsWith('/api/sync'));
	await screen.tap(0, 'Present');
	await screen.tap(1, 'Late');
	expect((await answered).status(), 'after five seconds the server gives up').toBe(500);
	await screen.has(2, 'saved');
	await screen.has(0, 'received');
	expect(school.ledger.entries(ELM_AM)).toEqual([]);

	release();
	await screen.networkIsBack();
	await screen.has(2, 'received');
	expect(school.ledger.entries(ELM_AM).map((entry) => entry.code)).toEqual(['/', 'L']);
	expect(school.ledger.quarantined()).toBe(0);
});
