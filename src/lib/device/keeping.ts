import { Database } from './database.ts';
import { writeMeta, readMeta } from './meta.ts';
import { CannotKeep } from './not-saved.ts';
import { inOne } from './in-one.ts';

/** What a browser says when it has lost a database that is still there. */
const LOST = ['UnknownError', 'InvalidStateError', 'DatabaseClosedError'];

const BLOCKED = 'Firstbell is open in another tab in an older version. Close the other tab to go on.';

/** Opens the device's database, making it at the first start; never anything that only memory would hold. */
export async function openDatabase(
	name: string,
	newId: () => string,
	heard: { blocked: (sentence: string) => void; upgradedElsewhere: () => void },
	make: (name: string) => Database = (of) => new Database(of)
): Promise<Database> {
	const db = make(name);
	db.on('blocked', () => heard.blocked(BLOCKED));
	db.on('versionchange', (event) => {
		if ((event.newVersion ?? 0) > 0) heard.upgradedElsewhere();
	});
	try {
		await db.open();
		await begin(db, newId);
		return db;
	} catch (cause) {
		db.close();
		throw new CannotKeep(cause);
	}
}

/** Runs a write; where the browser has lost the database, opens it anew once and runs it once more. */
export async function writeOrReopen<T>(db: Database, write: (isAgain: boolean) => Promise<T>): Promise<T> {
	try {
		return await write(false);
	} catch (cause) {
		if (!isLost(cause)) throw cause;
		db.close({ disableAutoOpen: false });
		await db.open();
		return write(true);
	}
}

/** Gives a new database its number; a second tab finds the first one's. */
async function begin(db: Database, newId: () => string): Promise<void> {
	// Nearly always it has one: looking first spares the start a turn at writing.
	if ((await readMeta(db, ['clientId'])).clientId !== undefined) return;
	await inOne(db, 'rw', ['meta'], async (tx) => {
		const { clientId } = await readMeta(tx, ['clientId']);
		if (clientId === undefined) await writeMeta(tx, { clientId: newId(), nextSeq: 1 });
	});
}

function isLost(cause: unknown): boolean {
	if (!(cause instanceof Error)) return false;
	const inner: unknown = 'inner' in cause ? cause.inner : undefined;
	return LOST.includes(cause.name) || (inner !== cause && isLost(inner));
}

/** Why nothing was saved, in a sentence for the screen. */
export function whyNotSaved(cause: unknown): string {
	const names =
		cause instanceof Error
			? [cause.name, 'inner' in cause && cause.inner instanceof Error ? cause.inner.name : '']
			: [];
	if (names.includes('QuotaExceededError'))
		return 'Not saved: this tablet has no space left. Free some space, then try again.';
	return 'Not saved: this tablet could not write it down. Try again, and keep this page open until it is saved.';
}
