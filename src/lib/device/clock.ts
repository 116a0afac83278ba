import type { Clock } from '../rules/facts.ts';

/** What one exchange with the server showed of this device's clock. */
export interface ClockMeasure {
	/** Add to the device's own time to get the school's. */
	offsetMs: number;
	/** Half the round trip. */
	doubtMs: number;
	/** The device's own time of the measure. */
	measuredAt: number;
	shiftMs?: number;
}

/** A cheap quartz drifts about eight seconds a day. */
const DRIFT = 1e-4;
/** Doubt is rounded up, so that taps of one minute share their clock and travel compactly. */
const DOUBT_STEP_MS = 10;
/** One day; as a doubt, enough to make every mark worth a look. */
export const DAY_MS = 86_400_000;
/** Smaller jumps of the clock are the system's own corrections. */
const STEP_MS = 1_000;

/** A measure from one exchange: sent at, answered at (device's own time), and the time the server told in between. */
export function measureClock(exchange: {
	answeredAt: number;
	roundTripMs: number;
	serverNow: number;
	shiftMs?: number | undefined;
}): ClockMeasure {
	const { answeredAt, serverNow, shiftMs } = exchange;
	const half = Math.max(0, exchange.roundTripMs) / 2;
	return {
		offsetMs: Math.round(serverNow - (answeredAt - half)),
		doubtMs: Math.ceil(half),
		measuredAt: answeredAt,
		...(shiftMs === undefined ? {} : { shiftMs })
	};
}

/** Of two measures that agree, the surer one; of two that do not, the later: the clock was set in between. */
export function betterMeasure(before: ClockMeasure | undefined, later: ClockMeasure): ClockMeasure {
	if (!before || before.shiftMs !== later.shiftMs || later.measuredAt < before.measuredAt) return later;
	const doubtBefore = before.doubtMs + (later.measuredAt - before.measuredAt) * DRIFT;
	const agree = Math.abs(before.offsetMs - later.offsetMs) <= doubtBefore + later.doubtMs;
	return agree && doubtBefore < later.doubtMs ? before : later;
}

/** The clock a fact made now carries: its doubt grows with the time since the measure and with each jump seen since. */
export function clockAt(
	measure: ClockMeasure | undefined,
	now: number,
	{ jumpedMs = 0, denied = false }: { jumpedMs?: number; denied?: boolean } = {}
): Clock {
	if (!measure) return { offsetMs: 0, doubtMs: null };
	const since = Math.abs(now - measure.measuredAt) * DRIFT;
	const doubt = measure.doubtMs + since + jumpedMs + (denied ? DAY_MS : 0);
	return {
		offsetMs: measure.offsetMs,
		doubtMs: Math.ceil(doubt / DOUBT_STEP_MS) * DOUBT_STEP_MS,
		...(measure.shiftMs === undefined ? {} : { shiftMs: measure.shiftMs })
	};
}

/** Watches the wall clock against the monotonic one within one page's life. */
export class Jumps {
	/** Wall minus monotonic time, as it was at the last measure. */
	#gap: number;
	#gapWhenHidden: number | null = null;

	constructor(wall: number, mono: number) {
		this.#gap = wall - mono;
	}

	/** A measure was taken: what jumped before it no longer matters, nor how long the page has slept out of sight. */
	restart(wall: number, mono: number): void {
		this.#gap = wall - mono;
		if (this.#gapWhenHidden !== null) this.#gapWhenHidden = this.#gap;
	}

	/** The page goes out of sight. */
	hidden(wall: number, mono: number): void {
		this.#gapWhenHidden = wall - mono;
	}

	/** The page is back: on many tablets the monotonic clock stands still in sleep, so a jump ahead meanwhile proves nothing. */
	visible(wall: number, mono: number): void {
		if (this.#gapWhenHidden !== null) this.#gap += Math.max(0, wall - mono - this.#gapWhenHidden);
		this.#gapWhenHidden = null;
	}

	/** How far the wall clock has jumped since the last measure; 0 if it ran on. */
	jumpedMs(wall: number, mono: number): number {
		const jumped = Math.round(Math.abs(wall - mono - this.#gap));
		return jumped > STEP_MS ? jumped : 0;
	}
}
