import { defineConfig } from 'vitest/config';
import { PARTS, type Part } from './parts.ts';

/** Only the tests that are asked of the mutants of one part: the simulator's three hundred towns would be run for every changed sign. */
export default defineConfig({
	resolve: { alias: [{ find: /^dexie$/, replacement: 'dexie/dist/modern/dexie.mjs' }] },
	test: {
		include: [...PARTS[process.env.MUTATION_PART as Part].tests],
		environment: 'node',
		// A worker of its own for each file and each mutant would be most of the time.
		isolate: false,
		// Ten times what the slowest test takes: a mutant that waits for ever goes red by a test's name, before Stryker gives it up.
		testTimeout: 10_000,
		expect: { requireAssertions: true },
		env: { TZ: 'Pacific/Auckland' }
	}
});
