import { longDate } from '$lib/rules/calendar.ts';
import type { Session } from '$lib/rules/sessions.ts';

/** '12 March 2019', of a date yyyy-MM-dd. */
export function birthdayWords(date: string): string {
	return longDate(date).split(' ').slice(1).join(' ');
}

/** 'morning' or 'afternoon'. */
export function sessionWords(session: Session): string {
	return session === 'AM' ? 'morning' : 'afternoon';
}

/** '4 Elm, morning'; of another day than today, yyyy-MM-dd, '4 Elm, morning of Friday 20 November 2026'. */
export function registerWords(name: string, of: { date: string; session: Session }, today: string): string {
	const half = `${name}, ${sessionWords(of.session)}`;
	return of.date === today ? half : `${half} of ${longDate(of.date)}`;
}

/** 'in 18 minutes', rounded up to the minute on the clock; '' once it is past or more than an hour and a half away. */
export function inMinutes(fromMs: number, toMs: number): string {
	const minutes = Math.ceil((toMs - fromMs) / 60_000);
	if (minutes <= 0 || minutes > 90) return '';
	return minutes === 1 ? 'in 1 minute' : `in ${minutes} minutes`;
}

/** '1 mark', '12 marks'. */
export function counted(count: number, one: string, many = `${one}s`): string {
	return `${count} ${count === 1 ? one : many}`;
}
