import type { Book } from '../lib/rules/book.ts';
import { longDate } from '../lib/rules/calendar.ts';
import { fullName } from '../lib/rules/names.ts';
import { londonDate } from '../lib/rules/sessions.ts';
import { addHold, holds, liftHold } from '../lib/server/store/holds.ts';
import { Misuse, openData, personIn, reasonIn, words, type Command } from './command.ts';

const OPTIONS = {
	pupil: { type: 'string' },
	why: { type: 'string' },
	by: { type: 'string' }
} as const;

/** Holds what is kept of a pupil, lifts a hold, or lists them. */
export const hold: Command = {
	name: 'hold',
	summary: 'keep what is of one pupil, however old, until the hold is lifted',
	help: `npm run firstbell -- hold list
npm run firstbell -- hold add --pupil "Ava Example" --why "Tribunal" --by "Jane Attwell, Attendance Officer"
npm run firstbell -- hold lift NUMBER --why "The tribunal is over" --by "Jane Attwell, Attendance Officer"

Nothing is purged of a pupil with a hold. --pupil is a full name as the roll has it, or the pupil’s number (p-…).`,
	async run(args, { dataDir, realNow, say }) {
		const { values, positionals } = words(args, OPTIONS, 2);
		const [act = 'list', number = ''] = positionals;
		if (!['list', 'add', 'lift'].includes(act))
			throw new Misuse(`hold can list, add or lift, and not “${act}”.`);
		if (act !== 'lift' && number !== '') throw new Misuse(`“${number}” is one word too many.`);
		const order = act === 'list' ? null : { ...personIn(values.by), why: reasonIn(values.why, 'why') };
		if (act === 'add' && !values.pupil) throw new Misuse('Say of whom: --pupil "Ava Example".');
		if (act === 'lift' && !/^\d+$/.test(number)) throw new Misuse('Say which hold: hold lift NUMBER.');
		const data = await openData(dataDir);
		const { schoolId, clockShiftMs } = data.school;
		const at = realNow() + clockShiftMs;
		try {
			const book = await data.store.book(schoolId);
			if (order && act === 'add') {
				const pupilId = pupilIn(book, values.pupil ?? '');
				const given = await addHold(data.db, schoolId, { ...order, pupilId, at });
				say(`Hold ${given}: nothing of ${nameOf(book, pupilId)} is purged until it is lifted.`);
			} else if (order) {
				const by = `${order.name}, ${order.position}`;
				if (!(await liftHold(data.db, schoolId, Number(number), { by, why: order.why, at })))
					throw new Error(`There is no hold ${number} that still holds.`);
				say(`Hold ${number} is lifted.`);
			} else {
				const all = await holds(data.db, schoolId);
				if (all.length === 0) say('There is no hold, and there never was one.');
				for (const each of all)
					say(
						`${each.number}  ${nameOf(book, each.pupilId)} (${each.pupilId}), since ${dayOf(each.fromAt)}, by ${each.byName}, ${each.byPosition}: ${each.why}` +
							(each.liftedAt === null
								? ''
								: `\n   lifted on ${dayOf(each.liftedAt)} by ${each.liftedBy ?? ''}: ${each.liftedWhy ?? ''}`)
					);
			}
			return 0;
		} finally {
			await data.close();
		}
	}
};

/** The pupil’s id, by id or by full name; throws one sentence where that is nobody, or more than one. */
function pupilIn(book: Book, said: string): string {
	const wanted = said.trim().toLowerCase();
	const found = book
		.pupils()
		.filter((pupil) => pupil.pupilId === said || fullName(pupil).toLowerCase() === wanted);
	const [pupil] = found;
	if (!pupil) throw new Error(`Nobody on the roll, now or before, is “${said}”.`);
	if (found.length > 1)
		throw new Error(
			`There is more than one ${said}: say which by number. ${found.map((each) => `${each.pupilId} (born ${each.dob})`).join(', ')}`
		);
	return pupil.pupilId;
}

/** A pupil’s name as the roll has it; the id where the roll no longer has one. */
export function nameOf(book: Book, pupilId: string): string {
	const pupil = book.pupil(pupilId);
	return pupil ? fullName(pupil) : pupilId;
}

const dayOf = (at: number): string => longDate(londonDate(at));
