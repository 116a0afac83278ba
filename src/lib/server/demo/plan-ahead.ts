import type { Half, Plan } from '../../rules/facts.ts';
import { demoFact, type DemoFact } from './demo-fact.ts';
import type { DemoPupil } from './pupils.ts';
import type { Stories } from './stories.ts';

type PlanTold = Pick<Plan, 'code' | 'only' | 'weekdays' | 'times' | 'back' | 'reason' | 'detail' | 'actId'>;

/** A plan put in at an instant; the stories know it from then on. */
export function planAhead(
	stories: Stories,
	by: string,
	madeAt: number,
	pupil: DemoPupil,
	span: { from: Half; to: Half },
	told: PlanTold,
	of: DemoFact['of'] = null
): Plan {
	const key = [pupil.pupilId, span.from.date, span.from.session, told.code ?? ''];
	const made = demoFact(
		by,
		madeAt,
		key,
		{ kind: 'plan', pupilId: pupil.pupilId, ...span, ...told, replaces: [] },
		of
	);
	stories.plans.push(made);
	if (made.fact.kind !== 'plan') throw new Error('A plan was made, and is none.');
	return made.fact;
}
