import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vitest/config';

export default defineConfig({
	plugins: [sveltekit()],
	// The same Dexie without the wrapper for browsers that know no modules: 2 KB less on the tablet.
	resolve: { alias: [{ find: /^dexie$/, replacement: 'dexie/dist/modern/dexie.mjs' }] },
	test: {
		include: ['src/**/*.test.ts', 'tests/sync/**/*.test.ts'],
		environment: 'node',
		expect: { requireAssertions: true },
		// The same rules must hold wherever the machine believes it is.
		env: { TZ: process.env.TZ ?? 'Pacific/Auckland' }
	}
});
