import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, type Page } from '@playwright/test';
import type axe from 'axe-core';

/** The short form of it: every page that is looked at reads it once more. */
const AXE = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');

const SHAPES = [
	{ name: 'tablet', width: 1180, height: 820 },
	{ name: 'phone', width: 390, height: 844 }
];

const COLOURS = ['color-contrast', 'link-in-text-block'];
/** What another size or other colours can change; names, roles and order are the page's own, and asked for once. */
const LAYOUT = [
	...COLOURS,
	'target-size',
	'scrollable-region-focusable',
	'aria-hidden-focus',
	'label',
	'button-name'
];

/** The rules to ask in a shape and its colours; null: all of them. */
function rulesFor(shape: string, colorScheme: 'light' | 'dark'): string[] | null {
	if (colorScheme === 'dark') return COLOURS;
	return shape === 'tablet' ? null : LAYOUT;
}

/**
 * Of the children of one list that are alike in all but their words, all after the first four: axe would say of the four
 * hundredth name what it says of the first, in half a minute. One that differs by a class, a state or a part is no repeat.
 */
function repeats(): Element[] {
	const WORDS = /^(id|for|href|title|alt|name|value|data-.*|aria-(label|labelledby|describedby|controls))$/;
	const look = (element: Element): string =>
		`${element.tagName}${Array.from(element.attributes, ({ name, value }) => ` ${name}${WORDS.test(name) ? '' : `=${value}`}`).join('')}(${Array.from(
			element.childNodes,
			(node) => (node instanceof Element ? look(node) : node.textContent?.trim() ? '…' : '')
		).join(',')})`;
	const found: Element[] = [];
	for (const parent of document.querySelectorAll('ul, ol, tbody, [role=list], [role=listbox]')) {
		const met = new Map<string, number>();
		for (const child of parent.children) {
			const key = look(child);
			met.set(key, (met.get(key) ?? 0) + 1);
			if ((met.get(key) ?? 0) > 4) found.push(child);
		}
	}
	return found;
}

/** What axe finds on the page as it stands, a line each. It stays in the page, which reads its half a megabyte once and not at every look. */
async function found(page: Page, rules: string[] | null): Promise<string[]> {
	if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(AXE);
	const alike = await page.evaluateHandle(repeats);
	return page.evaluate(
		async ({ alike, values }) => {
			const { violations } = await (window as unknown as { axe: typeof axe }).axe.run(
				{ include: document, exclude: alike },
				{
					// What passes is not described, only looked at.
					resultTypes: ['violations'],
					...(values === null ? {} : { runOnly: { type: 'rule', values } })
				}
			);
			return violations.flatMap(({ id, nodes }) =>
				nodes.slice(0, 3).map((node) => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary ?? ''}`)
			);
		},
		{ alike, values: rules }
	);
}

/** axe finds nothing on the page as it stands, on a tablet and a phone, in light and in dark. */
export async function isAccessible(page: Page, state: string): Promise<void> {
	const before = page.viewportSize();
	for (const { name, ...size } of SHAPES)
		for (const colorScheme of ['light', 'dark'] as const) {
			await page.setViewportSize(size);
			await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
			const faults = await found(page, rulesFor(name, colorScheme));
			expect.soft(faults, `${state}, ${name}, ${colorScheme}`).toEqual([]);
			const isWiderThanScreen = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
			expect.soft(isWiderThanScreen, `${state}, ${name}: scrolls sideways`).toBe(false);
		}
	if (before) await page.setViewportSize(before);
	await page.emulateMedia({ colorScheme: null });
}
