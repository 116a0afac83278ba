import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { checkExport } from '../lib/server/export/check.ts';
import { publicKeyIn, schoolsPublicKey } from '../lib/server/export/signing.ts';
import { counted, Misuse, words, type Command } from './command.ts';

/** Checks that an export is as it was signed. */
export const verifyExport: Command = {
	name: 'verify-export',
	summary: 'check that an export is as it was signed',
	help: `npm run firstbell -- verify-export FOLDER [--key public-key.pem]

Checks the signature, every file, and the chain of facts. The key is compared with --key, else with the school’s own in the
data folder; where there is neither, compare the fingerprint by eye. The verdict is the last line.
Exit code 0: as it was signed. 1: not, or signed with another key.`,
	async run(args, { dataDir, say, warn }) {
		const { values, positionals } = words(args, { key: { type: 'string' } }, 1);
		const [folder] = positionals;
		if (folder === undefined) throw new Misuse('Say which folder: verify-export FOLDER.');
		if (!existsSync(folder)) throw new Error(`There is no folder ${folder}.`);
		const expected = values.key === undefined ? schoolsPublicKey(dataDir) : keyFrom(resolve(values.key));
		const checked = await checkExport(resolve(folder), expected);
		say(
			`${counted(checked.files, 'file')} listed, ${counted(checked.facts, 'fact')} walked, ${checked.purged.toLocaleString('en-GB')} of them purged`
		);
		if (checked.fingerprint !== null) say(`Signed with the key ${checked.fingerprint}`);
		if (checked.isExpectedKey === null && checked.fingerprint !== null)
			say('There is no key here to compare that with: compare it with what the school wrote down.');
		for (const sentence of checked.wrong) warn(sentence);
		if (checked.isExpectedKey === false)
			warn('It is signed with another key than the one it was compared with.');
		const isGenuine = checked.wrong.length === 0 && checked.isExpectedKey !== false;
		if (isGenuine) say('Verdict: as it was signed.');
		else warn('Verdict: NOT as it was signed.');
		return isGenuine ? 0 : 1;
	}
};

function keyFrom(path: string) {
	try {
		return publicKeyIn(readFileSync(path));
	} catch {
		throw new Error(`${path} does not hold a public key.`);
	}
}
