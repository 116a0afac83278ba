/** What chance begins with: printed by every crash test, and given as CRASH_SEED to meet the same moments again. */
export const CRASH_SEED = process.env.CRASH_SEED ?? String(Date.now());

/** So many kills in turns, each on a school of its own: the numbers of its first and last kill. */
export function inTurns(kills: number, each: number): { first: number; last: number }[] {
	return Array.from({ length: Math.ceil(kills / each) }, (_, turn) => ({
		first: turn * each + 1,
		last: Math.min((turn + 1) * each, kills)
	}));
}
