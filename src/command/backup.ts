import { join, resolve } from 'node:path';
import { backupWords } from '../lib/rules/backups.ts';
import { BackupNotWhole, makeBackup } from '../lib/server/store/make-backup.ts';
import { counted, folderIn, openData, words, type Command } from './command.ts';

const DAY_MS = 86_400_000;

/** Makes a copy of a running school’s database, and verifies it. */
export const backup: Command = {
	name: 'backup',
	summary: 'copy the database, running or not, and verify the copy',
	help: `npm run firstbell -- backup [--to FOLDER]

Copies the database while the server runs, opens the copy again and walks it from end to end. Only a copy that is whole
counts: tablets are told, and older copies go (the last fourteen days stay, and the first of each month until six years
after its school year). FOLDER is backups in the data folder unless said, here or as BACKUP_DIR: better another disk.
Exit code 0: made and verified. 1: not made, or not whole.`,
	async run(args, around) {
		const to = folderIn(words(args, { to: { type: 'string' } }, 0).values.to);
		const { dataDir, env, realNow, say } = around;
		const folder = resolve(to ?? (env.BACKUP_DIR || join(dataDir, 'backups')));
		const data = await openData(dataDir);
		try {
			const made = await makeBackup(data, { folder, realNow });
			for (const { name, position, facts, marks } of made.schools) {
				say(`${name}: ${counted(facts, 'fact')} walked, ${counted(marks, 'mark')} compared in the copy`);
				say(`${name}: ${backupWords({ at: made.at, position })}`);
			}
			for (const file of made.dropped) say(`Dropped ${file}`);
			say(`Backup made and verified: ${made.file} (${counted(Math.ceil(made.bytes / 1e6), 'MB', 'MB')})`);
			return 0;
		} catch (cause) {
			await tellOffice(data, cause, realNow());
			if (!(cause instanceof BackupNotWhole)) throw cause;
			throw new Error(`${cause.message} Nothing was kept of it. Run verify on the school itself.`, { cause });
		} finally {
			await data.close();
		}
	}
};

/** The office reads of a copy that failed, once a day: nobody else may look at a school’s machine. */
async function tellOffice(
	{ store, schools }: Awaited<ReturnType<typeof openData>>,
	cause: unknown,
	realNow: number
): Promise<void> {
	for (const { schoolId, clockShiftMs } of schools) {
		const at = realNow + clockShiftMs;
		const lately = (await store.notices(schoolId)).some(
			(notice) => notice.kind === 'backup-failed' && at - notice.at < DAY_MS
		);
		const detail = cause instanceof Error ? cause.message : 'The reason is not known.';
		if (!lately) await store.putNotice({ schoolId, at, kind: 'backup-failed', deviceId: null, detail });
	}
}
