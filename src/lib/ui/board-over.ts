import type { Contact } from '$lib/rules/facts.ts';
import type { ToFind } from '$lib/rules/find-row.ts';

/** What lies over the board: one thing at a time, and it stays while what is behind it changes. */
export type BoardOver =
	| { show: 'class'; classId: string }
	| { show: 'alarms' }
	| { show: 'more'; row: ToFind }
	/** Somebody was reached (`contact`), or a code is entered for what is known already (null). */
	| { show: 'heard'; row: ToFind; contact: Contact | null };
