import { join, resolve } from 'node:path';
import { londonDate, londonMinute } from '../lib/rules/sessions.ts';
import { signingKey } from '../lib/server/export/signing.ts';
import { exportSchool } from '../lib/server/export/write.ts';
import { counted, folderIn, openData, words, type Command } from './command.ts';

/** Writes the whole register as signed, readable files. */
export const exportRegister: Command = {
	name: 'export',
	summary: 'write the whole register as signed files that need no Firstbell',
	help: `npm run firstbell -- export [--to FOLDER]

Writes every entry, amendment, plan, the roll and the calendar as CSV, all facts with their chain as JSON lines, and a page
that explains them; lists the SHA-256 of each file and signs the list with the school’s own key (signing-key.pem in the
data folder, made at the first export). FOLDER must not be there yet; it is exports/firstbell-export-DATE-TIME in the data
folder unless said. Write the key’s fingerprint down where nobody can change it.`,
	async run(args, { dataDir, realNow, say }) {
		const to = folderIn(words(args, { to: { type: 'string' } }, 0).values.to);
		const data = await openData(dataDir);
		try {
			for (const { schoolId, clockShiftMs } of data.schools) {
				const now = realNow() + clockShiftMs;
				const name = `firstbell-export-${londonDate(now)}-${londonMinute(now).replace(':', '')}`;
				const first = to === undefined ? join(dataDir, 'exports', name) : resolve(to);
				const path = data.schools.length === 1 ? first : `${first}-${schoolId}`;
				const done = await exportSchool(data.db, schoolId, { path, key: signingKey(dataDir), now });
				say(
					`${counted(done.facts, 'fact')}, ${counted(done.entries, 'entry', 'entries')}, ${counted(done.amendments, 'amendment')}`
				);
				say(`Signed with the key ${done.fingerprint}`);
				say(`Exported: ${done.path}`);
			}
			return 0;
		} finally {
			await data.close();
		}
	}
};
