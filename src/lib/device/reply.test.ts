import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PROTOCOL, SyncReply } from '../protocol/sync.ts';
import { SPOKEN_PROTOCOL } from './protocol.ts';
import { readReply } from './reply.ts';

const GOOD: SyncReply = {
	protocol: 1,
	epoch: 'e',
	epochFrom: 0,
	now: 5,
	shiftMs: 3,
	results: [{ id: 'a', status: 'refused', position: 4, code: 'x', message: 'y' }],
	changes: [{ id: 'b', kind: 'mark', position: 4 }],
	more: false,
	cursor: 4,
	witness: { position: 4, hash: 'h', aside: { number: 2, hash: 'g' } },
	scopes: ['school'],
	backedUpTo: 0,
	signedIn: { staffId: 's', name: 'n', position: 'p', role: 'r' },
	reminders: [{ classId: 'c', date: '2026-09-14', session: 'AM', at: 5 }],
	newClientId: true
};

describe('reading a reply', () => {
	it('[D-reply] agrees with the schema of the protocol on every reply that was spoilt in one place', () => {
		const places = pathsOf(GOOD);
		const isRoom = (path: string[]) => path[0] === 'changes' && path.length > 1;
		const spoilt = fc.oneof(
			fc.constant(undefined),
			fc.jsonValue(),
			fc.double(),
			fc.constantFrom(-1, 1.5, NaN, 2 ** 60, 'accepted')
		);
		let refused = 0;
		fc.assert(
			fc.property(fc.constantFrom(...places.filter((path) => !isRoom(path))), spoilt, (path, value) => {
				const reply = withAt(GOOD, path, value);
				const bySchema = SyncReply.safeParse(reply).success;
				const changes = Array.isArray(reply.changes) ? reply.changes : [];
				fc.pre(path[0] !== 'changes' || changes.length === 0 || !bySchema);
				if (!bySchema) refused += 1;
				expect(readReply(reply) !== null).toBe(bySchema);
			}),
			{ numRuns: 2_000 }
		);
		expect(refused).toBeGreaterThan(100);
	});

	it('[D-reply] takes a reply of the schema as it is', () => {
		expect(readReply(GOOD)).toEqual(SyncReply.parse(GOOD));
		expect(readReply({ ...GOOD, signedIn: null })).not.toBeNull();
		expect(SPOKEN_PROTOCOL).toBe(PROTOCOL);
	});

	it('[D-reply] a change without id, kind or place spoils the reply: it could not be taken in', () => {
		for (const change of [
			{},
			{ id: 'b', kind: 'mark' },
			{ id: 'b', position: 1 },
			{ kind: 'mark', position: 1 }
		])
			expect(readReply({ ...GOOD, changes: [change] })).toBeNull();
	});

	it('[D-reply] anything else is no reply', () => {
		for (const body of [null, undefined, [], 'ok', 5, {}]) expect(readReply(body)).toBeNull();
	});
});

function pathsOf(value: unknown): string[][] {
	if (typeof value !== 'object' || value === null) return [];
	return Object.entries(value).flatMap(([key, held]) => [
		[key],
		...pathsOf(held).map((rest) => [key, ...rest])
	]);
}

function withAt(value: SyncReply, path: readonly string[], put: unknown): Record<string, unknown> {
	const copy = structuredClone(value) as unknown as Record<string, unknown>;
	let at = copy;
	for (const key of path.slice(0, -1)) at = at[key] as Record<string, unknown>;
	const last = path.at(-1) ?? '';
	if (put === undefined) delete at[last];
	else at[last] = put;
	// As it would travel.
	return JSON.parse(JSON.stringify(copy)) as Record<string, unknown>;
}
