import type { Page } from '@playwright/test';

/** Slows the page's own thread, as a school's tablets are slow; IndexedDB's process and the worker keep their speed. */
export async function throttle(page: Page, rate: number): Promise<void> {
	const devtools = await page.context().newCDPSession(page);
	await devtools.send('Emulation.setCPUThrottlingRate', { rate });
}

/** One tap, in milliseconds from the browser's own stamp of the tap. */
export interface TapTimes {
	toPaint: number;
	toDurable: number;
}

/** From now on the page notes, for each tap, when its answer was painted and when its row said it is durable. */
export async function watchTaps(page: Page): Promise<void> {
	await page.evaluate(() => {
		const taps: { pupil: string; at: number; toPaint?: number; toDurable?: number }[] = [];
		Object.assign(window, { taps });
		const openTap = (pupil: string | null) => taps.findLast((tap) => tap.pupil === pupil);
		document.addEventListener(
			'click',
			(event) => {
				const row = event.target instanceof Element ? event.target.closest('li[data-pupil]') : null;
				if (row) taps.push({ pupil: row.getAttribute('data-pupil') ?? '', at: event.timeStamp });
			},
			{ capture: true }
		);
		const afterPaint = (then: () => void) =>
			requestAnimationFrame(() => {
				const { port1, port2 } = new MessageChannel();
				port1.onmessage = then;
				port2.postMessage(null);
			});
		new MutationObserver((changes) => {
			for (const { target } of changes) {
				const row = target instanceof Element ? target.closest('li[data-pupil]') : null;
				const tap = openTap(row?.getAttribute('data-pupil') ?? null);
				if (!row || !tap) continue;
				const isChosen =
					row.querySelector('[aria-pressed="true"], [aria-checked="true"], input:checked') !== null;
				if (isChosen && tap.toPaint === undefined) {
					tap.toPaint = -1;
					afterPaint(() => (tap.toPaint = performance.now() - tap.at));
				}
				const state = row.getAttribute('data-state');
				if ((state === 'saved' || state === 'received') && tap.toDurable === undefined && isChosen)
					tap.toDurable = performance.now() - tap.at;
			}
		}).observe(document.body, { subtree: true, childList: true, attributes: true });
	});
}

/** What the page has noted, once every tap is painted and durable. */
export async function tapTimes(page: Page, count: number): Promise<TapTimes[]> {
	const noted = await page.waitForFunction((most) => {
		const taps = (window as unknown as { taps: { toPaint?: number; toDurable?: number }[] }).taps;
		const whole = taps.filter((tap) => (tap.toPaint ?? -1) >= 0 && tap.toDurable !== undefined);
		return whole.length >= most ? whole : null;
	}, count);
	return (await noted.jsonValue()) as TapTimes[];
}

/**
 * Before any page loads: milliseconds from the start of a navigation to a register of thirty that is painted and can be tapped.
 * The page says it by itself: a robot that asks brings its own script along, in the middle of the start.
 */
export async function watchStart(page: Page): Promise<{ usableAt: Promise<number> }> {
	await page.addInitScript((mark) => {
		const look = () => {
			const ready = document.querySelectorAll('li[data-pupil] :is(button, input):enabled').length >= 90;
			if (!ready) return requestAnimationFrame(look);
			const { port1, port2 } = new MessageChannel();
			port1.onmessage = () => console.debug(mark, performance.now());
			port2.postMessage(null);
		};
		requestAnimationFrame(look);
	}, USABLE);
	const said = page.waitForEvent('console', (message) => message.text().startsWith(USABLE));
	return { usableAt: said.then((message) => Number(message.text().slice(USABLE.length))) };
}

const USABLE = 'usable at ';

/** From now on the page notes how long each typed letter takes from the browser's own stamp to its paint. */
export async function watchLetters(page: Page): Promise<void> {
	await page.evaluate(() => {
		const letters: number[] = [];
		Object.assign(window, { letters });
		document.addEventListener(
			'input',
			(event) =>
				requestAnimationFrame(() => {
					const { port1, port2 } = new MessageChannel();
					port1.onmessage = () => letters.push(performance.now() - event.timeStamp);
					port2.postMessage(null);
				}),
			{ capture: true }
		);
	});
}

/** What the page has noted of letters, once each is painted. */
export async function letterTimes(page: Page, count: number): Promise<number[]> {
	const noted = await page.waitForFunction((most) => {
		const { letters } = window as unknown as { letters: number[] };
		return letters.length >= most ? letters : null;
	}, count);
	return (await noted.jsonValue()) ?? [];
}

/** Presses the board's two half-days in turn; milliseconds from each press until every card of the other is painted. */
export async function halfDayTimes(page: Page, count: number): Promise<number[]> {
	return page.evaluate(async (presses) => {
		const halves = [...document.querySelectorAll<HTMLButtonElement>('.sessions button')];
		const took: number[] = [];
		for (let at = 0; at < presses; at++) {
			const from = performance.now();
			halves[(at + 1) % 2]?.click();
			await new Promise<void>((painted) =>
				requestAnimationFrame(() => {
					const { port1, port2 } = new MessageChannel();
					port1.onmessage = () => painted();
					port2.postMessage(null);
				})
			);
			took.push(performance.now() - from);
			await new Promise((rest) => setTimeout(rest, 200));
		}
		return took;
	}, count);
}

/** From now on the page notes when each card of the board first says so many marks of its class. */
export async function watchCards(page: Page): Promise<void> {
	await page.evaluate(() => {
		const shown = new Map<string, number>();
		Object.assign(window, { shown });
		const look = () => {
			for (const card of document.querySelectorAll('button[data-class]')) {
				const said = /Started (\d+) of/.exec(card.textContent)?.[1];
				const key = `${card.getAttribute('data-class') ?? ''} ${said ?? ''}`;
				if (said && !shown.has(key)) shown.set(key, Date.now());
			}
		};
		new MutationObserver(() => requestAnimationFrame(look)).observe(document.body, {
			subtree: true,
			childList: true,
			characterData: true
		});
	});
}

/** When (epoch ms) the card of a class first said so many marks, or later ones. */
export async function shownAt(page: Page, classId: string, marks: number): Promise<number> {
	const at = await page.waitForFunction(
		([id, least]) => {
			const { shown } = window as unknown as { shown: Map<string, number> };
			const times = [...shown].filter(([key]) => {
				const [of, said] = key.split(' ');
				return of === id && Number(said) >= least;
			});
			return times.length > 0 ? Math.min(...times.map(([, when]) => when)) : null;
		},
		[classId, marks] as const
	);
	return (await at.jsonValue()) ?? Number.NaN;
}
