import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { DEMO_SCHOOL, haveDemoSchool } from '../support/demo-school.ts';

test('the demo school is made once, and every test begins with a copy', async () => {
	// `npm test` made it before, while another core had nothing to do.
	await haveDemoSchool();
	expect((await stat(join(DEMO_SCHOOL, 'firstbell.db'))).size).toBeGreaterThan(0);
});
