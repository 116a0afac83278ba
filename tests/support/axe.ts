import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const SHAPES = [
	{ name: 'tablet', width: 1180, height: 820 },
	{ name: 'phone', width: 390, height: 844 }
];

/** In the dark only colours are other: what they are asked for is all that is asked again. There are no frames, so none is looked for. */
function axe(page: Page, colorScheme: 'light' | 'dark'): AxeBuilder {
	const builder = new AxeBuilder({ page }).setLegacyMode();
	return colorScheme === 'dark' ? builder.withRules(['color-contrast', 'link-in-text-block']) : builder;
}

/** axe finds nothing on the page as it stands, on a tablet and a phone, in light and in dark. */
export async function isAccessible(page: Page, state: string): Promise<void> {
	const before = page.viewportSize();
	for (const { name, ...size } of SHAPES)
		for (const colorScheme of ['light', 'dark'] as const) {
			await page.setViewportSize(size);
			await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
			const { violations } = await axe(page, colorScheme).analyze();
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
