import type { Result, SyncReply } from '../protocol/sync.ts';
import { SESSIONS } from '../rules/sessions.ts';

/**
 * Reads a reply as `SyncReply` of the protocol has it, or null: whatever lacks the form is no answer of the school's.
 * By hand, because the schema library would be a twelfth of what the register screen loads; a test holds it to the schema.
 */
export function readReply(body: unknown): SyncReply | null {
	return isRecord(body) && Object.entries(FIELDS).every(([key, fits]) => fits(body[key]))
		? (body as unknown as SyncReply)
		: null;
}

const FIELDS: Record<keyof SyncReply, (value: unknown) => boolean> = {
	protocol: isInteger,
	epoch: isString,
	epochFrom: isPosition,
	now: isInteger,
	shiftMs: optional(isInteger),
	results: listOf(isResult),
	changes: listOf(isChange),
	more: isBoolean,
	cursor: isPosition,
	witness: (value) =>
		isRecord(value) && isPosition(value.position) && isString(value.hash) && optional(isAside)(value.aside),
	scopes: listOf(isString),
	backedUpTo: isPosition,
	signedIn: (value) =>
		value === null ||
		(isRecord(value) && ['staffId', 'name', 'position', 'role'].every((key) => isString(value[key]))),
	reminders: optional(listOf(isReminder)),
	newClientId: optional(isBoolean)
};

const STATUSES: Record<Result['status'], true> = { accepted: true, disputed: true, refused: true };

function isResult(value: unknown): value is Result {
	return (
		isRecord(value) &&
		isString(value.id) &&
		isString(value.status) &&
		Object.hasOwn(STATUSES, value.status) &&
		optional(isPosition)(value.position) &&
		optional(isString)(value.code) &&
		optional(isString)(value.message)
	);
}

function isAside(value: unknown): boolean {
	return isRecord(value) && isPosition(value.number) && isString(value.hash);
}

// A little more than the schema asks: what cannot be stored by its id and place cannot be taken in.
function isChange(value: unknown): boolean {
	return isRecord(value) && isString(value.id) && isString(value.kind) && isPosition(value.position);
}

function isReminder(value: unknown): boolean {
	return (
		isRecord(value) &&
		['classId', 'date'].every((key) => isString(value[key])) &&
		SESSIONS.some((session) => session === value.session) &&
		isInteger(value.at)
	);
}

/** A plain object, as JSON has them. */
export function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isString(value: unknown): value is string {
	return typeof value === 'string';
}

function isBoolean(value: unknown): boolean {
	return typeof value === 'boolean';
}

function isInteger(value: unknown): value is number {
	return Number.isSafeInteger(value);
}

function isPosition(value: unknown): boolean {
	return isInteger(value) && value >= 0;
}

function optional(fits: (value: unknown) => boolean): (value: unknown) => boolean {
	return (value) => value === undefined || fits(value);
}

function listOf(fits: (value: unknown) => boolean): (value: unknown) => boolean {
	return (value) => Array.isArray(value) && value.every(fits);
}
