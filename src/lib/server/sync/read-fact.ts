import { FACTS, type Kind } from '../../protocol/facts.ts';
import type { Fact } from '../../rules/facts.ts';
import { canonicalJson, sha256 } from '../store/chain.ts';

/** One fact of a push, as it was sent. */
export interface Sent {
	raw: Record<string, unknown>;
	id: string | null;
	contentHash: string;
	parsed: { fact: Fact } | { refused: 'unreadable' | 'too-new'; message: string };
}

/** The sign-ins that a push speaks for. */
export function signInsOf(sent: readonly Sent[]): string[] {
	return sent.flatMap(({ parsed }) => ('fact' in parsed ? [parsed.fact.signInId] : []));
}

/** Newest version of a fact's form that this server knows. */
const FACT_VERSION = 1;

/** Reads one fact by its kind, alone: an unreadable one spoils no other. */
export function readFact(raw: Record<string, unknown>): Sent {
	const sent = {
		raw,
		id: typeof raw.id === 'string' ? raw.id : null,
		contentHash: sha256(canonicalJson(raw))
	};
	const isKnown = typeof raw.kind === 'string' && Object.hasOwn(FACTS, raw.kind);
	if (!isKnown || (typeof raw.v === 'number' && raw.v > FACT_VERSION))
		return {
			...sent,
			parsed: {
				refused: 'too-new',
				message: 'This school’s server does not know this form yet. It is kept, and read when it does.'
			}
		};
	const parsed = FACTS[raw.kind as Kind].safeParse(raw);
	return {
		...sent,
		parsed: parsed.success
			? { fact: parsed.data as Fact }
			: { refused: 'unreadable', message: 'It could not be read. The office has it as it was sent.' }
	};
}
