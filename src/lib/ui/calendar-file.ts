import { addDays } from '$lib/rules/calendar.ts';
import type { FileEvent } from '$lib/rules/ical-terms.ts';
import { londonDate } from '$lib/rules/sessions.ts';
import type ICAL from 'ical.js';

type Time = InstanceType<typeof ICAL.Time>;

/** What is read of a calendar file: its events, or why there are none, in a sentence. */
export type CalendarFile =
	| {
			events: FileEvent[];
			/** Names of events that come so often that not all of their days were read. */
			cut: string[];
	  }
	| { problem: string };

const MOST_BYTES = 2_000_000;
/** Of an event that comes again and again, as many as a few school years could have. */
const MOST_TIMES = 1500;
/** No holiday is longer. */
const LONGEST_DAYS = 120;

/** Reads an iCalendar file (.ics); `within` bounds what comes again and again. Nothing is recorded by reading. */
export async function readCalendarFile(
	file: File,
	within: { from: string; to: string }
): Promise<CalendarFile> {
	if (file.size > MOST_BYTES)
		return { problem: 'This file is too big for a calendar of term dates. Choose one of less than 2 MB.' };
	const text = await file.text();
	if (!/BEGIN:VCALENDAR/i.test(text)) return { problem: NOT_A_CALENDAR };
	// Fetched only here: nobody else needs it.
	const { default: ical } = await import('ical.js');
	try {
		const whole = new ical.Component(ical.parse(text) as unknown[]);
		const cut: string[] = [];
		// One that began in the summer before may go on into the year.
		const earliest = addDays(within.from, -LONGEST_DAYS);
		const events = whole.getAllSubcomponents('vevent').flatMap((each) => {
			const event = new ical.Event(each);
			if (!event.startDate || isCancelled(each)) return [];
			if (!event.isRecurring()) return datesOf(event.summary, event.startDate, event.endDate);
			const found: FileEvent[] = [];
			const times = event.iterator();
			for (let left = MOST_TIMES, at = times.next(); ; left -= 1, at = times.next()) {
				if (!(at as Time | undefined) || dateOf(at) > within.to) break;
				if (left === 0) {
					cut.push(nameOf(event.summary));
					break;
				}
				if (dateOf(at) < earliest) continue;
				const { startDate, endDate } = event.getOccurrenceDetails(at);
				found.push(...datesOf(event.summary, startDate, endDate).filter(({ to }) => to >= within.from));
			}
			return found;
		});
		return events.length + cut.length > 0
			? { events, cut }
			: {
					problem: 'There are no events in this calendar file. Ask for a file that has the term dates in it.'
				};
	} catch {
		return { problem: 'This calendar file is damaged and cannot be read. Ask for it again.' };
	}
}

const NOT_A_CALENDAR =
	'This is not a calendar file. Choose a file whose name ends in .ics, as councils and calendar programs make it.';

/** Programs keep what was called off in the file: taken in, it would close a day on which there is school. */
function isCancelled(event: InstanceType<typeof ICAL.Component>): boolean {
	return String(event.getFirstPropertyValue('status') ?? '').toUpperCase() === 'CANCELLED';
}

function datesOf(title: string, start: Time, end: Time): FileEvent[] {
	const from = dateOf(start);
	const last = lastDateOf(end);
	return [{ title: nameOf(title), from, to: last < from ? from : last }];
}

function nameOf(title: string): string {
	return (title || 'Without a name').trim();
}

/** The end of whole days is the day after them; so is a midnight. */
function lastDateOf(end: Time): string {
	if (isUtc(end)) return londonDate(end.toJSDate().getTime() - 1);
	const isAfter = end.isDate || (end.hour === 0 && end.minute === 0);
	return isAfter ? addDays(dateOf(end), -1) : dateOf(end);
}

const isUtc = (time: Time): boolean => !time.isDate && time.zone?.tzid === 'UTC';

/** A date on the wall is what the file says; only a time in UTC is turned into London's. */
function dateOf(time: Time): string {
	if (isUtc(time)) return londonDate(time.toJSDate().getTime());
	return `${String(time.year).padStart(4, '0')}-${String(time.month).padStart(2, '0')}-${String(time.day).padStart(2, '0')}`;
}
