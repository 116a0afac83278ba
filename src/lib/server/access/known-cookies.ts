import { cookieOf } from './cookies.ts';
import type { Sessions } from './sessions.ts';

const COOKIE = 'firstbell.session_token';
const MOST_HELD = 10_000;

interface Known {
	token: string;
	expiresAt: number;
}

/**
 * Which login a cookie speaks of. That its signature is good never changes, so it is checked once; whether the login
 * still stands is for the database to say, at every request. (The library's own way costs half a millisecond, and every
 * sync of every tablet comes through here.)
 */
export class KnownCookies {
	readonly #sessions: Sessions;
	readonly #known = new Map<string, Known>();

	constructor(sessions: Sessions) {
		this.#sessions = sessions;
	}

	/** The token of a login that has not run out, or null; it may have been ended since. */
	async tokenOf(request: Request): Promise<string | null> {
		const cookie = cookieOf(request, COOKIE);
		if (cookie === null) return null;
		const known = this.#known.get(cookie) ?? (await this.#check(cookie));
		// Logins end by the machine's own time, whatever a demo school's clock says.
		return known && known.expiresAt > Date.now() ? known.token : null;
	}

	async #check(cookie: string): Promise<Known | null> {
		const found = await this.#sessions.api.getSession({
			headers: new Headers({ cookie: `${COOKIE}=${cookie}` })
		});
		if (!found) return null;
		const { token, expiresAt } = found.session;
		const known = { token, expiresAt: expiresAt.getTime() };
		for (const oldest of this.#known.keys()) {
			if (this.#known.size < MOST_HELD) break;
			this.#known.delete(oldest);
		}
		this.#known.set(cookie, known);
		return known;
	}
}
