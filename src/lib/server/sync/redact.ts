import { createHmac } from 'node:crypto';
import { isClassroom as isInRoom } from '../../rules/answers.ts';
import { correctedAt, doubtMs } from '../../rules/clock.ts';
import { evidenceClass, shownAs, type Code } from '../../rules/codes.ts';
import type { Accepted, HeldFact } from '../../rules/facts.ts';
import type { View } from '../../rules/roles.ts';

/**
 * A fact as a role's screens may know it, or null where they may not know it at all. A classroom is told that an
 * absence is known, never why: the tag only says which codes are equal, so that its fold comes out the same.
 */
export function redact(fact: HeldFact, view: View, secret: string): HeldFact | null {
	if (view === 'none') return null;
	const { signInId, ...open } = fact;
	// Whoever holds a sign-in could speak in its name: it never leaves the server.
	const seen: HeldFact = { ...open, signInId: '' };
	if (view === 'office') return seen;
	switch (seen.kind) {
		case 'mark': {
			const { code, detail, reason, agreement, instruction, ...rest } = seen;
			const own = isClassroom(seen) ? { reason } : {};
			if (code !== undefined && evidenceClass(code) !== 'away') return { ...rest, code, ...own };
			const by = isClassroom(seen) ? {} : byNobody(seen);
			if (code === undefined) return { ...rest, ...own, ...by };
			return { ...rest, shownAs: shownAs(code), tag: tagOf(secret, rest.pupilId, code), ...own, ...by };
		}
		case 'plan': {
			const { code, detail, reason, message, agreement, ...rest } = seen;
			const told: HeldFact = { ...rest, ...byNobody(seen) };
			return code ? { ...told, shownAs: shownAs(code), tag: tagOf(secret, rest.pupilId, code) } : told;
		}
		case 'pupil': {
			const { register, reason, ...rest } = seen;
			return rest;
		}
		case 'place': {
			const { reason, ...rest } = seen;
			return rest;
		}
		case 'leave': {
			const { nextSchool, evidence, reason, ...rest } = seen;
			return { ...rest, ground: '' };
		}
		case 'out': {
			const { reason, where, collectedBy, ...rest } = seen;
			return { ...rest, why: rest.why === 'trip' ? 'trip' : 'other' };
		}
		case 'withdraw': {
			const { reason, ...rest } = seen;
			return rest;
		}
		case 'propose':
			// A card that was shown at the desk tells the cause.
			return isClassroom(seen) ? seen : null;
		case 'call':
		case 'settle':
		case 'instruction':
		case 'exported':
			return null;
		default:
			return seen;
	}
}

/** Who enters an absence can tell its cause: only the safeguarding lead enters some. */
const THE_OFFICE: Accepted['maker'] = { staffId: '', name: 'The office', position: '', role: 'attendance' };

/** The browser, its number and its clock would tell whose it is by what else came from there; a device counts by them only what was tapped in class. */
function byNobody(fact: HeldFact) {
	// Of the clock stays what the fold asks for: the instant, and its doubt where an answer of the room stands beside an arrival's minute.
	const asked = fact.kind === 'mark' && isInRoom(fact) ? doubtMs(fact) : 0;
	const clock = { offsetMs: 0, doubtMs: Number.isFinite(asked) ? asked : null };
	return { maker: THE_OFFICE, clientId: '', seq: 0, madeAt: correctedAt(fact), clock };
}

/** The words of a person in class are the class's to read again; the office's may say why. */
function isClassroom(fact: HeldFact): boolean {
	return fact.maker?.role === 'teacher' || fact.maker?.role === 'cover';
}

function tagOf(secret: string, pupilId: string, code: Code): string {
	return createHmac('sha256', secret).update(`${pupilId}\n${code}`).digest('base64url').slice(0, 8);
}
