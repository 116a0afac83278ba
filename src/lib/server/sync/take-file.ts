import * as z from 'zod/mini';
import { unbundle } from '../../protocol/bundle.ts';
import { Bundle, type Result } from '../../protocol/sync.ts';
import { readFact, signInsOf, type Sent } from './read-fact.ts';
import type { SyncWorld } from './sync.ts';
import { takeFacts } from './take.ts';

/** What a tablet without network saved of what waits on it. */
export const WaitingFile = z.object({
	firstbell: z.literal('waiting'),
	protocol: z.int(),
	clientId: z.string(),
	facts: z.array(Bundle)
});

/** Takes in the facts of a file that somebody of the office brought on a device; what arrives later by sync is the same facts, once. */
export async function takeFile(
	{ store, schoolId, makersOf, now }: Pick<SyncWorld, 'store' | 'schoolId' | 'makersOf' | 'now'>,
	facts: z.infer<typeof WaitingFile>['facts'],
	deviceId: string
): Promise<{ sent: Sent[]; results: Result[] }> {
	const sent = facts.flatMap(unbundle).map((raw) => readFact(raw));
	const makers = await makersOf(signInsOf(sent));
	const results = await store.write(schoolId, (writing) =>
		takeFacts(writing, sent, { deviceId, revokedAt: null, byFile: true }, makers, now())
	);
	return { sent, results };
}
