import { resolve } from 'node:path';
import { restoreFrom } from '../lib/server/store/restore.ts';
import { counted, Misuse, words, type Command } from './command.ts';

/** Puts a copy in the place of a stopped school’s database. */
export const restore: Command = {
	name: 'restore',
	summary: 'put a copy in the place of the database; the server must be stopped',
	help: `npm run firstbell -- restore FILE

Stop the server first. The copy is verified before anything is touched; the replaced database is kept aside in the data
folder, under replaced. A new epoch begins: when the server runs again, every tablet sends again what was made on it, and
each entry arrives once, under its own time.
Exit code 0: restored. 1: refused, and nothing was changed.`,
	async run(args, { dataDir, realNow, say, warn }) {
		const [file] = words(args, {}, 1).positionals;
		if (file === undefined) throw new Misuse('Say which copy: restore FILE.');
		const { schools, aside, broughtOver } = await restoreFrom(resolve(file), { dataDir, realNow });
		for (const { name, position, facts } of schools)
			say(`${name}: ${counted(facts, 'fact')} walked in the copy, up to position ${position}`);
		if (aside !== null) say(`The replaced database is kept: ${aside}`);
		if (!broughtOver)
			warn(
				'The replaced database could not be read. Sign-ins since the copy are known by their seal, as long as the file “secret” is the same; a tablet that was set up since must be signed in again, and what was marked on it waits for the office under “Needs checking”.'
			);
		say('What was purged since the copy is back: look at retention again.');
		say('Restored. Start the server with npm start: the tablets send again what they hold.');
		return 0;
	}
};
