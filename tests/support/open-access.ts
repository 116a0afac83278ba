import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, vi } from 'vitest';
import { londonInstant } from '../../src/lib/rules/sessions.ts';
import { openAccess, type Access, type SignedIn } from '../../src/lib/server/access/access.ts';
import { migrate } from '../../src/lib/server/store/migrations.ts';
import { openSqlite } from '../../src/lib/server/store/sqlite.ts';
import { CHEAP } from './cheap-passwords.ts';

/** Ms Teal’s password. */
export const PASSWORD = 'the-right-password';
/** What the server seals its cookies with. */
export const SECRET = 'a secret that is long enough for a test';
/** A minute. */
export const MINUTE_MS = 60_000;

let folder: string;
/** The database of the test that runs. */
export let db: ReturnType<typeof openSqlite>['db'];
/** Who may come in there. */
export let access: Access;
/** The school’s time, epoch ms. */
export let now: number;

/** Sets the school’s time. */
export function setNow(to: number): void {
	now = to;
}

/** Opens a school with Ms Teal on its staff before each test, and clears it away when the test is over. */
export function eachAccess(): void {
	beforeEach(async () => {
		folder = mkdtempSync(join(tmpdir(), 'firstbell-access-'));
		now = londonInstant('2026-11-23', '08:45');
		await open();
		for (const schoolId of ['st-aldhelm', 'other'])
			await db
				.insertInto('school')
				.values({
					...{ schoolId, name: `School ${schoolId}`, position: 0, hash: '', epoch: 'e', epochFrom: 0 },
					...{ backedUpTo: 0, asideNumber: 0, asideHash: '', demo: 0, clockShiftMs: 0 }
				})
				.execute();
		await access.createStaff(teal);
	});

	afterEach(async () => {
		vi.useRealTimers();
		await db.destroy();
		rmSync(folder, { recursive: true });
	});
}

/** Ms Teal, as the school’s tables name her. */
export const of = { schoolId: 'st-aldhelm', staffId: 's-teal' };
/** Ms Teal, as she is made a member of staff. */
export const teal = {
	...of,
	username: 'Teal',
	password: PASSWORD,
	name: 'Ms Rachel Teal',
	position: 'Class teacher, 4 Elm',
	role: 'teacher' as const,
	fromAt: londonInstant('2026-09-01', '00:00')
};

/** Opens the database, as a server that starts does. */
export async function open(): Promise<void> {
	({ db } = openSqlite(join(folder, 'firstbell.db')));
	await migrate(db);
	access = await openAccess({ db, secret: SECRET, now: () => now, passwords: CHEAP });
}

/** A browser that keeps its cookies. */
export class Browser {
	readonly jar = new Map<string, string>();
	readonly #origin: string;

	constructor(origin = 'http://firstbell.school') {
		this.#origin = origin;
	}

	request(userAgent = 'Mozilla/5.0 (iPad; CPU OS 18_0 like Mac OS X)'): Request {
		const cookie = [...this.jar].map(([name, value]) => `${name}=${value}`).join('; ');
		return new Request(`${this.#origin}/api/sync`, {
			method: 'POST',
			headers: { cookie, 'user-agent': userAgent }
		});
	}

	keep(cookies: readonly string[]): void {
		for (const cookie of cookies) {
			const [pair = ''] = cookie.split(';');
			const at = pair.indexOf('=');
			if (/max-age=0/i.test(cookie)) this.jar.delete(pair.slice(0, at));
			else this.jar.set(pair.slice(0, at), pair.slice(at + 1));
		}
	}
}

/** Signs in, with Ms Teal’s password unless another is given; a refusal throws. */
export async function signIn(browser: Browser, username = 'teal', password = PASSWORD): Promise<SignedIn> {
	const answer = await access.signIn(browser.request(), { username, password });
	if (!answer.ok) throw new Error(answer.denial.message);
	browser.keep(answer.cookies);
	return answer.signedIn;
}

/** Why a browser that nobody knows is not let in; nothing where it is. */
export async function denialOf(username: string, password: string) {
	const answer = await access.signIn(new Browser().request(), { username, password });
	return answer.ok ? null : answer.denial;
}
