import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

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

/** There are no frames, so none is looked for. */
function axe(page: Page, shape: string, colorScheme: 'light' | 'dark'): AxeBuilder {
	const builder = new AxeBuilder({ page }).setLegacyMode();
	if (colorScheme === 'dark') return builder.withRules(COLOURS);
	return shape === 'tablet' ? builder : builder.withRules(LAYOUT);
}

/** axe finds nothing on the page as it stands, on a tablet and a phone, in light and in dark. */
export async function isAccessible(page: Page, state: string): Promise<void> {
	const before = page.viewportSize();
	for (const { name, ...size } of SHAPES)
		for (const colorScheme of ['light', 'dark'] as const) {
			await page.setViewportSize(size);
			await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
			const { violations } = await axe(page, name, colorScheme).analyze();
			const found = violations.flatMap(({ id, nodes }) =>
				nodes.slice(0, 3).map((node) => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary ?? ''}`)
			);
			expect.soft(found, `${state}, ${name}, ${colorScheme}`).toEqual([]);
			const isWiderThanScreen = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
			expect.soft(isWiderThanScreen, `${state}, ${name}: scrolls sideways`).toBe(false);
		}
	if (before) await page.setViewportSize(before);
	await page.emulateMedia({ colorScheme: null });
}
