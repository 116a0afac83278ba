import { describe, expect, it } from 'vitest';
import { readCalendarFile } from './calendar-file.ts';

const WITHIN = { from: '2026-09-01', to: '2027-08-31' };
const file = (...events: string[]) =>
	new File(
		[
			['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Council//Terms//EN', ...events, 'END:VCALENDAR', ''].join(
				'\r\n'
			)
		],
		'terms.ics'
	);
const event = (...lines: string[]) => ['BEGIN:VEVENT', 'UID:1', ...lines, 'END:VEVENT'].join('\r\n');

describe('a calendar file', () => {
	it('[K10] its events have a title, a first and a last day', async () => {
		const read = await readCalendarFile(
			file(
				event('SUMMARY:Half term', 'DTSTART;VALUE=DATE:20261026', 'DTEND;VALUE=DATE:20261031'),
				event('SUMMARY:INSET', 'DTSTART;VALUE=DATE:20261127'),
				event('SUMMARY:Term\\, first day', 'DTSTART:20260901T080000Z', 'DTEND:20260901T140000Z'),
				event('DTSTART;TZID=Europe/London:20260902T000000', 'DTEND;TZID=Europe/London:20260903T000000')
			),
			WITHIN
		);
		expect(read).toEqual({
			events: [
				{ title: 'Half term', from: '2026-10-26', to: '2026-10-30' },
				{ title: 'INSET', from: '2026-11-27', to: '2026-11-27' },
				{ title: 'Term, first day', from: '2026-09-01', to: '2026-09-01' },
				{ title: 'Without a name', from: '2026-09-02', to: '2026-09-02' }
			],
			cut: []
		});
	});

	it('[K10] a midnight told in UTC is the day that it is in London', async () => {
		const read = await readCalendarFile(
			file(event('SUMMARY:INSET', 'DTSTART:20270606T230000Z', 'DTEND:20270607T230000Z')),
			WITHIN
		);
		expect(read).toEqual({ events: [{ title: 'INSET', from: '2027-06-07', to: '2027-06-07' }], cut: [] });
	});

	it('[K10] what was called off is no event: it would close a day on which there is school', async () => {
		const off = event('SUMMARY:INSET', 'STATUS:CANCELLED', 'DTSTART;VALUE=DATE:20261127');
		const on = event('SUMMARY:INSET', 'STATUS:CONFIRMED', 'DTSTART;VALUE=DATE:20261130');
		expect(await readCalendarFile(file(off, on), WITHIN)).toEqual({
			events: [{ title: 'INSET', from: '2026-11-30', to: '2026-11-30' }],
			cut: []
		});
	});

	it('[K10] what comes every year is read for the school year, and an endless one ends', async () => {
		const yearly = event('SUMMARY:May Day', 'DTSTART;VALUE=DATE:20200503', 'RRULE:FREQ=YEARLY');
		expect(await readCalendarFile(file(yearly), WITHIN)).toEqual({
			events: [{ title: 'May Day', from: '2027-05-03', to: '2027-05-03' }],
			cut: []
		});
		const endless = event('SUMMARY:Assembly', 'DTSTART;VALUE=DATE:19000101', 'RRULE:FREQ=DAILY');
		expect(await readCalendarFile(file(endless), WITHIN)).toEqual({ events: [], cut: ['Assembly'] });
	});

	it('[K10] what comes every summer and goes on into September is read for the year that it goes on into', async () => {
		const summer = event(
			...['SUMMARY:Summer holiday', 'DTSTART;VALUE=DATE:20250722', 'DTEND;VALUE=DATE:20250903'],
			'RRULE:FREQ=YEARLY;COUNT=2'
		);
		expect(await readCalendarFile(file(summer), WITHIN)).toEqual({
			events: [{ title: 'Summer holiday', from: '2026-07-22', to: '2026-09-02' }],
			cut: []
		});
	});

	it.each([
		['a picture', 'not a calendar at all', /^This is not a calendar file/],
		['an empty file', '', /^This is not a calendar file/],
		[
			'a calendar without events',
			'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n',
			/^There are no events/
		],
		['a file cut in two', 'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:Ha', /^This calendar file is damaged/],
		['a file too big', `BEGIN:VCALENDAR${'x'.repeat(2_000_001)}`, /^This file is too big/]
	])('[K10] %s gets a sentence', async (_, text, sentence) => {
		const read = await readCalendarFile(new File([text], 'x.ics'), WITHIN);
		expect(read).toMatchObject({ problem: expect.stringMatching(sentence) });
	});
});
