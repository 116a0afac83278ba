import { integrityProblem } from '../lib/server/store/sqlite-copy.ts';
import { examineSchool } from '../lib/server/store/verify.ts';
import { counted, openData, words, type Command } from './command.ts';

/** Walks the chain, and says last whether it is whole. */
export const verify: Command = {
	name: 'verify',
	summary: 'walk the chain of facts, and say whether anything was changed',
	help: `npm run firstbell -- verify

Runs the database’s own check, walks each school’s chain of facts from the first to the last, compares every fact with what
was sent, every mark and amendment with its entries, and what was kept aside with its seal. It may run beside the server. The verdict is the last line; the first position
that is wrong is named. Exit code 0: whole. 1: not whole.`,
	async run(args, { dataDir, say, warn }) {
		words(args, {}, 0);
		const data = await openData(dataDir);
		try {
			const problem = integrityProblem(data.sqlite);
			say(`Database’s own check: ${problem ?? 'nothing found'}`);
			let isWhole = problem === null;
			for (const { schoolId, name } of data.schools) {
				const { wrong, facts, purged, marks, position, hash } = await examineSchool(data.db, schoolId);
				say(
					`${name}: ${counted(facts, 'fact')} walked, ${purged.toLocaleString('en-GB')} of them lawfully purged`
				);
				if (!wrong) say(`${name}: ${counted(marks, 'mark')} compared with their entries`);
				if (!wrong) say(`${name}: position ${position}, hash ${hash}`);
				if (wrong)
					warn(
						wrong.position === null
							? `${name}: ${wrong.why}`
							: `${name}: wrong at position ${wrong.position}. ${wrong.why}`
					);
				isWhole &&= wrong === null;
			}
			if (isWhole) say('Verdict: whole. Nothing was changed, and nothing is missing.');
			else warn('Verdict: NOT WHOLE. See “What to do when verify fails” in docs/OPERATING.md.');
			return isWhole ? 0 : 1;
		} finally {
			await data.close();
		}
	}
};
