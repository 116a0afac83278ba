import type { Book } from '$lib/rules/book.ts';
import { longDate, previousSchoolDay } from '$lib/rules/calendar.ts';
import type { RegisterOf } from '$lib/rules/register.ts';

/** Where a reader can go from a register. */
export function linksFrom(book: Book, of: RegisterOf): { href: string; words: string }[] {
	const [other, words] = of.session === 'AM' ? ['pm', 'afternoon'] : ['am', 'morning'];
	const before = previousSchoolDay(book, of.date);
	return [
		{ href: `/class/${of.classId}/${of.date}/${other}`, words: `Read the ${words} register` },
		...(before ? [{ href: `/class/${of.classId}/${before}/am`, words: `Read ${longDate(before)}` }] : []),
		{ href: '/class/list', words: 'Other classes' },
		{ href: '/tablet', words: 'This tablet, and sign out' }
	];
}
