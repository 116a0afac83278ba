/** What is mutated together, and the tests that are asked of each mutant of it: those that are about it, for each is asked hundreds of times. */
export const PARTS = {
	fold: {
		mutate: ['src/lib/rules/fold.ts', 'src/lib/rules/answers.ts', 'src/lib/rules/evidence.ts'],
		tests: ['src/lib/rules/{fold,fold-edges,fold-words,register,lateness,presence}.test.ts']
	},
	wire: {
		mutate: ['src/lib/device/batch.ts', 'src/lib/device/reply.ts'],
		tests: ['src/lib/device/{batch,reply}.test.ts']
	},
	outbox: {
		mutate: ['outbox', 'record', 'apply', 'epoch'].map((name) => `src/lib/device/${name}.ts`),
		tests: ['src/lib/device/{record,epoch,scopes,sync,failures}.test.ts', 'tests/sync/two-ends.test.ts']
	},
	numbers: {
		mutate: ['src/lib/server/sync/numbers.ts'],
		tests: ['src/lib/server/sync/{sync,edges}.test.ts']
	},
	push: {
		mutate: ['src/lib/server/sync/take.ts', 'src/lib/server/sync/sync.ts'],
		tests: ['src/lib/server/sync/{sync,edges,restored}.test.ts']
	},
	judge: {
		mutate: ['src/lib/server/sync/judge.ts'],
		tests: ['src/lib/server/sync/*.test.ts']
	}
} as const;

export type Part = keyof typeof PARTS;
