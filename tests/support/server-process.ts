import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { DEMO_SCHOOL } from './demo-school.ts';
import { freePort } from './port.ts';

const BUILD = join(import.meta.dirname, '../../build');
const COMPILED = join(import.meta.dirname, '../../.svelte-kit/compiled');
const START_MS_MAX = 60_000;
const STOP_MS_MAX = 15_000;

/** Where a test's server begins. */
export interface ServerPlan {
	/** The school's time at the start, `2026-11-23T08:50` unless said. */
	clock?: string;
	/** The folder of a build; the project's own unless said. */
	build?: string;
	/** A data folder to begin with; the demo school unless said. */
	data?: string;
	/** A program to run it under, which watches it and leaves it the direct child; none unless said. */
	under?: readonly string[];
}

/** The real built server in a process of its own, with a demo school of its own; its port stays over restarts. */
export class ServerProcess {
	readonly port: number;
	readonly dataDir: string;
	readonly databasePath: string;
	/** What the server printed, for a failing test. */
	log = '';
	/** The build that the next start runs. */
	build: string;
	/** The school's time that the next start asks for. */
	clock: string;
	readonly #under: readonly string[];
	#child: ChildProcess | null = null;

	private constructor(port: number, dataDir: string, plan: ServerPlan) {
		this.port = port;
		this.dataDir = dataDir;
		this.databasePath = join(dataDir, 'firstbell.db');
		this.build = plan.build ?? BUILD;
		this.clock = plan.clock ?? '2026-11-23T08:50';
		this.#under = plan.under ?? [];
	}

	/** A server that is ready to start, with its own copy of the school's data. */
	static async prepare(plan: ServerPlan = {}): Promise<ServerProcess> {
		const dataDir = await mkdtemp(join(tmpdir(), 'firstbell-'));
		await cp(plan.data ?? DEMO_SCHOOL, dataDir, { recursive: true });
		return new ServerProcess(await freePort(), dataDir, plan);
	}

	/** Another server on the same data, at a port of its own. */
	static async beside({ dataDir, clock }: ServerProcess): Promise<ServerProcess> {
		return new ServerProcess(await freePort(), dataDir, { clock });
	}

	get isRunning(): boolean {
		return this.#child !== null;
	}

	/** Starts it for browsers that reach it at `origin`; resolves once it takes connections. */
	async start(origin: string): Promise<void> {
		if (this.#child) throw new Error('The server runs already.');
		const [program = '', ...args] = [...this.#under, process.execPath, join(this.build, 'index.js')];
		const child = spawn(program, args, {
			env: {
				PATH: process.env.PATH,
				NODE_ENV: 'production',
				HOST: '127.0.0.1',
				PORT: String(this.port),
				ORIGIN: origin,
				DATA_DIR: this.dataDir,
				FIRSTBELL_CLOCK: this.clock,
				SHUTDOWN_TIMEOUT: '2',
				// The tests start it some three hundred times: what V8 has compiled of it is kept.
				NODE_COMPILE_CACHE: COMPILED,
				// The school's own time must not depend on where the server believes it is.
				TZ: 'Pacific/Auckland'
			},
			stdio: ['ignore', 'pipe', 'pipe']
		});
		this.#child = child;
		child.stdout.on('data', (said: Buffer) => (this.log += said.toString()));
		child.stderr.on('data', (said: Buffer) => (this.log += said.toString()));
		child.once('exit', () => {
			if (this.#child === child) this.#child = null;
		});
		const before = performance.now() + START_MS_MAX;
		while (!(await takesConnections(this.port))) {
			if (child.exitCode !== null) throw new Error(`The server ended by itself:\n${this.log}`);
			if (performance.now() > before) {
				child.kill('SIGKILL');
				throw new Error(`The server did not start in ${START_MS_MAX} ms:\n${this.log}`);
			}
			await pause(25);
		}
	}

	/** Asks the server to end, as an operator does, and waits until it has. */
	async stop(): Promise<void> {
		await this.#end('SIGTERM');
	}

	/** Ends the server between two instructions, as a power cut does. */
	async kill(): Promise<void> {
		await this.#end('SIGKILL');
	}

	/** Stops the server and throws its data away. */
	async remove(): Promise<void> {
		await this.kill();
		await rm(this.dataDir, { recursive: true, force: true });
	}

	async #end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
		const child = this.#child;
		if (!child) return;
		const ended = once(child, 'exit');
		child.kill(signal);
		const patience = setTimeout(() => child.kill('SIGKILL'), STOP_MS_MAX);
		await ended;
		clearTimeout(patience);
		this.#child = null;
	}
}

function takesConnections(port: number): Promise<boolean> {
	return new Promise((resolve) => {
		const socket = connect(port, '127.0.0.1');
		socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
		socket.once('connect', () => socket.destroy());
	});
}
