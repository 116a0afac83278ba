import type { SyncRequest } from '../../protocol/sync.ts';
import { canonicalJson, GENESIS_HASH, sha256 } from '../store/chain.ts';
import type { Refusal, Writing } from '../store/store.ts';
import type { SyncWorld } from './sync.ts';

/** A device that saw more than this school has, or another hash there, proves that the past was changed: a new epoch begins. */
export async function bearWitness(
	world: Pick<SyncWorld, 'newId' | 'now'>,
	writing: Writing,
	{ epoch, witness }: SyncRequest,
	deviceId: string
): Promise<void> {
	const { school } = writing;
	if (epoch !== school.epoch || witness === null) return;
	const why = (await changedInChain(writing, witness)) ?? (await changedAside(writing, witness));
	if (why === null) return;
	// Where the past parted from what the device saw is not known: from 0 on, each device is asked for what it holds.
	await writing.newEpoch(world.newId(), why, world.now(), 0);
	await writing.notice({ at: world.now(), kind: 'past-changed', deviceId, detail: why });
}

/** Other people's facts from before a restore: kept for the office, not taken as if their makers had sent them. */
export async function keepRecovered(
	writing: Writing,
	recovered: readonly Record<string, unknown>[],
	deviceId: string,
	now: number
): Promise<void> {
	if (recovered.length === 0) return;
	const ids = recovered.flatMap((raw) => (typeof raw.id === 'string' ? raw.id : []));
	const placed = await writing.placed(ids);
	const missing = recovered.filter((raw) => typeof raw.id === 'string' && !placed.has(raw.id));
	const hashes = missing.map((raw) => sha256(`recovered ${canonicalJson(raw)}`));
	const rows = missing.map((raw, at): Refusal => ({
		factId: String(raw.id),
		// Their numbers are their own device's evidence, not this one's.
		clientId: null,
		seq: null,
		deviceId,
		contentHash: hashes[at] ?? '',
		raw: canonicalJson(raw),
		code: 'recovered',
		message: 'Another device’s copy of a fact that the restored register no longer had.',
		receivedAt: now
	}));
	await writing.refuse(rows);
}

type Witness = NonNullable<SyncRequest['witness']>;

async function changedInChain(writing: Writing, { position, hash }: Witness): Promise<string | null> {
	if ((await hashAt(writing, position)) === hash) return null;
	return position > writing.school.position
		? `A device had seen position ${position}; this database ends at ${writing.school.position}.`
		: `A device had seen another fact at position ${position}.`;
}

/** What was refused has no position: a database without it would let it lie on its tablet, where nobody looks. */
async function changedAside(writing: Writing, { aside }: Witness): Promise<string | null> {
	if (!aside || (await writing.asideAt(aside.number)) === aside.hash) return null;
	return `A device had seen another fact kept aside under number ${aside.number}.`;
}

/** The chain's hash at a position; the school's own row says it of the head, which is what a device at rest has seen. */
async function hashAt(writing: Writing, position: number): Promise<string | null> {
	if (position === writing.school.position) return writing.school.hash;
	return position === 0 ? GENESIS_HASH : writing.hashAt(position);
}
