import type { Database } from './database.ts';
import { send, type Line } from './exchange.ts';
import { inOne } from './in-one.ts';
import { readMeta, writeMeta, type Meta } from './meta.ts';

/** Signs out here at once, whatever the network does; the server is told now or at the next sync. What waits stays. */
export async function signOut(db: Database, line: Line): Promise<void> {
	const due = await inOne(db, 'rw', ['meta'], async (tx) => {
		const { person, signOutDue = false } = await readMeta(tx, ['person', 'signOutDue']);
		const due = person?.signInId ?? signOutDue;
		await writeMeta(tx, { person: null, needsSignIn: false, signOutDue: due, presencesAside: null });
		return due;
	});
	await tellSignOut(db, line, due);
}

/** Tells the server that a sign-in is over, by its name: however late that comes, it ends no other. */
export async function tellSignOut(db: Database, line: Line, due: Meta['signOutDue']): Promise<void> {
	if (!due) return;
	const answer = await send('/api/sign-out', { signInId: due }, line);
	if (!('text' in answer) || answer.status !== 200 || !answer.isJson) return;
	await inOne(db, 'rw', ['meta'], async (tx) => {
		const { signOutDue } = await readMeta(tx, ['signOutDue']);
		// Another may have become due meanwhile.
		if (signOutDue === due) await writeMeta(tx, { signOutDue: false });
	});
}
