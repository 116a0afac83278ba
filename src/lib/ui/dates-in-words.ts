import { longDate } from '$lib/rules/calendar.ts';

/** The school's sentence about a refusal as people write its dates: 'Monday 23 November 2026', where it was kept with 2026-11-23. */
export function datesInWords(sentence: string): string {
	return sentence.replace(/\b\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])\b/g, longDate);
}
