/** Constraint, range and type errors: one fact's own fault, which spares the others. */
const DATA_ERROR = /^(SQLITE_(CONSTRAINT|MISMATCH|TOOBIG|RANGE)|22|23)/;

/**
 * Whether a failure may be one fact's own fault. A full disk, a lock or a lost connection is not: the database may have
 * rolled everything back by itself, so the whole transaction is given up and the device sends again.
 */
export function isOffence(cause: unknown): boolean {
	const code = cause instanceof Error && 'code' in cause ? String(cause.code) : null;
	return code === null ? !(cause instanceof TransactionOver) : DATA_ERROR.test(code);
}

/** The transaction is gone; nothing more may be written in it. */
export class TransactionOver extends Error {
	override name = 'TransactionOver';
}
