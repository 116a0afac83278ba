import type { Book } from '../lib/rules/book.ts';
import { longDate } from '../lib/rules/calendar.ts';
import { keptSince } from '../lib/rules/retention.ts';
import { londonDate } from '../lib/rules/sessions.ts';
import { purge } from '../lib/server/store/purge.ts';
import { overCells, type OverCell } from '../lib/server/store/retention.ts';
import {
	counted,
	Misuse,
	openData,
	personIn,
	reasonIn,
	words,
	type Command,
	serversTurn
} from './command.ts';
import { nameOf } from './hold.ts';

const OPTIONS = {
	purge: { type: 'boolean' },
	all: { type: 'boolean' },
	by: { type: 'string' },
	reason: { type: 'string' }
} as const;
const SHOWN = 20;

/** Lists what is over six years old, and purges it in a named person’s name. */
export const retention: Command = {
	name: 'retention',
	summary: 'list what is over six years old; purge it, in a named person’s name',
	help: `npm run firstbell -- retention [--all]
npm run firstbell -- retention --purge --by "Jane Attwell, Attendance Officer" --reason "Six years are over"

Lists, half-day by half-day, what may be purged: a pupil’s half-day whose newest entry was made over six years ago, the
oldest first (the first ${SHOWN}, or --all). With --purge they go, with what is of their registers alone and with plans of
those days; half-days of a pupil with a hold stay. The chain keeps every link and still verifies. Copies made before keep
what they hold until they are dropped.`,
	async run(args, { dataDir, realNow, say }) {
		const { values } = words(args, OPTIONS, 0);
		if (!values.purge && (values.by !== undefined || values.reason !== undefined))
			throw new Misuse('--by and --reason go with --purge.');
		const order = values.purge ? { ...personIn(values.by), reason: reasonIn(values.reason, 'reason') } : null;
		const data = await openData(dataDir);
		const { schoolId, clockShiftMs } = data.school;
		const now = realNow() + clockShiftMs;
		try {
			const line = longDate(keptSince(londonDate(now)));
			if (order) {
				// What goes is overwritten in the file, not only let go.
				data.sqlite.pragma('secure_delete = ON');
				const done = await purge(data.db, schoolId, { ...order, now, between: serversTurn });
				say(`Purge ${done.number}, by ${order.name}, ${order.position}: ${order.reason}`);
				say(`Made before ${line}: ${halfDays(done.cells)} purged, ${counted(done.facts, 'fact')} in all.`);
				say(`Held, and kept: ${halfDays(done.held)}.`);
				say('The chain keeps its links. Run verify, and then make a backup.');
				return 0;
			}
			const book = await data.store.book(schoolId);
			let free = 0;
			let held = 0;
			for await (const { cells } of overCells(data.db, schoolId, now))
				for (const cell of cells) {
					if (values.all || free + held < SHOWN) say(lineOf(book, cell));
					if (cell.why === null) free += 1;
					else held += 1;
				}
			if (!values.all && free + held > SHOWN)
				say(`… and ${halfDays(free + held - SHOWN)} more: --all lists them`);
			say(`Entries made on ${line} or later stay.`);
			say(`${halfDays(free)} may be purged; ${halfDays(held)} more are held.`);
			return 0;
		} finally {
			await data.close();
		}
	}
};

const halfDays = (count: number): string => counted(count, 'half-day');

function lineOf(book: Book, { pupilId, date, session, newestAt, facts, why }: OverCell): string {
	const entry = `newest entry of ${londonDate(newestAt)}, ${counted(facts, 'fact')}`;
	return `${date} ${session}  ${nameOf(book, pupilId)} (${pupilId})  ${entry}${why === 'held' ? '  held' : ''}`;
}
