import 'fake-indexeddb/auto';
import { Device, type DeviceOptions } from '../../src/lib/device/device.ts';
import { SyncRequest } from '../../src/lib/protocol/sync.ts';
import type { Accepted } from '../../src/lib/rules/facts.ts';
import { readRegister, type Register, type RegisterOf } from '../../src/lib/rules/register.ts';
import { fileKeyOf } from '../../src/lib/server/access/file-seal.ts';
import { sync } from '../../src/lib/server/sync/sync.ts';
import { REGISTER, SCHOOL, type SmallSchool } from './small-school.ts';

type Maker = Accepted['maker'];

/** What happens to the next requests of a tablet; `signed-out`: its sign-in has expired, and only its facts are taken. */
export type Line = 'up' | 'down' | 'reply-lost' | 'signed-out';

/** What stands between the tablet and the school: it may answer a push itself, or spoil, keep or drop the school's answer. */
export type Between = (answer: () => Promise<Response>, body: string) => Promise<Response>;

/** A tablet of the small school: the real device code, its own database, and a line to the real handler that can break. */
export class Tablet {
	readonly device: Device;
	readonly #line: Wire;
	/** Opens the same browser once more. */
	readonly #again: () => Promise<Device>;

	private constructor(device: Device, line: Wire, again: () => Promise<Device>) {
		this.device = device;
		this.#line = line;
		this.#again = again;
	}

	/** Signs a person in on a device that the school has enrolled. `name` is the browser's database: equal names, one browser. */
	static async open(
		getSchool: () => SmallSchool,
		deviceId: string,
		person: Maker,
		name = deviceId,
		otherwise: Partial<DeviceOptions> = {},
		signInId?: string
	): Promise<Tablet> {
		const line: Wire = { is: 'up', between: null, person, signInId: '' };
		const around: Partial<DeviceOptions> = {
			name: databaseOf(name),
			now: () => getSchool().time,
			mono: () => getSchool().time,
			random: () => 0.5,
			after: () => () => {},
			alone: (_name, run) => run(),
			persist: async () => null,
			condition: async () => ({ freeBytes: null, battery: null }),
			page: { isVisible: () => true, listen: () => () => {} },
			post: async (path, body) => {
				if (line.is === 'down') throw new TypeError('Failed to fetch');
				if (path === '/api/sign-in')
					return reply(200, {
						signInId: line.signInId,
						deviceId,
						deviceName: deviceId,
						fileKey: fileKeyOf(getSchool().world.secret, { schoolId: SCHOOL, deviceId }),
						schoolId: SCHOOL,
						schoolName: 'St James’s',
						person: line.person
					});
				if (path !== '/api/sync') return reply(200, {});
				const answer = async () => {
					const revokedAt = await revokedAtOf(getSchool(), deviceId);
					const isKnown = line.is !== 'signed-out' && revokedAt === null;
					return reply(
						200,
						await sync(getSchool().world, SyncRequest.parse(JSON.parse(body)), {
							device: { deviceId, revokedAt, byFile: false },
							person: isKnown ? line.person : null
						})
					);
				};
				const answered = line.between ? await line.between(answer, body) : await answer();
				if (line.is === 'reply-lost') throw new TypeError('The reply was lost');
				return answered;
			},
			...otherwise
		};
		const again = () => Device.open(around);
		const tablet = new Tablet(await again(), line, again);
		await tablet.signIn(person, signInId);
		return tablet;
	}

	/** The page of this tablet opened anew on what its disk holds, with nothing in its way; nobody need sign in. */
	async reopened(): Promise<Tablet> {
		this.device.close();
		Object.assign(this.#line, { is: 'up', between: null });
		return new Tablet(await this.#again(), this.#line, this.#again);
	}

	/** The next person on this tablet, under the sign-in that the school has for them. */
	async signIn(person: Maker, signInId = `in-${person.staffId}`): Promise<void> {
		Object.assign(this.#line, { person, signInId });
		await this.device.signIn('someone', 'secret');
		await this.sync();
	}

	set line(is: Line) {
		this.#line.is = is;
	}

	/** Stands in the way of each push from now on; null: nothing does. */
	set between(stands: Between | null) {
		this.#line.between = stands;
	}

	/** Syncs until what this device knows has settled. */
	async sync(): Promise<void> {
		for (let run = 0; run < 3; run += 1) await this.device.sync('test');
	}

	/** The register as this tablet's screen shows it. */
	async register(of: RegisterOf = REGISTER): Promise<Register> {
		const { book, facts } = await this.device.registerFacts(of.classId, of.date, of.session);
		return readRegister(book, facts, of);
	}

	async mark(pupilId: string) {
		const row = (await this.register()).rows.find((each) => each.pupil.pupilId === pupilId);
		if (!row) throw new Error(`${pupilId} is not on this register.`);
		return row.mark;
	}

	/** A tap on a pupil, as the register screen records it. */
	async tap(pupilId: string, code: '/' | 'L' | 'N' | 'I', over: { reason?: string } = {}): Promise<string> {
		const [fact] = await this.device.record({
			kind: 'mark',
			...REGISTER,
			pupilId,
			how: 'tapped',
			code,
			sawPlans: [],
			...over
		});
		return fact?.id ?? '';
	}
}

interface Wire {
	is: Line;
	between: Between | null;
	person: Maker;
	signInId: string;
}

/** The name of a browser's database in the test under way. */
export function databaseOf(name: string): string {
	return `${browsers} ${name}`;
}

/** A JSON answer. */
export function reply(status: number, body: unknown): Response {
	return new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });
}

async function revokedAtOf({ database }: SmallSchool, deviceId: string): Promise<number | null> {
	const row = await database.db
		.selectFrom('device')
		.select('revokedAt')
		.where('deviceId', '=', deviceId)
		.executeTakeFirst();
	return row?.revokedAt ?? null;
}

/** Browsers that have never been used: for the start of a test. */
export function newBrowsers(): void {
	browsers += 1;
}

let browsers = 0;
