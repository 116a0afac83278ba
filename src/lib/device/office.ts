import type { OfficeToday } from '../protocol/office.ts';
import { londonDate, type Session } from '../rules/sessions.ts';
import { ask } from './asking.ts';
import type { Database } from './database.ts';
import { send, type After, type Post } from './exchange.ts';
import { inOne } from './in-one.ts';
import { readMeta, writeMeta } from './meta.ts';
import type { DevicePerson } from './state.ts';

/** What is told again and again is written this often: each writing wakes what is on screen. */
const KEEP_MS = 60_000;

interface World {
	post: Post;
	get: (path: string, signal: AbortSignal) => Promise<Response>;
	after: After;
}

/** What the server knows beside the facts; null where it cannot be asked, or does not tell whoever is signed in. */
export async function askToday(db: Database, world: World): Promise<OfficeToday | null> {
	const { person } = await readMeta(db, ['person']).catch((): { person?: DevicePerson | null } => ({}));
	const asked = await ask<OfficeToday>('/api/today', world);
	const today =
		asked.ok && Array.isArray(asked.body.tablets) && typeof asked.body.now === 'number' ? asked.body : null;
	// A full disk is no reason not to show what was told.
	if (person && (today || (!asked.ok && asked.status === 403)))
		await keepPresences(db, person.signInId, today).catch(() => undefined);
	return today;
}

/** [V9] Keeps the day's presences that were not accepted for the list without a network, or forgets them where they may not be told. */
function keepPresences(db: Database, signInId: string, today: OfficeToday | null): Promise<void> {
	return inOne(db, 'rw', ['meta'], async (tx) => {
		const { person, presencesAside: before } = await readMeta(tx, ['person', 'presencesAside']);
		// An answer to somebody who has gone meanwhile is nobody's.
		if (person?.signInId !== signInId) return;
		if (!today?.presencesAside) return writeMeta(tx, { presencesAside: null });
		const told = { signInId, date: londonDate(today.now), presences: today.presencesAside };
		const { at = -Infinity, ...same } = before ?? {};
		if (today.now - at < KEEP_MS && JSON.stringify(same) === JSON.stringify(told)) return;
		await writeMeta(tx, { presencesAside: { ...told, at: today.now } });
	});
}

/** Asks a class's tablets for today's register; false where that could not be said. */
export async function askForRegister(
	world: World,
	of: { classId: string; session: Session }
): Promise<boolean> {
	const answer = await send('/api/remind', of, world);
	return 'status' in answer && answer.status === 200 && answer.isJson;
}
