import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vitest/config';

export default defineConfig({
	plugins: [sveltekit()],
	test: {
		include: ['src/**/*.test.ts', 'tests/sync/**/*.test.ts'],
		environment: 'node',
		expect: { requireAssertions: true },
		// The same rules must hold wherever the machine believes it is.
		env: { TZ: process.env.TZ ?? 'Pacific/Auckland' }
	}
});
