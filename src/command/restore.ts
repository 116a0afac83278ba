import { resolve } from 'node:path';
import { BROUGHT_OVER } from '../lib/server/store/bring-over.ts';
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
		const { schools, aside, lost } = await restoreFrom(resolve(file), { dataDir, realNow });
		for (const { name, position, facts } of schools)
			say(`${name}: ${counted(facts, 'fact')} walked in the copy, up to position ${position}`);
		if (aside === null) warn(`There was no database here before. ${BY_SEAL}`);
		else say(`The replaced database is kept: ${aside}`);
		for (const line of lostWords(lost)) warn(line);
		say('What was purged since the copy is back: look at retention again.');
		say('Restored. Start the server with npm start: the tablets send again what they hold.');
		return 0;
	}
};

const BY_SEAL =
	'Sign-ins since the copy are known by their seal, as long as the file “secret” is the same; a tablet that was set up since must be signed in again, and what was marked on it waits for the office under “Needs checking”.';

/** What stays as it was in the copy, table by table. */
const AS_IN_THE_COPY: Readonly<Record<string, string>> = {
	fact: 'Where the two pasts part: tablets send again all that they hold.',
	device: 'Tablets: withdraw again whichever was withdrawn since the copy.',
	clientDevice: 'Which browser was which tablet.',
	signIn: BY_SEAL,
	appointment: 'Who works here: say again who began, left or changed position since the copy.',
	authUser: 'Accounts: make again those that were made since the copy.',
	authAccount: 'Passwords: those of the copy hold again.',
	authSession: 'Logins: everybody signs in again.',
	quarantine: 'What was refused, and waited under “Needs checking”.',
	notice: 'What the office was told.',
	hold: 'Holds, but for those that could be read: add again what is missing, before anything is purged.'
};

function lostWords(lost: readonly string[]): string[] {
	if (lost.length === 0) return [];
	const isAll = BROUGHT_OVER.every((table) => lost.includes(table));
	return [
		isAll
			? 'The replaced database could not be read. Nothing that was written since the copy came over from it:'
			: 'The replaced database is damaged. What could not be read of it did not come over, and is as it was in the copy:',
		...lost.map(
			(table) => `  ${isAll && table === 'authSession' ? 'Logins.' : (AS_IN_THE_COPY[table] ?? table)}`
		)
	];
}
