import { secured } from './cookies.ts';
import type { Sessions } from './sessions.ts';

/** A login that has just begun. */
export interface Login {
	userId: string;
	token: string;
	cookies: string[];
}

/** What of the library the rest of access uses: logins made, checked and ended. */
export class Logins {
	readonly #sessions: Sessions;

	constructor(sessions: Sessions) {
		this.#sessions = sessions;
	}

	/** Makes a login and answers its user's id; done again after a cut, it goes on where it was. */
	async create(of: { owner: string; name: string; username: string; password: string }): Promise<string> {
		const { internalAdapter, password } = await this.#sessions.$context;
		// The library asks for an address; `.invalid` can never be one.
		const email = `${of.owner}.invalid`.toLowerCase();
		const held = await internalAdapter.findUserByEmail(email, { includeAccounts: true });
		const user = held?.user ?? (await this.#createUser({ email, name: of.name, username: of.username }));
		if (!held || held.accounts.length === 0)
			await internalAdapter.linkAccount({
				userId: user.id,
				accountId: user.id,
				providerId: 'credential',
				password: await password.hash(of.password)
			});
		return user.id;
	}

	/** Begins a login, or null where name and password do not belong together; either takes as long. */
	async begin(request: Request, username: string, password: string): Promise<Login | null> {
		try {
			const { headers, response } = await this.#sessions.api.signInUsername({
				body: { username, password },
				headers: cookieHeaders(request),
				returnHeaders: true
			});
			return {
				userId: response.user.id,
				token: response.token,
				cookies: secured(headers.getSetCookie(), request)
			};
		} catch (cause) {
			if (!isRefusal(cause)) throw cause;
			// The library refuses a name of a shape that nobody can have at once; it shall take as long as any other.
			if (cause.statusCode !== 401)
				await (await this.#sessions.$context).password.hash(password.slice(0, 128));
			return null;
		}
	}

	/** Ends the login of a browser; answers the cookies that make it forget. */
	async endOf(request: Request): Promise<string[]> {
		const { headers } = await this.#sessions.api.signOut({
			headers: cookieHeaders(request),
			returnHeaders: true
		});
		return secured(headers.getSetCookie(), request);
	}

	/** Ends one login. */
	async end(token: string): Promise<void> {
		await (await this.#sessions.$context).internalAdapter.deleteSession(token);
	}

	/** Ends every login of a user, on whatever device. */
	async endAll(userId: string): Promise<void> {
		await (await this.#sessions.$context).internalAdapter.deleteUserSessions(userId);
	}

	async #createUser(user: { email: string; name: string; username: string }): Promise<{ id: string }> {
		const { internalAdapter } = await this.#sessions.$context;
		return internalAdapter.createUser(user, { method: 'email-password' });
	}
}

// Only what the library needs: our own check of where a request comes from has been made.
function cookieHeaders(request: Request): Headers {
	const headers = new Headers();
	for (const name of ['cookie', 'user-agent']) {
		const value = request.headers.get(name);
		if (value !== null) headers.set(name, value);
	}
	return headers;
}

function isRefusal(cause: unknown): cause is Error & { statusCode: number } {
	return (
		cause instanceof Error &&
		'statusCode' in cause &&
		typeof cause.statusCode === 'number' &&
		cause.statusCode < 500
	);
}
