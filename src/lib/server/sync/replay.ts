import type { Result } from '../../protocol/sync.ts';
import type { Writing } from '../store/store.ts';
import type { SyncWorld } from './sync.ts';
import { readFact, signInsOf, type Sent } from './read-fact.ts';
import { takeFacts, TRIED_AGAIN } from './take.ts';

/** Tries once more, at a start, the facts kept aside that this version may understand; answers how many were accepted. */
export async function replayKeptAside({ store, schoolId, makersOf, now }: SyncWorld): Promise<number> {
	const rows = (await store.quarantine(schoolId)).filter(
		(row) => TRIED_AGAIN.has(row.code) && row.replayed === 0
	);
	let accepted = 0;
	for (const [deviceId, own] of Map.groupBy(rows, (row) => row.deviceId)) {
		const sent = own
			.map((row) => readFact(JSON.parse(row.raw) as Record<string, unknown>))
			.filter((each): each is Sent => 'fact' in each.parsed);
		if (sent.length === 0) continue;
		const makers = await makersOf(signInsOf(sent));
		const results = await store.write(schoolId, async (writing) => {
			const all: Result[] = [];
			for (const [byFile, some] of await byHowTheyCame(writing, sent, deviceId))
				all.push(...(await takeFacts(writing, some, { deviceId, revokedAt: null, byFile }, makers, now())));
			return all;
		});
		accepted += results.filter((each) => each.status !== 'refused').length;
	}
	return accepted;
}

/** What a device never sent under that number itself came in a file, which speaks for no other device than the one that sealed it. */
async function byHowTheyCame(
	writing: Writing,
	sent: readonly Sent[],
	deviceId: string
): Promise<Map<boolean, Sent[]>> {
	const own = new Map<unknown, boolean>();
	for (const clientId of new Set(sent.map(({ raw }) => raw.clientId)))
		own.set(clientId, typeof clientId === 'string' && (await writing.wasDevice(clientId, deviceId)));
	return Map.groupBy(sent, ({ raw }) => own.get(raw.clientId) !== true);
}
