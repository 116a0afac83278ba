/** What SQLite answers where a file, or the disk under it, does not give back what was written. */
const CODES = ['SQLITE_CORRUPT', 'SQLITE_NOTADB', 'SQLITE_IOERR'];

/** What it answers where the small file that it keeps beside an open database cannot be made. */
const NO_ROOM = ['SQLITE_IOERR_SHMOPEN', 'SQLITE_IOERR_SHMSIZE'];

/** Whether a database cannot be opened because its disk is full: nothing is known to be wrong with it. */
export function isDiskFull(cause: unknown): boolean {
	return cause instanceof Error && 'code' in cause && NO_ROOM.includes(String(cause.code));
}

/** What the database says of a file that cannot be read, in its own words; null for a failure of any other kind. */
export function damageIn(cause: unknown): string | null {
	if (!(cause instanceof Error)) return null;
	if (isDiskFull(cause)) return null;
	const code = 'code' in cause ? String(cause.code) : '';
	return CODES.some((each) => code.startsWith(each)) ? cause.message : damageIn(cause.cause);
}
