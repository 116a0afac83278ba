import { expect, type Page } from '@playwright/test';
import type { School } from './school.ts';

/** Where the office's plans are listed. */
export const PLANS = '/office/plans';

/** A named part of the office's page of plans. */
export const planList = (page: Page, name: string) => page.getByRole('region', { name });

/** The plans that the school has received since a position. */
export const plansSince = (school: School, position: number) =>
	school.ledger.since(position).filter((fact) => fact.kind === 'plan');

/** Adds a child to a plan by a few letters. */
export async function addChild(page: Page, letters: string, name: RegExp): Promise<void> {
	await page.getByLabel('Find a child').fill(letters);
	await page.getByRole('list', { name: 'Children found' }).getByRole('button', { name }).click();
	await expect(page.getByLabel('Find a child')).toHaveValue('');
}
