import { realpathSync } from 'node:fs';
import { backup } from './backup.ts';
import { Misuse, type Around, type Command } from './command.ts';
import { exportRegister } from './export.ts';
import { hold } from './hold.ts';
import { dataFolder } from './prepare-data.ts';
import { rebuild } from './rebuild.ts';
import { restore } from './restore.ts';
import { retention } from './retention.ts';
import { told } from './told.ts';
import { verify } from './verify.ts';
import { verifyExport } from './verify-export.ts';

const COMMANDS: readonly Command[] = [
	...[verify, backup, restore, exportRegister, verifyExport, retention, hold, rebuild]
];

/** Runs one command; answers with its exit code: 0 well, 1 a verdict or a refusal in a sentence, 2 not understood. */
export async function firstbell([name, ...args]: string[], around: Around): Promise<number> {
	const command = COMMANDS.find((each) => each.name === name);
	const asksHelp = name === undefined || ['help', '--help', '-h'].includes(name);
	const about = asksHelp ? COMMANDS.find((each) => each.name === args[0]) : undefined;
	if (about) {
		around.say(about.help);
		return 0;
	}
	if (asksHelp && args[0] !== undefined) {
		around.warn(`There is no command “${args[0]}”. npm run firstbell -- help lists them.`);
		return 2;
	}
	if (asksHelp) {
		around.say(overview());
		return 0;
	}
	if (!command) {
		around.warn(`There is no command “${name}”. npm run firstbell -- help lists them.`);
		return 2;
	}
	if (args.some((each) => ['--help', '-h'].includes(each))) {
		around.say(command.help);
		return 0;
	}
	try {
		return await command.run(args, around);
	} catch (cause) {
		if (cause instanceof Misuse) {
			around.warn(`${cause.message}\nnpm run firstbell -- help ${command.name} says how.`);
			return 2;
		}
		around.warn(told(cause));
		return 1;
	}
}

function overview(): string {
	const widest = Math.max(...COMMANDS.map((each) => each.name.length));
	return [
		'Firstbell: what a school’s register needs besides its screens.',
		'',
		'npm run firstbell -- COMMAND',
		'',
		...COMMANDS.map((each) => `  ${each.name.padEnd(widest)}  ${each.summary}`),
		`  ${'help'.padEnd(widest)}  this, or help COMMAND for one of them`,
		'',
		'DATA_DIR says which data folder; ./data unless said. docs/OPERATING.md tells more.'
	].join('\n');
}

// Not `import.meta.main`: Node 22 has none.
if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === import.meta.filename) {
	const { env } = process;
	process.exitCode = await firstbell(process.argv.slice(2), {
		dataDir: dataFolder(env.DATA_DIR),
		env,
		realNow: Date.now,
		say: (line) => console.log(line),
		warn: (line) => console.error(line)
	});
}
