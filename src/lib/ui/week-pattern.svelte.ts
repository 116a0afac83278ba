import type { Plan } from '$lib/rules/facts.ts';
import { isReversed, MINUTES_REVERSED } from '$lib/rules/plan-lawful.ts';
import type { Session } from '$lib/rules/sessions.ts';

export type Part = 'all' | Session;

/** The half-days of a week that a plan is about, and its minutes there, as a form holds them. */
export class WeekPattern {
	/** '1' to '5', Monday first; none: every day. */
	weekdays = $state<string[]>([]);
	part = $state<Part | null>('all');
	/** HH:MM each, where the absence is only for some hours. */
	timeFrom = $state('');
	timeTo = $state('');

	constructor(plan?: Pick<Plan, 'weekdays' | 'times'>, part: Part = 'all') {
		this.weekdays = (plan?.weekdays ?? []).map(String);
		[this.timeFrom, this.timeTo] = [plan?.times?.from ?? '', plan?.times?.to ?? ''];
		this.part = part;
	}

	get session(): Session | null {
		return this.part === 'AM' || this.part === 'PM' ? this.part : null;
	}

	/** Both minutes, as a plan says them; nothing while one is missing. */
	get times(): Pick<Plan, 'times'> {
		return this.timeFrom && this.timeTo ? { times: { from: this.timeFrom, to: this.timeTo } } : {};
	}

	/** What is wrong with its minutes, in a sentence. */
	get wrongTimes(): string | null {
		if (Boolean(this.timeFrom) !== Boolean(this.timeTo)) return 'Enter both times, or neither';
		return isReversed(this.times) ? MINUTES_REVERSED : null;
	}
}

/** The id of a pattern's field: the first pattern's are without a number. */
export function patternField(field: 'plan-weekdays' | 'plan-time-from', at: number): string {
	return at === 0 ? field : `${field}-${at + 1}`;
}
