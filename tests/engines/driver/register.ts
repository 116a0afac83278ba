import type { Tab } from './browser.ts';
import { until } from './until.ts';

/** How far a pupil's mark has got, as the row says it. */
export type RowState = 'writing' | 'saved' | 'received' | 'not-saved';

/** A pupil's row as it stands on screen. */
export interface Row {
	pupilId: string;
	state: string;
	/** The answer that shows as chosen; empty where there is none. */
	chosen: string;
}

/** The register of 4 Elm on screen, in whichever engine, used by its words as a person uses it. */
export class OpenRegister {
	readonly tab: Tab;

	constructor(tab: Tab) {
		this.tab = tab;
	}

	/** Signs in on a tablet's first page and waits for today's register, served by the worker from now on. */
	static async signedIn(tab: Tab): Promise<OpenRegister> {
		await sees(tab, 'Username');
		await tab.type('teal', labelled, 'Username');
		await tab.type('firstbell-demo', labelled, 'Password');
		await tab.press(button, 'Sign in');
		const register = new OpenRegister(tab);
		await register.isReady();
		await tab.evaluate(async () => {
			const { active } = await navigator.serviceWorker.ready;
			if (active && active.state !== 'activated')
				await new Promise<void>((ready) =>
					active.addEventListener('statechange', () => active.state === 'activated' && ready())
				);
		});
		return register;
	}

	/** Where it lies, for another tab or a later day. */
	path(): Promise<string> {
		return this.tab.evaluate(() => location.pathname);
	}

	/** Waits until thirty pupils are on screen and may be tapped. */
	async isReady(): Promise<void> {
		await until(
			'thirty pupils that may be answered for',
			async () => (await this.rows()).length === 30 && (await this.tab.evaluate(answersShown)) >= 60,
			() => text(this.tab)
		);
	}

	rows(): Promise<Row[]> {
		return this.tab.evaluate(readRows);
	}

	async tap(at: number, word: 'Present' | 'Late' | 'Absent'): Promise<void> {
		await this.tab.press(answer, at, word);
	}

	/** Taps pupils present one by one, from the first to before the last. */
	async tapPresent(from: number, to: number): Promise<void> {
		for (let at = from; at < to; at++) await this.tap(at, 'Present');
	}

	/** Waits until exactly so many rows are in this state. */
	async has(count: number, state: RowState): Promise<void> {
		await until(
			`${count} rows ${state}`,
			async () => (await this.rows()).filter((row) => row.state === state).length === count,
			async () => JSON.stringify(await this.rows())
		);
	}

	/** Waits until exactly so many rows show this answer as chosen. */
	async hasChosen(word: string, count: number): Promise<void> {
		await until(
			`${count} rows ${word}`,
			async () => (await this.rows()).filter((row) => row.chosen === word).length === count,
			async () => JSON.stringify(await this.rows())
		);
	}

	/** Tells the page that the network is back, as the system does: what waits is sent at once. */
	async networkIsBack(): Promise<void> {
		await this.tab.evaluate(() => void window.dispatchEvent(new Event('online')));
	}
}

/** Waits until the page says these words. */
export async function sees(tab: Tab, words: string): Promise<void> {
	await until(
		`the page says “${words}”`,
		async () => (await text(tab)).includes(words),
		() => text(tab)
	);
}

/** What the page says now. */
export function text(tab: Tab): Promise<string> {
	return tab.evaluate(() => document.body.innerText);
}

/** In the page: the field with this label. */
export function labelled(label: string): Element | null {
	const found = [...document.querySelectorAll('label')].find((each) => each.textContent.trim() === label);
	return found?.control ?? null;
}

/** In the page: the last button that says this; a dialog's comes after the page's own. */
export function button(says: string): Element | null {
	const found = [...document.querySelectorAll('button')].filter((each) => each.textContent.trim() === says);
	return found.at(-1) ?? null;
}

/** In the page: the link that says this. */
export function link(says: string): Element | null {
	return [...document.querySelectorAll('a')].find((each) => each.textContent.trim() === says) ?? null;
}

function answer(at: number, word: string): Element | null {
	const row = document.querySelectorAll('li[data-pupil]')[at];
	const found = [...(row?.querySelectorAll('button') ?? [])].find((each) => each.textContent.trim() === word);
	// Away from the foot of the page, which lies over the rows.
	found?.scrollIntoView({ block: 'center', behavior: 'instant' });
	return found ?? null;
}

function answersShown(): number {
	return document.querySelectorAll('li[data-pupil] button[aria-pressed]').length;
}

function readRows(): Row[] {
	return [...document.querySelectorAll('li[data-pupil]')].map((row) => ({
		pupilId: row.getAttribute('data-pupil') ?? '',
		state: row.getAttribute('data-state') ?? '',
		chosen: row.querySelector('button[aria-pressed="true"]')?.textContent.trim() ?? ''
	}));
}
