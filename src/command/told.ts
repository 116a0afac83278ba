import { damageIn } from '../lib/server/store/damage.ts';

const FULL = /^(ENOSPC|EDQUOT)/;
const CLOSED_TO_US = /^SQLITE_(CANTOPEN|READONLY|PERM|AUTH)/;

/** Why something ended, for a person: what we foresee, and what the system or the database says of a file, in a sentence; anything else is a bug and shows where. */
export function told(cause: unknown): string {
	if (cause instanceof Error && 'syscall' in cause)
		return `A file or folder cannot be read or written: ${cause.message}.${FULL.test(cause.message) ? ' Make room on the disk, then try again.' : ''}`;
	if (cause instanceof Error && Object.getPrototypeOf(cause) === Error.prototype) return cause.message;
	const damage = damageIn(cause);
	if (damage !== null)
		return `The database or a disk cannot be read or written any more (${damage}). npm run firstbell -- verify tells whether it is the school’s.`;
	if (cause instanceof Error && 'code' in cause && CLOSED_TO_US.test(String(cause.code)))
		return `The database cannot be opened or written (${cause.message}). Look whether this user may write in the data folder, which DATA_DIR names.`;
	return cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
}
