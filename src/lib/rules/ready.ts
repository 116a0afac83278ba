import { londonDate, londonMinute } from './sessions.ts';
import { SILENCE_MS } from './status.ts';
import { percentOf, type TabletSeen } from './tablets.ts';

/** How ready a tablet is for 8:50: the worst of what is known, and never green by silence. */
export const READY_LEVELS = ['red', 'amber', 'green'] as const;
export type ReadyLevel = (typeof READY_LEVELS)[number];

export interface Readiness {
	level: ReadyLevel;
	/** What is wrong or not known, the worst first. */
	problems: string[];
	/** Ready; or the first problem, and how many more there are. */
	words: string;
}

/** What the server knows beside the tablet. */
export interface ReadyKnown {
	/** The position that the school gave last. */
	headPosition: number;
	/** The server's own version. */
	appNow: string;
	/** The school's time (epoch ms). */
	now: number;
}

/** Whether a tablet is ready to take registers, as it was last heard [I1]. */
export function readiness(tablet: TabletSeen, known: ReadyKnown): Readiness {
	const checks = tablet.lastSeenAt === null ? [heard] : CHECKS;
	const found = checks.flatMap((check) => check(tablet, known) ?? []);
	const problems = READY_LEVELS.flatMap((level) => found.filter((each) => each.level === level));
	const [first] = problems;
	const more = problems.length - 1;
	return {
		level: first?.level ?? 'green',
		problems: problems.map(({ words }) => words),
		words: first ? `${first.words}${more > 0 ? ` and ${more} more` : ''}` : 'Ready'
	};
}

/** The school's tablets with their readiness, red ones first, then by name; those withdrawn from use are left out [I5]. */
export function inOrder(
	tablets: readonly TabletSeen[],
	known: ReadyKnown
): { tablet: TabletSeen; readiness: Readiness }[] {
	return tablets
		.filter((tablet) => !tablet.isRevoked)
		.map((tablet) => ({ tablet, readiness: readiness(tablet, known) }))
		.sort(
			(a, b) =>
				READY_LEVELS.indexOf(a.readiness.level) - READY_LEVELS.indexOf(b.readiness.level) ||
				alphabetical.compare(a.tablet.name, b.tablet.name) ||
				(a.tablet.deviceId < b.tablet.deviceId ? -1 : 1)
		);
}

interface Problem {
	level: 'red' | 'amber';
	words: string;
}
type CheckOf = (tablet: TabletSeen, known: ReadyKnown) => Problem | null;

const alphabetical = new Intl.Collator('en-GB', { numeric: true });
const MINUTE_MS = 60_000;
const SECOND_MS = 1000;
const CLOCK_AMBER_MS = 60_000;
const CLOCK_RED_MS = 300_000;
const MEGABYTE_BYTES = 1_000_000;
const SPACE_RED_BYTES = 50 * MEGABYTE_BYTES;
const SPACE_AMBER_BYTES = 200 * MEGABYTE_BYTES;
const BATTERY_RED = 0.2;
const BATTERY_AMBER = 0.4;

const CHECKS: readonly CheckOf[] = [heard, waiting, classList, clock, battery, space, storage, version];

/** [I2] Silence is no news: whoever was not heard today may hold anything. */
function heard({ lastSeenAt }: TabletSeen, { now }: ReadyKnown): Problem | null {
	if (lastSeenAt === null) return red('Never heard from since it signed in');
	return londonDate(lastSeenAt) === londonDate(now) ? null : red('Not heard from today');
}

function waiting({ waiting: facts }: TabletSeen): Problem | null {
	if (facts === null) return notKnown('What waits to send');
	return facts > 0 ? red(`${facts} waiting to send`) : null;
}

/** [I3] It has read all that there is, or was heard just now and is reading. */
function classList({ cursor, lastSeenAt }: TabletSeen, { headPosition, now }: ReadyKnown): Problem | null {
	if (cursor === null) return notKnown('Class list');
	if (cursor >= headPosition || lastSeenAt === null || now - lastSeenAt <= SILENCE_MS) return null;
	if (londonDate(lastSeenAt) !== londonDate(now)) return amber('Class list not read today');
	return amber(`Class list last read at ${londonMinute(lastSeenAt)}`);
}

function clock({ clockOffsetMs }: TabletSeen): Problem | null {
	if (clockOffsetMs === null) return notKnown('Clock');
	const out = Math.abs(clockOffsetMs);
	const words = `Clock ${amount(out)} ${clockOffsetMs > 0 ? 'slow' : 'fast'}`;
	if (out > CLOCK_RED_MS) return red(words);
	return out > CLOCK_AMBER_MS ? amber(words) : null;
}

function battery({ battery: charge }: TabletSeen): Problem | null {
	if (charge === null) return notKnown('Battery');
	const words = `Battery ${percentOf(charge)} %`;
	if (charge < BATTERY_RED) return red(words);
	return charge < BATTERY_AMBER ? amber(words) : null;
}

function space({ freeBytes }: TabletSeen): Problem | null {
	if (freeBytes === null) return notKnown('Space');
	const words = `${Math.floor(freeBytes / MEGABYTE_BYTES)} MB of space left`;
	if (freeBytes < SPACE_RED_BYTES) return red(words);
	return freeBytes < SPACE_AMBER_BYTES ? amber(words) : null;
}

function storage({ persisted }: TabletSeen): Problem | null {
	if (persisted === null) return notKnown('Whether its browser keeps the store');
	return persisted ? null : amber('Its browser may clear the store when space runs out');
}

function version({ app }: TabletSeen, { appNow }: ReadyKnown): Problem | null {
	if (app === null) return notKnown('Version');
	return app === appNow ? null : amber(`Version ${app}, the school has ${appNow}`);
}

function amount(ms: number): string {
	const minutes = Math.floor(ms / MINUTE_MS);
	if (minutes > 1) return `${minutes} minutes`;
	return `${Math.floor(ms / SECOND_MS)} seconds`;
}

/** [I4] What the browser does not say is never taken for good. */
function notKnown(what: string): Problem {
	return amber(`${what} not known`);
}

function red(words: string): Problem {
	return { level: 'red', words };
}

function amber(words: string): Problem {
	return { level: 'amber', words };
}
