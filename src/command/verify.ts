import { join } from 'node:path';
import { damageIn } from '../lib/server/store/damage.ts';
import { integrityProblem } from '../lib/server/store/sqlite-copy.ts';
import { examineSchool, type Examined } from '../lib/server/store/verify.ts';
import { counted, openData, words, type Around, type Command } from './command.ts';

/** Walks the chain, and says last whether it is whole. */
export const verify: Command = {
	name: 'verify',
	summary: 'walk the chain of facts, and say whether anything was changed',
	help: `npm run firstbell -- verify

Runs the database’s own check, walks each school’s chain of facts from the first to the last, compares every fact with
what was sent, every mark and amendment with its entries, what was kept aside, purges, holds and the list of copies with
their seals, and what tablets are told of copies and epochs with the lists of those. It may run beside the server. The
verdict is the last line; the first position that is wrong, or that a damaged file no longer gives back, is named. Exit
code 0: whole. 1: not whole.`,
	async run(args, around) {
		words(args, {}, 0);
		const isWhole = await tellWhetherWhole(around);
		if (isWhole) around.say('Verdict: whole. Nothing was changed, and nothing is missing.');
		else around.warn('Verdict: NOT WHOLE. See “What to do when verify fails” in docs/OPERATING.md.');
		return isWhole ? 0 : 1;
	}
};

async function tellWhetherWhole(around: Around): Promise<boolean> {
	const data = await openOrTell(around);
	if (!data) return false;
	const { realNow, say, warn } = around;
	try {
		const problem = integrityProblem(data.sqlite);
		say(`Database’s own check: ${problem ?? 'nothing found'}`);
		if (problem !== null) warn('The database file is damaged: it does not pass the database’s own check.');
		let isWhole = problem === null;
		for (const school of data.schools)
			try {
				isWhole =
					tellSchool(school.name, await examineSchool(data.db, school.schoolId, realNow()), around) &&
					isWhole;
			} catch (cause) {
				// What a damaged file gives back may be of any form; of a sound one this would be a bug.
				if (problem === null) throw cause;
				warn(`${school.name}: the damage is such that the chain cannot be walked to its end.`);
			}
		return isWhole;
	} finally {
		await data.close();
	}
}

/** Null where the file is so damaged that nothing in it can be read. */
async function openOrTell({ dataDir, warn }: Around): Promise<Awaited<ReturnType<typeof openData>> | null> {
	try {
		return await openData(dataDir);
	} catch (cause) {
		const damage = damageIn(cause);
		if (damage === null) throw cause;
		const isSentence = Object.getPrototypeOf(cause) === Error.prototype;
		warn(
			isSentence && cause instanceof Error
				? cause.message
				: `The database ${join(dataDir, 'firstbell.db')} is damaged, and cannot be read (${damage}).`
		);
		return null;
	}
}

function tellSchool(name: string, examined: Examined, { say, warn }: Around): boolean {
	const { wrong, facts, purged, marks, position, hash } = examined;
	say(`${name}: ${counted(facts, 'fact')} walked, ${purged.toLocaleString('en-GB')} of them lawfully purged`);
	if (wrong === null) {
		say(`${name}: ${counted(marks, 'mark')} compared with their entries`);
		say(`${name}: position ${position}, hash ${hash}`);
		return true;
	}
	const where = wrong.position === null ? '' : `wrong at position ${wrong.position}. `;
	warn(`${name}: ${where}${wrong.why}`);
	return false;
}
