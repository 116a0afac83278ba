import { spawn, type ChildProcess } from 'node:child_process';
import { connect } from 'node:net';
import { join, resolve as absolute } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { makeFolder } from '../lib/server/make-folder.ts';
import { serveAlone } from '../lib/server/store/folder-lock.ts';
import { buildIfOld } from './build-if-old.ts';
import { NightlyBackup } from './nightly-backup.ts';
import { mustBeFree, portOf } from './port-free.ts';
import { dataFolder, prepareData } from './prepare-data.ts';
import { told } from './told.ts';
import { welcome } from './welcome.ts';

const ROOT = absolute(import.meta.dirname, '../..');
const say = (line: string): void => console.log(line);

/** Builds what is old, makes or brings up to date the school's data, and runs the server until it is told to stop. */
async function start(env: NodeJS.ProcessEnv): Promise<number> {
	const port = portOf(env.PORT);
	const dataDir = dataFolder(env.DATA_DIR);
	makeFolder(dataDir);
	// Before the port, whose sentence offers another one; and the build would be made anew under the server that runs.
	const letGo = serveAlone(dataDir);
	await mustBeFree(port, env.HOST ?? '0.0.0.0');
	buildIfOld(ROOT, say);
	const prepared = await prepareData({
		dataDir,
		demo: env.FIRSTBELL_DEMO !== '0',
		clockAsked: env.FIRSTBELL_CLOCK,
		secret: env.FIRSTBELL_SECRET,
		say
	});
	if (prepared.schoolName === null)
		throw new Error('There is no school in the data folder, and FIRSTBELL_DEMO=0 asks for no demo school.');

	// The server takes it itself: it may outlive this process.
	letGo();
	const address = env.ORIGIN ?? `http://localhost:${port}`;
	const server = spawn(process.execPath, [join(ROOT, 'build/index.js')], {
		cwd: ROOT,
		env: {
			...env,
			PORT: String(port),
			DATA_DIR: dataDir,
			// Without one the server would take every browser to come by https.
			ORIGIN: address,
			// A file saved on a tablet may hold weeks; each endpoint has a limit of its own below this.
			BODY_SIZE_LIMIT: env.BODY_SIZE_LIMIT ?? '20M',
			// Open tablets keep a connection; an operator who presses Ctrl+C shall not wait for them.
			SHUTDOWN_TIMEOUT: env.SHUTDOWN_TIMEOUT ?? '3'
		},
		stdio: ['ignore', 'inherit', 'inherit']
	});
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
		process.on(signal, () => server.kill(signal));
	const ended = new Promise<number>((resolve) => server.once('exit', (code) => resolve(code ?? 0)));
	if (env.FIRSTBELL_BACKUPS !== '0') new NightlyBackup({ dataDir, env, say }).begin();
	if (await isUp(server, port)) say(`\n${welcome(address, prepared, await demoAccounts(prepared.isDemo))}`);
	return ended;
}

async function isUp(server: ChildProcess, port: number): Promise<boolean> {
	while (server.exitCode === null && server.signalCode === null) {
		if (await takesConnections(port)) return true;
		await pause(50);
	}
	return false;
}

function takesConnections(port: number): Promise<boolean> {
	return new Promise((answer) => {
		const socket = connect(port, 'localhost');
		socket.once('error', () => answer(false));
		socket.once('connect', () => {
			socket.destroy();
			answer(true);
		});
	});
}

async function demoAccounts(isDemo: boolean) {
	if (!isDemo) return null;
	const { DEMO_PASSWORD, STAFF } = await import('../lib/server/demo/staff.ts');
	return { accounts: STAFF, password: DEMO_PASSWORD, first: 'teal' };
}

try {
	process.exit(await start(process.env));
} catch (cause) {
	console.error(told(cause));
	process.exit(1);
}
