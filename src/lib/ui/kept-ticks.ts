const KEY = 'firstbell-assembly-';

/** Where a day's ticks are kept in this browser. */
export function ticksKey(date: string): string {
	return KEY + date;
}

/** The ticks kept for a day; null where the browser keeps nothing. */
export function readTicks(key: string): ReadonlySet<string> | null {
	try {
		const kept: unknown = JSON.parse(localStorage.getItem(key) ?? '[]');
		return new Set(Array.isArray(kept) ? kept.filter((each) => typeof each === 'string') : []);
	} catch {
		return null;
	}
}

/** Keeps a day's ticks and throws those of other days away; false where the browser keeps nothing. */
export function keepTicks(key: string, ticked: ReadonlySet<string>): boolean {
	try {
		localStorage.setItem(key, JSON.stringify([...ticked]));
		// Children's ids stay no longer than they are of use.
		for (const other of Object.keys(localStorage))
			if (other.startsWith(KEY) && other !== key) localStorage.removeItem(other);
		return true;
	} catch {
		return false;
	}
}

/** The ticks with one more, or one fewer. */
export function toggled(ticked: ReadonlySet<string>, pupilId: string): ReadonlySet<string> {
	return ticked.has(pupilId)
		? new Set([...ticked].filter((each) => each !== pupilId))
		: new Set([...ticked, pupilId]);
}
