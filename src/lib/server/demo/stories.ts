import type { Code } from '../../rules/codes.ts';
import type { Plan } from '../../rules/facts.ts';
import type { Session } from '../../rules/sessions.ts';
import type { DemoFact } from './demo-fact.ts';

/** What happened to one pupil in one session, before anyone wrote it down; no story at all: there, on time. */
export type Story =
	| { is: 'late'; at: string; desk: boolean }
	| { is: 'late-after'; at: string }
	/** Known ahead: the teacher confirms the plan. */
	| { is: 'away'; plan: Plan }
	/** Known ahead, and there all the same. */
	| { is: 'there-anyway'; plan: Plan }
	/** Nobody knew: N in class, and the office's entry later, if one came. */
	| { is: 'unexplained'; then: { code: Code; at: number; reason: string } | null };

/** Everything that chance has in store for the school: stories by day, session and pupil, and the plans behind them. */
export class Stories {
	readonly plans: DemoFact[] = [];
	readonly #stories = new Map<string, Story>();

	set(date: string, session: Session, pupilId: string, story: Story): void {
		this.#stories.set(`${date} ${session} ${pupilId}`, story);
	}

	of(date: string, session: Session, pupilId: string): Story | undefined {
		return this.#stories.get(`${date} ${session} ${pupilId}`);
	}
}
