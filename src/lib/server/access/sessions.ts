import { randomUUID } from 'node:crypto';
import { betterAuth, type BetterAuthOptions } from 'better-auth';
import { getMigrations } from 'better-auth/db/migration';
import { username } from 'better-auth/plugins';
import type { Kysely } from 'kysely';
import type { Tables } from '../store/tables.ts';

/** Twelve hours: one school day, however early it begins. */
export const SESSION_SECONDS = 12 * 60 * 60;

/** How a password is kept, and known again. */
export interface Passwords {
	hash: (password: string) => Promise<string>;
	verify: (data: { hash: string; password: string }) => Promise<boolean>;
}

export interface SessionsOptions {
	db: Kysely<Tables>;
	secret: string;
	type?: 'sqlite' | 'postgres';
	passwords?: Passwords;
}

/** The library that keeps passwords and login sessions, with its tables made; nothing of it is reachable over HTTP. */
export async function openSessions(given: SessionsOptions) {
	const options = optionsOf(given);
	const { runMigrations } = await getMigrations(options);
	await runMigrations();
	return betterAuth(options);
}

function optionsOf({ db, secret, type = 'sqlite', passwords }: SessionsOptions) {
	return {
		appName: 'Firstbell',
		// Only our own endpoints call it, so its address is never used.
		baseURL: 'http://firstbell.invalid',
		secret,
		// The store's own connection: a second one over the same file would write into the store's open transactions.
		database: { db, type, transaction: true },
		emailAndPassword: { enabled: true, disableSignUp: true, ...(passwords ? { password: passwords } : {}) },
		plugins: [username({ displayUsername: false })],
		// Our word session is a half-day; a login must not borrow the name.
		user: { modelName: 'authUser' },
		account: { modelName: 'authAccount' },
		verification: { modelName: 'authVerification' },
		session: { modelName: 'authSession', expiresIn: SESSION_SECONDS, disableSessionRefresh: true },
		// A school's tablets share one address: tries are counted by username instead, in wrong-passwords.ts.
		rateLimit: { enabled: false },
		databaseHooks: {
			user: { create: { before: withId } },
			account: { create: { before: withId } },
			session: { create: { before: withId } }
		},
		telemetry: { enabled: false },
		logger: { disabled: true },
		advanced: {
			cookiePrefix: 'firstbell',
			// Secure is added where the request came by https (cookies.ts): one server may be reached by both.
			useSecureCookies: false,
			defaultCookieAttributes: { httpOnly: true, sameSite: 'strict' }
		}
	} satisfies BetterAuthOptions;
}

// The library's own ids get lost where two rows of a kind are made at once (its field list is shared and written to).
async function withId<Row extends object>(row: Row) {
	return { data: { ...row, id: randomUUID() } };
}

export type Sessions = Awaited<ReturnType<typeof openSessions>>;
