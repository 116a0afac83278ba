import type { Database } from './database.ts';
import { send, type Line } from './exchange.ts';
import { writeMeta } from './meta.ts';

/** Signs out here at once, whatever the network does; the server is told now or at the next sync. What waits stays. */
export async function signOut(db: Database, line: Line): Promise<void> {
	await writeMeta(db, { person: null, needsSignIn: false, signOutDue: true, presencesAside: null });
	const answer = await send('/api/sign-out', {}, line);
	if ('status' in answer && answer.status === 200 && answer.isJson)
		await writeMeta(db, { signOutDue: false });
}
