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

/** Before any page loads: each page notes when thirty pupils were painted and could be tapped. */
export async function watchStart(page: Page): Promise<void> {
	await page.addInitScript(() => {
		const look = () => {
			const ready = document.querySelectorAll('li[data-pupil] :is(button, input):enabled').length >= 90;
			if (!ready) return requestAnimationFrame(look);
			const { port1, port2 } = new MessageChannel();
			port1.onmessage = () => Object.assign(window, { usableAt: performance.now() });
			port2.postMessage(null);
		};
		requestAnimationFrame(look);
	});
}

/** Milliseconds from the start of the navigation to a register of thirty that can be tapped. */
export async function usableAt(page: Page): Promise<number> {
	const at = await page.waitForFunction(() => (window as unknown as { usableAt?: number }).usableAt ?? null);
	return (await at.jsonValue()) ?? Number.NaN;
}
