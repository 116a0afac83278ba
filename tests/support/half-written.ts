import { existsSync, readFileSync } from 'node:fs';

const HEADER_BYTES = 32;
const FRAME_HEADER_BYTES = 24;

/** Whether a write-ahead log ends in frames that no commit closes: whoever wrote it died in the middle. */
export function endsHalfWritten(walPath: string): boolean {
	const log = existsSync(walPath) ? readFileSync(walPath) : Buffer.alloc(0);
	if (log.length < HEADER_BYTES) return false;
	const frameBytes = FRAME_HEADER_BYTES + log.readUInt32BE(8);
	let isOpen = false;
	for (let at = HEADER_BYTES; at < log.length; at += frameBytes) {
		if (at + FRAME_HEADER_BYTES > log.length) return true;
		// A frame of the log's former life carries other salts: what was written last ends before it.
		if (!log.subarray(at + 8, at + 16).equals(log.subarray(16, 24))) break;
		const pagesAfterCommit = log.readUInt32BE(at + 4);
		isOpen = pagesAfterCommit === 0;
	}
	return isOpen;
}
