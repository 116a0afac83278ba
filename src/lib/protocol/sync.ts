import * as z from 'zod/mini';
import { SESSIONS } from '../rules/sessions.ts';

/** The form of the envelope. Facts carry their own version, `v`. */
export const PROTOCOL = 1;

const id = z.string().check(z.minLength(1), z.maxLength(64));
const position = z.int().check(z.nonnegative());

/** The place and hash in the school's chain that a device saw last, and what was kept aside last: it bears witness that the past has not changed. */
export const Witness = z.object({
	position,
	hash: z.string(),
	aside: z.optional(z.object({ number: position, hash: z.string() }))
});

/** Facts of one push that share fields say them once: each fact is `shared` with its own fields over it. */
export const Bundle = z.object({
	shared: z.record(z.string(), z.unknown()),
	each: z.array(z.record(z.string(), z.unknown())).check(z.maxLength(500))
});

/** Push and pull in one round trip. Only an envelope that does not fit this is a 400. */
export const SyncRequest = z.object({
	protocol: z.int().check(z.positive()),
	deviceId: id,
	clientId: id,
	app: z.string().check(z.maxLength(40)),
	/** The epoch this device last synced in; null before its first sync. */
	epoch: z.nullable(id),
	cursor: position,
	/** What this device holds whole, as the server named it: `view:classId`. */
	scopes: z.array(z.string().check(z.maxLength(140))).check(z.maxLength(200)),
	witness: z.nullable(Witness),
	/** The numbers (seq) of its own facts that this device still holds; null if none. */
	held: z.nullable(z.object({ from: z.int(), to: z.int() })),
	/** Facts not yet acknowledged when this was sent, and what else the office may know of the tablet. */
	state: z.object({
		waiting: z.int(),
		persisted: z.nullable(z.boolean()),
		freeBytes: z.nullable(z.number()),
		battery: z.nullable(z.number()),
		openRegister: z.optional(z.nullable(z.string().check(z.maxLength(140))))
	}),
	/** The device's own time when it sent this. */
	clock: z.object({ now: z.int() }),
	facts: z.array(Bundle).check(z.maxLength(500)),
	/** Other people's facts that a restored server no longer holds. */
	recovered: z.optional(z.array(z.record(z.string(), z.unknown())).check(z.maxLength(500)))
});

export const RESULT_STATUS = ['accepted', 'disputed', 'refused'] as const;

/** The answer to one fact; the same answer every time it is sent. */
export const Result = z.object({
	id: z.string(),
	status: z.enum(RESULT_STATUS),
	position: z.optional(position),
	/** Why it was refused, for a machine. */
	code: z.optional(z.string()),
	/** Why it was refused, in a sentence. */
	message: z.optional(z.string())
});

export const Person = z.object({
	staffId: z.string(),
	name: z.string(),
	position: z.string(),
	role: z.string()
});

export const SyncReply = z.object({
	protocol: z.int(),
	epoch: z.string(),
	/** The position at which this epoch began: what a device pulled beyond it may be gone. */
	epochFrom: position,
	/** The school's time, epoch milliseconds. */
	now: z.int(),
	/** How far a demo school's clock is shifted. */
	shiftMs: z.optional(z.int()),
	results: z.array(Result),
	/** Facts in the school's order, as this device may see them. */
	changes: z.array(z.record(z.string(), z.unknown())),
	more: z.boolean(),
	cursor: position,
	witness: Witness,
	/** What the device holds whole after this reply; it purges pupils of others once nothing about them is unsent. */
	scopes: z.array(z.string()),
	/** Positions up to here are in a verified backup. */
	backedUpTo: position,
	/** Who is signed in on this browser, as the server knows it now; null: nobody, so nothing is pulled. */
	signedIn: z.nullable(Person),
	/** Registers that the office asks for, of the classes in scope. */
	reminders: z.optional(
		z.array(z.object({ classId: z.string(), date: z.string(), session: z.enum(SESSIONS), at: z.int() }))
	),
	/** True where another tablet uses this clientId: take a new one. */
	newClientId: z.optional(z.boolean())
});

export type SyncRequest = z.infer<typeof SyncRequest>;
export type SyncReply = z.infer<typeof SyncReply>;
export type Result = z.infer<typeof Result>;
export type Bundle = z.infer<typeof Bundle>;
