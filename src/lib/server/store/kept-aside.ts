import type { Kysely } from 'kysely';
import { canonicalJson, sha256 } from './chain.ts';
import type { QuarantineTable, Tables } from './tables.ts';
import type { Wrong } from './verify.ts';

const PAGE = 2_000;

/** A refused fact with the seal of all that is kept of it. */
export function sealed(row: Omit<QuarantineTable, 'seal'>): QuarantineTable {
	return { ...row, seal: sealOf(row) };
}

/** Compares what was kept aside with what was sent, and every column with its seal; finds one that is gone. */
export async function verifyKeptAside(db: Kysely<Tables>, schoolId: string): Promise<Wrong | null> {
	const head = await db
		.selectFrom('school')
		.select(['asideNumber', 'asideHash'])
		.where('schoolId', '=', schoolId)
		.executeTakeFirstOrThrow();
	const strange = await db
		.selectFrom('quarantine')
		.select('number')
		.where('schoolId', 'not in', db.selectFrom('school').select('schoolId'))
		.orderBy('number')
		.executeTakeFirst();
	if (strange) return wrongAt(strange.number, 'is of no school that there is.');
	let last = { number: 0, contentHash: '' };
	// A number that was changed may be any.
	for (let after = Number.MIN_SAFE_INTEGER, more = true; more;) {
		const page = await db
			.selectFrom('quarantine')
			.selectAll()
			.where('schoolId', '=', schoolId)
			.where('number', '>', after)
			.orderBy('number')
			.limit(PAGE)
			.execute();
		for (const row of page) {
			if (!isAsSent(row)) return wrongAt(row.number, 'is not what was sent.');
			const { seal, ...kept } = row;
			if (sealOf(kept) !== seal) return wrongAt(row.number, 'was changed.');
			// 1, 2, 3 …, also what came over at a restore.
			if (row.number !== last.number + 1) return wrongAt(last.number + 1, 'is missing.');
			last = row;
		}
		after = last.number;
		more = page.length === PAGE;
	}
	if (last.number === head.asideNumber && last.contentHash === head.asideHash) return null;
	return wrongAt(head.asideNumber, 'is not the last that is kept.');
}

/** Another device’s copy of a fact is told apart from the fact that its own device sends. */
function isAsSent({ raw, code, contentHash }: QuarantineTable): boolean {
	return sha256(code === 'recovered' ? `recovered ${raw}` : raw) === contentHash;
}

function sealOf(row: Omit<QuarantineTable, 'seal'>): string {
	const { schoolId, number, factId, clientId, seq, deviceId, contentHash } = row;
	const { raw, code, message, receivedAt, replayed } = row;
	return sha256(
		canonicalJson([
			...[schoolId, number, asStored(factId), asStored(clientId), seq, deviceId, contentHash],
			...[raw, code, message, receivedAt, replayed]
		])
	);
}

/** Half a character, which no honest device sends, is another one once it was stored. */
const asStored = (text: string | null): string | null => text && Buffer.from(text).toString();

const wrongAt = (number: number, what: string): Wrong => ({
	position: null,
	why: `What was kept aside under number ${number} ${what}`
});
