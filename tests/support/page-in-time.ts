import { FakeTime } from '../../src/lib/device/fake-tablet.ts';
import type { DeviceOptions, PageEvent } from '../../src/lib/device/surroundings.ts';
import type { SmallSchool } from './small-school.ts';

/** The page and the clocks of a tablet of the small school: time passes for both ends, and only when a test says so. */
export class PageInTime {
	readonly time = new FakeTime();
	readonly page = { visible: true };
	/** What the tablet’s own clock is ahead of the school’s, in milliseconds. */
	skewMs = 0;
	/** How many wait for a nudge now. */
	listening = 0;
	readonly #school: () => SmallSchool;
	readonly #heard = new Set<(what: PageEvent) => void>();

	constructor(school: () => SmallSchool) {
		this.#school = school;
		this.time.wall = school().time;
	}

	/** What a device takes from this page; nudges are never heard, as on a line that has died without a word. */
	get around(): Partial<DeviceOptions> {
		return {
			now: () => this.time.wall + this.skewMs,
			mono: () => this.time.mono,
			after: this.time.after,
			page: {
				isVisible: () => this.page.visible,
				listen: (listener) => {
					this.#heard.add(listener);
					return () => this.#heard.delete(listener);
				}
			},
			nudges: () => {
				this.listening += 1;
				return () => (this.listening -= 1);
			}
		};
	}

	tell(what: PageEvent): void {
		if (what === 'hidden' || what === 'visible') this.page.visible = what === 'visible';
		for (const listener of this.#heard) listener(what);
	}

	/** Time passes for tablet and school, and what falls due runs. */
	pass(ms: number): void {
		this.#school().time += ms;
		this.time.pass(ms);
	}

	/** The tablet sleeps: the school’s and the wall’s time go on, its timers and the clock that only grows stand still. */
	sleep(ms: number): void {
		this.#school().time += ms;
		this.time.wall += ms;
	}
}
