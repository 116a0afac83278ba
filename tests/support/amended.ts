import type { AmendmentInput } from '../../src/lib/rules/amendment.ts';
import type { Entry, HeldFact } from '../../src/lib/rules/facts.ts';
import { sessionWindow } from '../../src/lib/rules/sessions.ts';
import { at, entry, must, schoolBook } from './school-2026-27.ts';

/** The Monday on which all of this happens. */
export const DAY = '2026-09-14';
/** That morning’s session. */
export const window = must(sessionWindow(schoolBook(), DAY, 'AM'), 'a school day has a morning');
/** Present, tapped in time. */
export const present = entry({ id: 'present', madeAt: at(DAY, '08:52') });
/** N, tapped in time. */
export const absent = entry({ id: 'absent', code: 'N', madeAt: at(DAY, '08:55') });

/** An entry that replaces others, judged as its own device would. */
export function judged(
	made: Entry,
	replaced: Entry[] = [],
	over: Partial<AmendmentInput> = {}
): AmendmentInput {
	return {
		entry: { ...made, replaces: replaced.map((each) => each.id) },
		replaced,
		window,
		own: replaced.filter((each) => each.clientId === made.clientId),
		finished: false,
		...over
	};
}
/** A tap at that time of the day. */
export const tapAt = (time: string, over: Partial<HeldFact<Entry>> = {}): HeldFact<Entry> =>
	entry({ madeAt: at(DAY, time), ...over });
