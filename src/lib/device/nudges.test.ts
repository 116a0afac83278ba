import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { signedInTablet, type FakeTablet } from './fake-tablet.ts';
import { surroundings } from './surroundings.ts';

/** The browser's stream of events, with its other end in the test's hand. */
class Stream extends EventTarget {
	static opened: Stream[] = [];
	isClosed = false;
	readonly path: string;

	constructor(path: string) {
		super();
		this.path = path;
		Stream.opened.push(this);
	}

	close(): void {
		this.isClosed = true;
	}

	say(what: 'nudge' | 'error'): void {
		if (!this.isClosed) this.dispatchEvent(new Event(what));
	}
}

beforeEach(() => {
	Stream.opened = [];
	vi.stubGlobal('EventSource', Stream);
});
afterEach(() => vi.unstubAllGlobals());

/** How many runs begin within two seconds of what is said; polling, every fifteen, is out of reach. */
async function runsAfter(tablet: FakeTablet, stream: Stream | undefined): Promise<number> {
	const before = tablet.school.requests.length;
	stream?.say('nudge');
	tablet.time.pass(2_000);
	await tablet.device.sync('settled');
	// The one that waits for the others is the test’s own.
	return tablet.school.requests.length - before - 1;
}

it('[D-auto] [Y10] a stream that a stopped server has cut is opened again after the next good run, and nudges as before', async () => {
	const tablet = await signedInTablet({ nudges: surroundings({}).nudges });
	const stop = tablet.device.startSyncing();
	await tablet.device.sync('settled');
	expect(Stream.opened.map((each) => each.path)).toEqual(['/api/nudges']);
	const [first] = Stream.opened;
	expect(await runsAfter(tablet, first), 'the hello').toBe(0);
	expect(await runsAfter(tablet, first)).toBe(1);

	first?.say('error');
	expect(first?.isClosed).toBe(true);
	expect(Stream.opened).toHaveLength(1);
	await tablet.device.sync('settled');
	expect(Stream.opened).toHaveLength(2);
	const second = Stream.opened[1];
	expect(await runsAfter(tablet, second), 'the hello').toBe(0);
	expect(await runsAfter(tablet, second)).toBe(1);
	expect(await runsAfter(tablet, first), 'the one that is closed').toBe(0);

	stop();
	expect(second?.isClosed).toBe(true);
	await tablet.device.sync('settled');
	expect(Stream.opened).toHaveLength(2);
});
