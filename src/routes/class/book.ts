import type { Device } from '$lib/device/device.ts';
import type { Book } from '$lib/rules/book.ts';
import type { ClassFact, Half, HeldFact } from '$lib/rules/facts.ts';

/** The classes, roll and calendar that this device holds; to be run inside a Live. */
export async function bookOf(device: Device): Promise<Book> {
	return (await device.registerFacts('', '', 'AM')).book;
}

/** The classes a person has been given for a half-day, in the school's order. */
export function ownClasses(book: Book, staffId: string, half: Half, now: number): HeldFact<ClassFact>[] {
	return book.classes().filter((each) => book.isAssigned(staffId, each.classId, half, now));
}
