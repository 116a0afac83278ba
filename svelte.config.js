import { readFileSync } from 'node:fs';
import adapter from '@sveltejs/adapter-node';

const { version } = JSON.parse(readFileSync(new URL('./package.json', import.meta.url), 'utf8'));

/** @type {import('@sveltejs/kit').Config} */
export default {
	kit: {
		adapter: adapter(),
		// A deep link served from the offline shell must find its chunks from the root.
		paths: { relative: false },
		version: { name: process.env.FIRSTBELL_BUILD || version },
		serviceWorker: { register: false },
		// Imports inside src/lib name their file in full, so that Node runs them without a build.
		typescript: {
			config: (config) => {
				config.compilerOptions.allowImportingTsExtensions = true;
				return config;
			}
		},
		csp: {
			mode: 'hash',
			directives: {
				'default-src': ['self'],
				'script-src': ['self'],
				'style-src': ['self'],
				'style-src-attr': ['unsafe-inline'],
				'img-src': ['self', 'data:', 'blob:'],
				'connect-src': ['self'],
				'worker-src': ['self'],
				'manifest-src': ['self'],
				'object-src': ['none'],
				'base-uri': ['none'],
				'form-action': ['self'],
				'frame-ancestors': ['none']
			}
		}
	}
};
