import 'fake-indexeddb/auto';
import type { HeldFact } from '../rules/facts.ts';
import { Database } from './database.ts';
import { Device } from './device.ts';
import type { Draft } from './draft.ts';
import { FakeSchool } from './fake-school.ts';
import { newId } from './id.ts';
import type { DeviceOptions, PageEvent } from './surroundings.ts';

/** A virtual clock with timers: time passes only when a test says so. */
export class FakeTime {
	wall = Date.UTC(2026, 10, 23, 8, 50);
	mono = 1_000;
	#timers = new Map<object, { at: number; then: () => void }>();

	readonly after = (ms: number, then: () => void): (() => void) => {
		const key = {};
		this.#timers.set(key, { at: this.mono + ms, then });
		return () => this.#timers.delete(key);
	};

	/** Milliseconds until each timer that is set, soonest first. */
	due(): number[] {
		return [...this.#timers.values()].map(({ at }) => at - this.mono).sort((a, b) => a - b);
	}

	/** Lets time pass and runs what falls due, in order. */
	pass(ms: number): void {
		const until = this.mono + ms;
		for (;;) {
			const next = [...this.#timers]
				.filter(([, timer]) => timer.at <= until)
				.sort(([, a], [, b]) => a.at - b.at)[0];
			if (!next) break;
			const [key, timer] = next;
			this.#timers.delete(key);
			this.#move(timer.at - this.mono);
			timer.then();
		}
		this.#move(until - this.mono);
	}

	#move(ms: number): void {
		this.mono += ms;
		this.wall += ms;
	}
}

/** A tablet for tests: a real device on a real (fake) IndexedDB, with time, chance, page and network in the test's hand. */
export interface FakeTablet {
	device: Device;
	db: Database;
	school: FakeSchool;
	time: FakeTime;
	/** Tells the page's life to the device. */
	tell: (what: PageEvent) => void;
	/** The school says that there is something new; the answer is how many listened. */
	nudge: () => number;
	page: { visible: boolean };
	/** A second device on the same database: another tab, or the same tablet after a relaunch. */
	again: (options?: Partial<DeviceOptions>) => Promise<FakeTablet>;
}

let names = 0;

/** Opens a tablet of its own. */
export async function fakeTablet(
	options: Partial<DeviceOptions> = {},
	with_?: { school?: FakeSchool; time?: FakeTime }
): Promise<FakeTablet> {
	const school = with_?.school ?? new FakeSchool();
	const time = with_?.time ?? new FakeTime();
	const page = { visible: true };
	const heard = new Set<(what: PageEvent) => void>();
	const nudging = new Set<() => void>();
	names += 1;
	const all: Partial<DeviceOptions> = {
		name: `tablet ${names}`,
		version: '1.0.0',
		now: () => time.wall,
		mono: () => time.mono,
		newId: (at = time.wall) => newId(at),
		random: () => 0.5,
		post: school.post,
		after: time.after,
		page: {
			isVisible: () => page.visible,
			listen: (listener) => {
				heard.add(listener);
				return () => heard.delete(listener);
			}
		},
		nudges: (nudged) => {
			nudging.add(nudged);
			return () => nudging.delete(nudged);
		},
		alone: (_name, run) => run(),
		condition: () => Promise.resolve({ freeBytes: 1_000_000, battery: 0.5 }),
		persist: () => Promise.resolve(true),
		...options
	};
	const device = await Device.open(all);
	const db = new Database(all.name ?? '');
	await db.open();
	return {
		device,
		db,
		school,
		time,
		page,
		tell: (what) => heard.forEach((listener) => listener(what)),
		nudge: () => {
			nudging.forEach((nudged) => nudged());
			return nudging.size;
		},
		again: (more = {}) => fakeTablet({ ...all, ...more }, { school, time })
	};
}

/** A tablet on which Ms Adeyemi has signed in, and which has synced once. */
export async function signedInTablet(
	options: Partial<DeviceOptions> = {},
	with_?: { school?: FakeSchool; time?: FakeTime }
): Promise<FakeTablet> {
	const tablet = await fakeTablet(options, with_);
	await tablet.device.signIn('adeyemi', 'secret');
	await tablet.device.sync('test');
	return tablet;
}

export const AT = { classId: '3A', date: '2026-11-23', session: 'AM' } as const;

/** A tap on one pupil. */
export function tap(pupilId: string, code: '/' | 'N' | 'L' = '/'): Draft {
	return { kind: 'mark', ...AT, pupilId, how: 'tapped', code, sawPlans: [] };
}

/** That many taps, each on a pupil of its own. */
export const marks = (count: number) => Array.from({ length: count }, (_, at) => tap(`p-${at}`));

/** A fact that somebody else made, as the school holds it. */
export function othersFact(fact: { id: string; kind: string } & Record<string, unknown>): HeldFact {
	return {
		v: 1,
		clientId: 'other-client',
		seq: 1,
		signInId: 'other-sign-in',
		madeAt: Date.UTC(2026, 10, 20, 9, 0),
		clock: { offsetMs: 0, doubtMs: 0 },
		maker: { staffId: 's-9', name: 'Office', position: 'Attendance officer', role: 'attendance' },
		...fact
	} as unknown as HeldFact;
}

/** Class 3A with three pupils, its calendar and settings. */
export function schoolBook(): HeldFact[] {
	const pupils = ['p-1', 'p-2', 'p-3'];
	return [
		othersFact({ id: 'c-3A', kind: 'class', classId: '3A', name: '3A', years: ['3'], order: 1 }),
		othersFact({
			id: 'set-1',
			kind: 'settings',
			from: '2026-09-01',
			schoolName: 'St James',
			callingOrder: 'forename',
			show: 'names',
			arrivalReasons: [],
			times: {
				AM: { open: '08:50', close: '09:10', end: '12:00' },
				PM: { open: '13:00', close: '13:10', end: '15:30' }
			}
		}),
		...pupils.flatMap((pupilId) => [
			othersFact({
				id: `pupil ${pupilId}`,
				kind: 'pupil',
				pupilId,
				forename: pupilId,
				surname: 'Khan',
				dob: '2018-01-01',
				year: '3'
			}),
			othersFact({ id: `place ${pupilId}`, kind: 'place', pupilId, classId: '3A', from: '2026-09-01' })
		])
	];
}

/** Every row of the outbox as it lies there, in order. */
export async function outboxOf(db: Database): Promise<string[]> {
	return (await db.outbox.orderBy('[clientId+seq]').toArray()).map((row) => JSON.stringify(row));
}
