import 'fake-indexeddb/auto';
import { Device } from '../../src/lib/device/device.ts';
import { readRegister } from '../../src/lib/rules/register.ts';
import type { Session } from '../../src/lib/rules/sessions.ts';
import { REGISTER, SCHOOL } from '../support/small-school.ts';
import type { OnTheLine, Served } from './served.ts';

/** What a device is placed in: a server (that may be exchanged for another), a clock, and a line. */
export interface Place {
	server: Served;
	/** Epoch ms, of device and server alike. */
	time: number;
	isUp: boolean;
	/** Changes what goes over the wire, or listens to it. */
	sends?: (body: string) => string;
	heard?: (sent: string, answer: { status: number; text: string }, from: OnTheLine) => void;
}

/** One with a person: there is a sign-in `in-…` of that person on this device in every recorded school. */
export interface Who extends OnTheLine {
	person: NonNullable<OnTheLine['person']>;
}

/** The device code at hand on a browser's database, new or held already, in a place. */
export function openDevice(name: string, who: Who, place: Place): Promise<Device> {
	const now = () => place.time;
	const answer = (status: number, text: string) =>
		new Response(text, { status, headers: { 'content-type': 'application/json' } });
	return Device.open({
		name,
		version: '0.1.0',
		now,
		mono: now,
		random: () => 0.5,
		after: () => () => {},
		alone: (_name, run) => run(),
		persist: async () => null,
		condition: async () => ({ freeBytes: null, battery: null }),
		page: { isVisible: () => true, listen: () => () => {} },
		post: async (path, body) => {
			if (!place.isUp) throw new TypeError('Failed to fetch');
			if (path === '/api/sign-in') return answer(200, JSON.stringify(signedIn(who)));
			const sent = place.sends?.(body) ?? body;
			const answered = await place.server.post(sent, who);
			place.heard?.(sent, answered, who);
			return answer(answered.status, answered.text);
		}
	});
}

function signedIn({ deviceId, person }: Who) {
	return {
		signInId: `in-${person.staffId}`,
		deviceId,
		deviceName: deviceId,
		schoolId: SCHOOL,
		schoolName: 'St James’s',
		person
	};
}

/** Syncs until what this device knows has settled. */
export async function settle(device: Device): Promise<void> {
	for (let run = 0; run < 3; run += 1) await device.sync('test');
}

/** What a register's screen shows of one half-day, in what every version can say. */
export async function shownOn(device: Device, session: Session) {
	const of = { ...REGISTER, session };
	const { book, facts, refused, unsentIds } = await device.registerFacts(of.classId, of.date, session);
	const register = readRegister(book, facts, of);
	return {
		rows: register.rows.map(({ pupil, mark }) => ({
			pupilId: pupil.pupilId,
			shown: mark.shown,
			code: mark.code,
			isDisputed: mark.dispute !== null,
			arrivedAt: mark.arrival?.at ?? null,
			entries: mark.history.map((line) => line.entry.id)
		})),
		finishedBy: register.finishedBy,
		unlisted: register.unlisted.map((each) => each.name),
		refused: refused.map((each) => each.fact.id).sort(),
		unsent: [...unsentIds].sort()
	};
}

/** What a register shows. */
export type Shown = Awaited<ReturnType<typeof shownOn>>;
