import { Ledger } from './ledger.ts';
import { Proxy } from './proxy.ts';
import { ServerProcess, type ServerPlan } from './server-process.ts';
import type { StrictConsole } from './strict-console.ts';

/** The register that every test is about: 4 Elm on the morning of the demo clock. */
export const ELM_AM = { classId: 'c-4elm', date: '2026-11-23', session: 'AM' } as const;

/** A school on trial: the real server, the network before it, and a look into its database. */
export class School {
	readonly server: ServerProcess;
	readonly network: Proxy;
	readonly ledger: Ledger;
	/** Where browsers find it. */
	readonly url: string;
	readonly #console: StrictConsole;
	#otherNetworks: Proxy[] = [];

	private constructor(server: ServerProcess, network: Proxy, console: StrictConsole) {
		this.server = server;
		this.network = network;
		this.url = network.url;
		this.ledger = new Ledger(server.databasePath);
		this.#console = console;
	}

	/** A running demo school of its own. */
	static async open(plan: ServerPlan, console: StrictConsole): Promise<School> {
		const server = await ServerProcess.prepare(plan);
		const school = new School(server, await Proxy.before(server.port), console);
		await school.start();
		return school;
	}

	/** Starts the server again, on the same address and data, with the network up. */
	async start(): Promise<void> {
		await this.server.start(this.url);
		await this.network.pass();
	}

	/** Truly stops the server process, and nobody listens at its address. */
	async stop(): Promise<void> {
		this.expectFailures();
		await this.network.refuse();
		await this.server.stop();
	}

	/** From now on the test breaks the network on purpose. */
	expectFailures(): void {
		this.#console.allowNetworkFailures();
	}

	/** Another way to the same server, for a second tablet whose network has faults of its own. */
	async otherNetwork(): Promise<Proxy> {
		const other = await Proxy.before(this.server.port);
		this.#otherNetworks.push(other);
		return other;
	}

	async close(): Promise<void> {
		for (const network of [this.network, ...this.#otherNetworks]) await network.close();
		await this.server.remove();
	}
}
