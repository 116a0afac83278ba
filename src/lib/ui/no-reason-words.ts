import type { Plan } from '$lib/rules/facts.ts';
import { MAY_ENTER, type Role } from '$lib/rules/roles.ts';
import type { Chosen } from './office-drafts.ts';
import { likelyCodes, messageWords } from './office-words.ts';

/** What somebody has said of an absence without a reason, in words; null: nobody said anything. */
export function toldWords(plan: Plan | null): string | null {
	if (!plan) return null;
	if (plan.message) return messageWords(plan.message, plan.reason);
	return plan.reason ? `An absence was known: “${plan.reason}”` : 'An absence was known';
}

/** The code that what was said names or sounds like, where this person may enter it. */
export function toldCodes(plan: Plan | null, role: Role): Chosen[] {
	if (!plan) return [];
	const codes = plan.code ? [plan.code] : likelyCodes(plan.reason).slice(0, 1);
	return codes.filter((code) => MAY_ENTER[role].includes(code)).map((code) => ({ code }));
}
