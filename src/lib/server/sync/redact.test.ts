import fc from 'fast-check';
import { expect, it } from 'vitest';
import { at, entry, STAFF } from '../../../../tests/support/school-2026-27.ts';
import { CODES } from '../../rules/codes.ts';
import { HOW, type Entry, type HeldFact, type Plan } from '../../rules/facts.ts';
import { fold } from '../../rules/fold.ts';
import type { Mark } from '../../rules/mark.ts';
import { redact } from './redact.ts';

const DATE = '2026-09-14';
const ids = ['a', 'b', 'c', 'd'];
const plan: HeldFact<Plan> = {
	id: 'v',
	kind: 'plan',
	v: 1,
	clientId: 'c-office',
	seq: 1,
	signInId: 'in-s-office',
	madeAt: at(DATE, '08:00'),
	clock: { offsetMs: 0, doubtMs: 0 },
	pupilId: 'p-ava',
	from: { date: DATE, session: 'AM' },
	to: { date: DATE, session: 'PM' },
	code: 'I',
	reason: 'Chickenpox',
	replaces: [],
	maker: STAFF.office
};

const anyEntries = fc.subarray(ids, { minLength: 1 }).chain((some) =>
	fc.tuple(
		...some.map((id) =>
			fc
				.record({
					minute: fc.integer({ min: 10, max: 59 }),
					code: fc.constantFrom(...CODES),
					how: fc.constantFrom(...HOW),
					arrived: fc.boolean(),
					replaces: fc.subarray(ids),
					sawPlans: fc.subarray(['v']),
					confirms: fc.boolean(),
					clock: fc.record({
						offsetMs: fc.integer({ min: -400_000, max: 400_000 }),
						doubtMs: fc.option(fc.integer({ min: 0, max: 200_000 }))
					})
				})
				.map(({ minute, code, how, arrived, replaces, sawPlans, confirms, clock }) =>
					entry({
						id,
						how,
						replaces: replaces.filter((other) => other !== id),
						sawPlans,
						reason: 'Chickenpox',
						maker: STAFF.office,
						madeAt: at(DATE, `08:${minute}`) - clock.offsetMs,
						clock,
						...(confirms ? { confirms: 'v' } : { code }),
						...(arrived ? { arrivedAt: '08:40' } : {})
					})
				)
		)
	)
);

const outcome = ({ shown, head, heads, provisional, dispute, arrival }: Mark) => ({
	shown,
	head,
	heads,
	provisional,
	arrival,
	dispute: dispute && { between: dispute.between, urgent: dispute.urgent, why: dispute.why }
});
const plansOf = (held: Plan) => ({ expected: [held], byId: new Map([[held.id, held]]) });

it('[E13] a classroom’s copy of any facts folds to the same answer as the office’s, and names no cause', () => {
	fc.assert(
		fc.property(anyEntries, (entries) => {
			const whole = fold(entries, plansOf(plan));
			const seen = entries.map((each) => redact(each, 'class', 'secret') as HeldFact<Entry>);
			const seenPlan = redact(plan, 'class', 'secret') as HeldFact<Plan>;
			expect(outcome(fold(seen, plansOf(seenPlan)))).toEqual(outcome(whole));
			expect(JSON.stringify([seen, seenPlan])).not.toMatch(/Chickenpox|"code":"(?![/\\LNU])/);
		}),
		{ numRuns: 500 }
	);
});

it('[Z8] a sign-in never leaves the server, for anyone', () => {
	for (const view of ['class', 'office'] as const)
		expect(redact(entry(), view, 'secret')).toMatchObject({ signInId: '' });
	expect(redact(entry(), 'none', 'secret')).toBeNull();
});

it('[C8] a known absence that the office or the head confirmed is “the office’s” to a classroom, as an absence with its code is; the class’s own tap keeps its name', () => {
	const confirmed = entry({ confirms: 'v', how: 'plan', maker: STAFF.head });
	expect(redact(confirmed, 'class', 'secret')?.maker).toMatchObject({ staffId: '', name: 'The office' });
	expect(redact({ ...confirmed, maker: STAFF.teal }, 'class', 'secret')?.maker).toEqual(STAFF.teal);
	expect(redact(confirmed, 'office', 'secret')?.maker).toEqual(STAFF.head);
});

it('[C8] what is “the office’s” to a classroom names no browser either: what else came from that one has its maker’s name', () => {
	const cause = entry({ code: 'I', how: 'office', clientId: 'c-dsl', seq: 57, maker: STAFF.office });
	for (const fact of [cause, { ...plan, clientId: 'c-dsl', seq: 57 }]) {
		expect(redact(fact, 'class', 'secret')).toMatchObject({ clientId: '', seq: 0 });
		expect(redact(fact, 'office', 'secret')).toMatchObject({ clientId: 'c-dsl', seq: 57 });
	}
	const tapped = { ...cause, code: undefined, confirms: 'v', how: 'plan', maker: STAFF.teal } as const;
	expect(redact(tapped, 'class', 'secret')).toMatchObject({ clientId: 'c-dsl', seq: 57 });
});

it('[C8] nor does its clock tell whose browser it was: a classroom reads the school’s time of it and no more, and a doubt only where its fold asks for one', () => {
	const clock = { offsetMs: -4321, doubtMs: 250, shiftMs: -4000 };
	const made = { clock, madeAt: at(DATE, '08:30') + 4321, maker: STAFF.office };
	const cause = entry({ code: 'I', how: 'office', ...made });
	for (const fact of [cause, { ...plan, ...made }]) {
		const seen = redact(fact, 'class', 'secret');
		expect(seen).toMatchObject({ madeAt: at(DATE, '08:30'), clock: { offsetMs: 0, doubtMs: 0 } });
		expect(seen?.clock).not.toHaveProperty('shiftMs');
		expect(redact(fact, 'office', 'secret')).toMatchObject({ madeAt: made.madeAt, clock });
	}
	const inRoom = { ...cause, how: 'paper' as const };
	expect(redact(inRoom, 'class', 'secret')?.clock).toEqual({ offsetMs: 0, doubtMs: 571 });
	const unmeasured = { ...inRoom, clock: { offsetMs: 0, doubtMs: null } };
	expect(redact(unmeasured, 'class', 'secret')?.clock).toEqual({ offsetMs: 0, doubtMs: null });
	const own = { ...inRoom, maker: STAFF.teal };
	expect(redact(own, 'class', 'secret')).toMatchObject({ madeAt: made.madeAt, clock });
});
