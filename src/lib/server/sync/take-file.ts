import * as z from 'zod/mini';
import { unbundle } from '../../protocol/bundle.ts';
import { Bundle, type Result } from '../../protocol/sync.ts';
import { fileKeyOf, openSeal } from '../access/file-seal.ts';
import { readFact, signInsOf, type Sent } from './read-fact.ts';
import type { SyncWorld } from './sync.ts';
import { takeFacts, type Sender } from './take.ts';

/** What a tablet without network saved of what waits on it. */
export const WaitingFile = z.object({
	firstbell: z.literal('waiting'),
	protocol: z.int(),
	clientId: z.string(),
	deviceId: z.optional(z.nullable(z.string())),
	facts: z.array(Bundle),
	/** The sign-ins of the facts, sealed by the device that wrote them. */
	seal: z.optional(z.string())
});
type WaitingFile = z.infer<typeof WaitingFile>;

type FileWorld = Pick<SyncWorld, 'store' | 'schoolId' | 'secret' | 'makersOf' | 'now'>;

/** Who brings a file, on which device. */
interface Bringer {
	deviceId: string;
	name: string;
	position: string;
}

/**
 * Takes in the facts of a file that somebody of the office brought on a device; what arrives later by sync is the same facts,
 * once. A sealed file is its own tablet's push by another way; of any other only the bringing device's own facts are taken. The
 * office is told who brought it. Of a file whose own seal holds no sign-ins for its facts nothing is taken: `isWhole` says no.
 */
export async function takeFile(
	world: FileWorld,
	file: WaitingFile,
	by: Bringer
): Promise<{ isWhole: boolean; sent: Sent[]; results: Result[] }> {
	const held = opened(world, file, by);
	if (!held) return { isWhole: false, sent: [], results: [] };
	const { raw, sender } = held;
	const sent = raw.map((each) => readFact(each));
	const makers = await world.makersOf(signInsOf(sent));
	const at = world.now();
	const results = await world.store.write(world.schoolId, async (writing) => {
		const answers = await takeFacts(writing, sent, sender, makers, at);
		if (sent.length === 0) return answers;
		const refused = answers.filter((each) => each.status === 'refused').length;
		const facts = sent.length === 1 ? '1 fact' : `${sent.length} facts`;
		const detail = `A file of ${facts} was taken in by ${by.name}, ${by.position}; ${refused} of them not accepted.`;
		await writing.notice({ at, kind: 'file-taken-in', deviceId: sender.deviceId, detail });
		return answers;
	});
	return { isWhole: true, sent, results };
}

/** The facts with their sign-ins, and who answers for them; null where the device that sealed it made it badly. */
function opened(
	{ schoolId, secret }: FileWorld,
	{ deviceId, seal, facts }: WaitingFile,
	by: Bringer
): { raw: Record<string, unknown>[]; sender: Sender } | null {
	const raw = facts.flatMap(unbundle);
	const held =
		deviceId && seal
			? openSeal(fileKeyOf(secret, { schoolId, deviceId }), seal, JSON.stringify(facts))
			: null;
	if (!deviceId || held === null)
		return { raw, sender: { deviceId: by.deviceId, revokedAt: null, byFile: true } };
	const signIns = signInsIn(held);
	if (signIns?.length !== raw.length) return null;
	return {
		raw: raw.map((each, at) => ({ ...each, signInId: signIns[at] })),
		sender: { deviceId, revokedAt: null, byFile: true }
	};
}

function signInsIn(held: string): string[] | null {
	try {
		return z.array(z.string()).parse(JSON.parse(held));
	} catch {
		return null;
	}
}
