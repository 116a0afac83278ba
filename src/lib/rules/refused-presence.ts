import { ON_SITE } from './codes.ts';

/** A mark that says that a child is here and was not accepted: as much of it as an evacuation list needs. */
export interface PresenceAside {
	/** What a settling names. */
	about: string;
	pupilId: string;
	classId: string;
	/** Why, in a sentence. */
	message: string;
	deviceName: string | null;
}

/** Which child a mark of that day that was not accepted says to be on site; null: it says that of nobody. It may be anything at all [V7]. */
export function refusedPresence(
	raw: Record<string, unknown>,
	date: string
): { pupilId: string; classId: string } | null {
	const { kind, pupilId, classId, code } = raw;
	if (kind !== 'mark' || raw.date !== date || typeof code !== 'string' || !ON_SITE.has(code)) return null;
	return typeof pupilId === 'string' && typeof classId === 'string' ? { pupilId, classId } : null;
}
