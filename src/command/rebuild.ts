import { rebuildAmendments } from '../lib/server/store/verify-amendments.ts';
import { rebuildMarks } from '../lib/server/store/verify-marks.ts';
import { counted, openData, serversTurn, words, type Command } from './command.ts';

/** Makes the kept marks and the list of amendments anew from the entries. */
export const rebuild: Command = {
	name: 'rebuild',
	summary: 'make marks and amendments anew from the entries, where verify says that one is wrong',
	help: `npm run firstbell -- rebuild

Marks and the list of amendments are kept beside the entries so that screens are quick; what counts are the entries. This
makes every one anew and says how many were not what they should be. No fact is touched. Run verify after it.`,
	async run(args, { dataDir, say }) {
		words(args, {}, 0);
		const data = await openData(dataDir);
		try {
			for (const { schoolId, name } of data.schools) {
				const changed = await rebuildMarks(data.db, schoolId, serversTurn);
				say(`${name}: ${changed === 0 ? 'every mark was right' : `${counted(changed, 'mark')} made anew`}`);
				const amended = await rebuildAmendments(data.db, schoolId);
				say(
					`${name}: ${amended === 0 ? 'every amendment was right' : `${counted(amended, 'amendment')} made anew`}`
				);
			}
			return 0;
		} finally {
			await data.close();
		}
	}
};
