import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vitest/config';

/** All that the register loads, in one file: a slow tablet pays for each file, not only for its bytes. */
const REGISTER = {
	name: 'register',
	test: /src\/routes\/(\+layout\.|\+error\.svelte$|class\/OneRegister\.svelte$|class\/\[classId\]\/\+page\.svelte$)/
};

/**
 * Told at the top of a script, V8 compiles all of its functions while it loads, on a thread of its own, and keeps them: else
 * each is compiled when it is first called, in the way of the register that is being opened. Other browsers read a comment.
 */
const COMPILE_WHILE_LOADING = '//# allFunctionsCalledOnLoad';

/** What comes up over the register or in its place, and nothing else: a tap that asks a question must not wait for the office's screens. */
const SHEETS = {
	name: 'sheets',
	test: /src\/(lib\/ui\/RegisterSheets|routes\/class\/NoRegister)\.svelte$/
};

/**
 * The screens of a classroom's tablet beside the register with what they alone ask of the device, and the desk's: each takes
 * from the files above it, never from the office's.
 */
const DOOR = {
	name: 'door',
	test: /src\/(routes\/(sign-in|tablet|class\/list|class\/\[classId\]\/\[date\])\/|lib\/device\/(sign-in|forget|waiting-file)\.ts$)/
};
const DESK = { name: 'desk', test: /src\/routes\/(reception|evacuation)\// };

/** The office's screens in one file too: the list of all files that a page may ask for is itself loaded by every tablet. */
const OFFICE = { name: 'office', test: /src\/routes\/office\// };

/**
 * Tests that need no module of their own: they replace none, and what they ask keeps nothing between two tests. All files of a
 * worker share what it has loaded, which was half of their time. Devices have a database in the global scope, and stay apart.
 */
const TOGETHER = ['src/lib/{rules,protocol,server,ui}/**/*.test.ts', 'src/routes/**/*.test.ts'];

export default defineConfig(({ mode, isSsrBuild }) => ({
	plugins: [sveltekit()],
	// One file for the server and not five hundred small ones: it starts in two thirds of the time.
	// Not for `npm run dev`, which would read as modules what asks for others by `require`.
	ssr: mode === 'development' ? {} : { noExternal: true, external: ['better-sqlite3'] },
	// The same Dexie without the wrapper for browsers that know no modules: 2 KB less on the tablet.
	resolve: { alias: [{ find: /^dexie$/, replacement: 'dexie/dist/modern/dexie.mjs' }] },
	build: isSsrBuild
		? {}
		: {
				// The worker has all files at hand, and the list of what to fetch beside what is itself fetched by every tablet.
				modulePreload: false,
				rolldownOptions: {
					output: {
						codeSplitting: { groups: [REGISTER, SHEETS, DOOR, DESK, OFFICE] },
						postBanner: ({ name }) => (name === REGISTER.name ? COMPILE_WHILE_LOADING : '')
					}
				}
			},
	test: {
		// By name, the first is begun first: the long simulators are not left to the end, when one worker would wait for the other.
		projects: [
			{
				extends: true,
				test: {
					name: 'apart',
					include: ['src/**/*.test.ts', 'tests/sync/**/*.test.ts', 'tests/versions/*.test.ts'],
					exclude: TOGETHER
				}
			},
			{
				extends: true,
				test: {
					name: 'together',
					include: TOGETHER,
					isolate: false,
					setupFiles: 'tests/support/own-clock.ts'
				}
			}
		],
		environment: 'node',
		expect: { requireAssertions: true },
		// Left to itself it would use all cores but one: on two cores, half the machine.
		maxWorkers: '100%',
		// No claim of speed, which tests/bench makes: a busy machine is no failure.
		testTimeout: 30_000,
		// The same rules must hold wherever the machine believes it is.
		env: { TZ: process.env.TZ ?? 'Pacific/Auckland' }
	}
}));
