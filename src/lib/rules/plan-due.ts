import type { Code } from './codes.ts';
import type { Half, Plan } from './facts.ts';
import { isAbout, standingPlans } from './plan-days.ts';

/**
 * [X7] Whether a pupil with a pattern of this code (X: part-time; D: dual registered) is due here in a half-day: the pattern
 * runs, and leaves it out. Undefined where no pattern runs that day: what is not known is held against no entry.
 */
export function isDueHere(code: Code, plans: readonly Plan[], half: Half): boolean | undefined {
	if (code !== 'X' && code !== 'D') return undefined;
	const running = standingPlans(plans).filter(
		(plan) => plan.code === code && plan.from.date <= half.date && half.date <= plan.to.date
	);
	if (running.length === 0) return undefined;
	return !running.some((plan) => isAbout(plan, half));
}
