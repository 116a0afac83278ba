import fc from 'fast-check';
import type { Draft } from '../../../src/lib/device/draft.ts';
import type { Code } from '../../../src/lib/rules/codes.ts';
import { londonMinute } from '../../../src/lib/rules/sessions.ts';
import { REGISTER } from '../../support/small-school.ts';
import { PRIVATE } from './ledger.ts';
import { on, pupil, registerOn, Step, tryTo, which } from './step.ts';
import type { Who } from './town.ts';

const HOW: Record<Who, 'tapped' | 'office' | 'desk'> = {
	teal: 'tapped',
	office: 'office',
	recep: 'desk',
	head: 'office'
};

const tap = fc
	.record({ at: which, pupilId: pupil, code: fc.constantFrom<Code>('/', '/', '/', 'L', 'N', 'I') })
	.map(
		({ at, pupilId, code }) =>
			new Step(`tablet ${at} marks ${pupilId} ${code}`, async (town) => {
				const tablet = on(town, at);
				const who = tablet.who ?? 'teal';
				const how = HOW[who];
				const arrived = how === 'desk' || code === 'L' ? { arrivedAt: londonMinute(town.time) } : {};
				const why = who === 'teal' ? {} : { reason: `${PRIVATE} ${code}` };
				const sawPlans = (await registerOn(tablet)).facts.flatMap((f) => (f.kind === 'plan' ? [f.id] : []));
				await tryTo(tablet, town, {
					kind: 'mark',
					...REGISTER,
					pupilId,
					how,
					code: how === 'desk' ? 'L' : code,
					sawPlans,
					...arrived,
					...why
				});
			})
	);

const fill = which.map(
	(at) =>
		new Step(`tablet ${at} marks the rest present`, async (town) => {
			const tablet = on(town, at);
			if (tablet.who !== 'teal') return;
			const { register } = await registerOn(tablet);
			const blank = register.rows.filter((row) => row.mark.head === null && !row.plan);
			const actId = town.newId();
			await tryTo(
				tablet,
				town,
				...blank.map((row): Draft => ({
					kind: 'mark',
					...REGISTER,
					pupilId: row.pupil.pupilId,
					how: 'filled',
					code: '/',
					sawPlans: [],
					actId
				}))
			);
			town.met.note('fill');
		})
);

const undo = which.map(
	(at) =>
		new Step(`tablet ${at} takes its last fill back`, async (town) => {
			const tablet = on(town, at);
			const { facts } = await registerOn(tablet);
			const last = facts.filter((fact) => fact.kind === 'mark' && fact.actId !== undefined).at(-1);
			if (last?.kind !== 'mark' || tablet.who !== 'teal') return;
			const entries = facts.flatMap((f) => (f.kind === 'mark' && f.actId === last.actId ? [f.id] : []));
			await tryTo(tablet, town, { kind: 'withdraw', ...REGISTER, entries });
			town.met.note('withdrawal');
		})
);

const finish = which.map(
	(at) =>
		new Step(`tablet ${at} finishes the register`, async (town) => {
			const tablet = on(town, at);
			if (tablet.who === 'recep') return;
			await tryTo(tablet, town, { kind: 'finish', ...REGISTER, blanks: [] });
		})
);

const plan = fc.record({ at: which, pupilId: pupil, code: fc.constantFrom<Code>('I', 'M', 'V') }).map(
	({ at, pupilId, code }) =>
		new Step(`tablet ${at} plans ${code} for ${pupilId}`, async (town) => {
			const tablet = on(town, at);
			if (tablet.who !== 'office' && tablet.who !== 'head') return;
			const { date } = REGISTER;
			await tryTo(tablet, town, {
				kind: 'plan',
				pupilId,
				from: { date, session: 'AM' },
				to: { date, session: 'PM' },
				code,
				reason: PRIVATE,
				replaces: []
			});
			town.met.note('plan');
		})
);

const confirm = fc.record({ at: which, pupilId: pupil }).map(
	({ at, pupilId }) =>
		new Step(`tablet ${at} confirms that ${pupilId} is away`, async (town) => {
			const tablet = on(town, at);
			const { register } = await registerOn(tablet);
			const held = register.rows.find((row) => row.pupil.pupilId === pupilId)?.plan;
			if (!held || tablet.who === 'recep') return;
			await tryTo(tablet, town, {
				kind: 'mark',
				...REGISTER,
				pupilId,
				how: 'plan',
				confirms: held.id,
				sawPlans: [held.id],
				...(tablet.who === 'teal' ? {} : { reason: PRIVATE })
			});
			town.met.note('confirmation');
		})
);

const seen = fc.record({ at: which, pupilId: pupil }).map(
	({ at, pupilId }) =>
		new Step(
			`tablet ${at}, or a classroom's, sees ${pupilId}, or who else was signed in, in class`,
			async (town) => {
				const asked = on(town, at);
				const tablet = asked.who === 'teal' ? asked : town.tablets.find(({ who }) => who === 'teal');
				if (!tablet) return;
				const { register } = await registerOn(tablet);
				const arrived = register.rows.filter((row) => row.mark.arrival);
				const row = arrived.find((each) => each.pupil.pupilId === pupilId) ?? arrived[0];
				if (!row?.mark.arrival) return;
				const [who, arrival] = [row.pupil.pupilId, row.mark.arrival.entry];
				await tryTo(tablet, town, { kind: 'seen', ...REGISTER, pupilId: who, arrival });
				town.met.note('seen');
			}
		)
);

const ring = fc.record({ at: which, pupilId: pupil }).map(
	({ at, pupilId }) =>
		new Step(`tablet ${at} rings about ${pupilId}`, async (town) => {
			const tablet = on(town, at);
			if (tablet.who !== 'office' && tablet.who !== 'head') return;
			await tryTo(tablet, town, {
				kind: 'call',
				...REGISTER,
				pupilId,
				contact: { name: `${PRIVATE} nurse`, order: 1 },
				outcome: 'no-answer',
				reason: PRIVATE
			});
			town.met.note('call');
		})
);

/** A tablet that has been updated before the server: what it records is of a form that nobody else knows yet. */
const later = which.map(
	(at) =>
		new Step(`tablet ${at}, of a later version, records what no one knows yet`, async (town) => {
			const draft = { kind: 'from-later', ...REGISTER, pupilId: 'p-ava', what: 'unheard of' };
			await tryTo(on(town, at), town, draft as unknown as Draft);
			town.met.note('later form');
		})
);

/** What people record, about as often as it matters. */
export const TAPS = [tap, tap, tap, tap, fill, undo, finish, plan, confirm, seen, ring, later];

/** What the first seeds were drawn from. */
export const FIRST_TAPS = { taps: [tap, tap, tap, tap], others: [fill, undo, finish, plan, confirm] };
