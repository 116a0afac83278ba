import 'fake-indexeddb/auto';
import { Device } from '../../src/lib/device/device.ts';
import { SyncRequest } from '../../src/lib/protocol/sync.ts';
import type { Accepted } from '../../src/lib/rules/facts.ts';
import { readRegister, type Register, type RegisterOf } from '../../src/lib/rules/register.ts';
import { fileKeyOf } from '../../src/lib/server/access/file-seal.ts';
import { sync } from '../../src/lib/server/sync/sync.ts';
import { REGISTER, SCHOOL, type SmallSchool } from './small-school.ts';

type Maker = Accepted['maker'];

/** What happens to the next requests of a tablet; `signed-out`: its sign-in has expired, and only its facts are taken. */
export type Line = 'up' | 'down' | 'reply-lost' | 'signed-out';

/** A tablet of the small school: the real device code, its own database, and a line to the real handler that can break. */
export class Tablet {
	readonly device: Device;
	readonly #line: { is: Line };

	private constructor(device: Device, line: { is: Line }) {
		this.device = device;
		this.#line = line;
	}

	/** Signs a person in on a device that the school has enrolled. `name` is the browser's database: equal names, one browser. */
	static async open(
		getSchool: () => SmallSchool,
		deviceId: string,
		person: Maker,
		name = deviceId
	): Promise<Tablet> {
		const line: { is: Line } = { is: 'up' };
		const reply = (status: number, body: unknown) =>
			new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });
		const device = await Device.open({
			name: `${browsers} ${name}`,
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
						signInId: `in-${person.staffId}`,
						deviceId,
						deviceName: deviceId,
						fileKey: fileKeyOf(getSchool().world.secret, { schoolId: SCHOOL, deviceId }),
						schoolId: SCHOOL,
						schoolName: 'St James’s',
						person
					});
				const answered = await sync(getSchool().world, SyncRequest.parse(JSON.parse(body)), {
					device: { deviceId, revokedAt: null, byFile: false },
					person: line.is === 'signed-out' ? null : person
				});
				if (line.is === 'reply-lost') throw new TypeError('The reply was lost');
				return reply(200, answered);
			}
		});
		await device.signIn('someone', 'secret');
		const tablet = new Tablet(device, line);
		await tablet.sync();
		return tablet;
	}

	set line(is: Line) {
		this.#line.is = is;
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

/** Browsers that have never been used: for the start of a test. */
export function newBrowsers(): void {
	browsers += 1;
}

let browsers = 0;
