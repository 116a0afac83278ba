import type { Kysely } from 'kysely';
import type { Tables } from '../store/tables.ts';

const MOST_TRIES = 10;
const WINDOW_MS = 15 * 60_000;
const LOCK_MS = 15 * 60_000;

/** Counts wrong passwords by username, in the database: a restart forgives nothing, and a school's one address locks nobody. */
export class WrongPasswords {
	readonly #db: Kysely<Tables>;
	/** The last try of each username that is still under way. */
	readonly #underWay = new Map<string, Promise<unknown>>();

	constructor(db: Kysely<Tables>) {
		this.#db = db;
	}

	/**
	 * Lets one try for a username happen, unless it is locked; answers what came of it, or until when it is locked.
	 * Tries for one name wait for each other, so that a thousand at once are no better than ten.
	 */
	async try<T>(
		username: string,
		now: number,
		attempt: () => Promise<T | null>
	): Promise<{ got: T } | { lockedUntil: number | null }> {
		const before = this.#underWay.get(username) ?? Promise.resolve();
		const own = before.then(() => this.#tryAlone(username, now, attempt));
		const over = own.catch(() => undefined);
		this.#underWay.set(username, over);
		try {
			return await own;
		} finally {
			if (this.#underWay.get(username) === over) this.#underWay.delete(username);
		}
	}

	/** Forgets a username's wrong tries: after the right password, or when the office unlocks it. */
	async forget(username: string): Promise<void> {
		await this.#db.deleteFrom('wrongPassword').where('username', '=', username).execute();
	}

	async #tryAlone<T>(username: string, now: number, attempt: () => Promise<T | null>) {
		const locked = await this.#lockedUntil(username, now);
		if (locked !== null) return { lockedUntil: locked };
		const got = await attempt();
		if (got === null) return { lockedUntil: await this.#count(username, now) };
		await this.forget(username);
		return { got };
	}

	async #lockedUntil(username: string, now: number): Promise<number | null> {
		const held = await this.#db
			.selectFrom('wrongPassword')
			.select('lockedUntil')
			.where('username', '=', username)
			.executeTakeFirst();
		return held?.lockedUntil && held.lockedUntil > now ? held.lockedUntil : null;
	}

	/** Answers until when this wrong try locks the name, or null. */
	async #count(username: string, now: number): Promise<number | null> {
		return this.#db.transaction().execute(async (tx) => {
			// What is over counts no more, and names that nobody has must not fill the table for ever.
			await tx
				.deleteFrom('wrongPassword')
				.where((eb) =>
					eb.or([
						eb.and([eb('firstAt', '<=', now - WINDOW_MS), eb('lockedUntil', 'is', null)]),
						eb('lockedUntil', '<=', now)
					])
				)
				.execute();
			const held = await tx
				.selectFrom('wrongPassword')
				.selectAll()
				.where('username', '=', username)
				.executeTakeFirst();
			const count = (held?.count ?? 0) + 1;
			const lockedUntil = count >= MOST_TRIES ? now + LOCK_MS : null;
			const row = { username, count, firstAt: held?.firstAt ?? now, lockedUntil };
			await tx
				.insertInto('wrongPassword')
				.values(row)
				.onConflict((conflict) => conflict.column('username').doUpdateSet(row))
				.execute();
			return lockedUntil;
		});
	}
}
