/** What is mutated together, and the tests that are asked of each mutant of it: those that are about it, for each is asked hundreds of times. */
export const PARTS = {
	fold: {
		mutate: ['src/lib/rules/fold.ts', 'src/lib/rules/answers.ts', 'src/lib/rules/evidence.ts'],
		tests: ['src/lib/rules/{fold,fold-unseen,fold-edges,fold-words,register,lateness,presence}.test.ts']
	},
	told: {
		mutate: ['src/lib/rules/order-made.ts', 'src/lib/rules/once.ts', 'src/lib/rules/standing.ts'],
		tests: ['src/lib/rules/{order-made,once,standing}.test.ts']
	},
	wire: {
		mutate: ['src/lib/device/batch.ts', 'src/lib/device/reply.ts'],
		tests: ['src/lib/device/{batch,reply,passed-over}.test.ts']
	},
	record: {
		mutate: ['src/lib/device/record.ts'],
		tests: ['src/lib/device/{record,record-edges,read-register,device,sign-in,clock}.test.ts']
	},
	outbox: {
		mutate: ['src/lib/device/outbox.ts', 'src/lib/device/epoch.ts'],
		tests: ['src/lib/device/{outbox,apply,apply-meta,sync,epoch}.test.ts']
	},
	apply: {
		mutate: ['src/lib/device/apply.ts'],
		tests: [
			'src/lib/device/{apply,apply-meta,sync,outbox,epoch,scopes,failures,tabs,reminders,presences-aside,whose-tap}.test.ts'
		]
	},
	take: {
		mutate: ['src/lib/server/sync/take.ts', 'src/lib/server/sync/take-evidence.ts'],
		tests: [
			'src/lib/server/sync/{take,take-push,take-register,take-storing,take-evidence,sync,sync-people,sync-numbers,edges,judged-edges,restored,desk,plans,closures,observance,aside-room}.test.ts'
		]
	},
	sync: {
		mutate: ['src/lib/server/sync/sync.ts', 'src/lib/server/sync/witness.ts'],
		tests: ['src/lib/server/sync/{pull,sync,sync-people,sync-numbers,edges,judged-edges,restored}.test.ts']
	},
	numbers: {
		mutate: ['src/lib/server/sync/numbers.ts'],
		tests: ['src/lib/server/sync/{numbers,sync,sync-people,sync-numbers,edges,judged-edges}.test.ts']
	},
	judge: {
		mutate: [
			'src/lib/server/sync/judge.ts',
			'src/lib/server/sync/judge-plan.ts',
			'src/lib/server/sync/judge-withdrawal.ts'
		],
		tests: [
			'src/lib/server/sync/{judge,judged-edges,sync-people,plans,closures,desk,edges,instruction,observance}.test.ts'
		]
	}
} as const;

export type Part = keyof typeof PARTS;
