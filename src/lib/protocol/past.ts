import type { HeldFact } from '../rules/facts.ts';
import type { PupilDayBeside } from '../rules/religious-day.ts';
import type { OpenFollowUp, StandingN } from '../rules/n-clock.ts';
import type { AmendmentCount, AmendmentLine } from '../rules/past.ts';

/** The answer to GET /api/past: a stretch of the register, as the person who asks may see it. */
export interface PastAnswer {
	/** The school's time, epoch ms. */
	now: number;
	/** Marks, withdrawals, finishes and sightings of those days, and the plans that touch them; no part of the book. */
	facts: HeldFact[];
	/** Entries that the school took in as amendments, by id. */
	amendments: string[];
}

/** The answer to GET /api/past?reach: how far back the register goes. */
export interface ReachAnswer {
	now: number;
	/** Entries of days before it may be older than six years, yyyy-MM-dd. */
	line: string;
	/** The first day of which a mark is kept; null: there is none. */
	oldest: string | null;
	/** How many marks are of days before the line. */
	before: number;
}

/** An N with its last day, yyyy-MM-dd; null past the end of the calendar. */
export type DueN = StandingN & { deadline: string | null };

/** The answer to GET /api/no-reason: every mark that is N, the oldest first, and what is followed up after it. */
export interface NoReasonAnswer {
	now: number;
	standing: DueN[];
	/** Half-days that are O for want of a reason and are followed up still, the oldest first. */
	open: OpenFollowUp[];
}

/** The answer to GET /api/amendments: those made on some days, the newest first; `classId`, `maker` and `most` narrow it. */
export interface AmendmentsAnswer {
	now: number;
	/** As many as were asked for. */
	amendments: AmendmentLine[];
	/** All that were made on those days, in whatever class and by whomever, in number. */
	counts: AmendmentCount[];
	/** True where there are more than one answer holds: ask for fewer days. */
	more: boolean;
}

/** The answer to GET /api/to-check: what nobody has decided of days that no device holds any more, the oldest first. */
export interface ToCheckAnswer {
	now: number;
	/** The days that were looked through, yyyy-MM-dd, both included. */
	from: string;
	to: string;
	/** All that is known of the half-days in question, and the names in no list; no part of the book. */
	facts: HeldFact[];
	/** Days with a religious observance beside those half-days: there is one a child, and a second is said before it is sent [C12]. */
	beside: PupilDayBeside[];
	/** How many things more than one answer holds. */
	more: number;
}
