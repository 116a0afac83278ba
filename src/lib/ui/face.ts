/** What stands beside each name. */
export type FaceKind = 'names' | 'initials' | 'photos';

const KEY = 'firstbell-face';

/** What was last chosen in this browser; null where nothing was, and the school's own setting holds. */
export function rememberedFace(): FaceKind | null {
	try {
		const kept = localStorage.getItem(KEY);
		return kept === 'names' || kept === 'initials' || kept === 'photos' ? kept : null;
	} catch {
		// A browser that keeps nothing shows what the school has set.
		return null;
	}
}

/** Keeps the choice in this browser, if it can. */
export function rememberFace(kind: FaceKind): void {
	try {
		localStorage.setItem(KEY, kind);
	} catch {
		// Chosen anew next time.
	}
}
