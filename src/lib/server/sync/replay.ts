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
		const results = await store.write(schoolId, (writing) =>
			takeFacts(writing, sent, { deviceId, revokedAt: null, byFile: false }, makers, now())
		);
		accepted += results.filter((each) => each.status !== 'refused').length;
	}
	return accepted;
}
