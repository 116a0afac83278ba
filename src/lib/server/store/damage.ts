/** What SQLite answers where a file, or the disk under it, does not give back what was written. */
const CODES = ['SQLITE_CORRUPT', 'SQLITE_NOTADB', 'SQLITE_IOERR'];

/** What the database says of a file that cannot be read, in its own words; null for a failure of any other kind. */
export function damageIn(cause: unknown): string | null {
	if (!(cause instanceof Error)) return null;
	const code = 'code' in cause ? String(cause.code) : '';
	return CODES.some((each) => code.startsWith(each)) ? cause.message : damageIn(cause.cause);
}
