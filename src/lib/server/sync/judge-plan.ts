import type { Book } from '../../rules/book.ts';
import { isDay } from '../../rules/calendar.ts';
import type { HeldFact, Plan } from '../../rules/facts.ts';
import { judgePlanned } from '../../rules/plan-lawful.ts';
import type { MarkedDays } from '../../rules/religious-day.ts';
import type { Role } from '../../rules/roles.ts';

/** What the school knows beside a plan: `named` are the facts that it replaces, `plans` the pupil's others. */
interface Known {
	book: Book;
	named: ReadonlyMap<string, HeldFact>;
	plans: readonly HeldFact<Plan>[];
	marked?: MarkedDays | undefined;
}

/** [X4] Why a plan is refused, or null: it is judged as the screen that made it judged it, and replaces what is known of its own pupil alone. */
export function planRefusal(
	plan: Plan,
	{ book, named, plans, marked }: Known,
	role: Role
): { refused: string; message: string } | null {
	const strange = [plan.from.date, plan.to.date].find((date) => !isDay(date));
	if (strange !== undefined)
		return { refused: 'no-such-day', message: `There is no such day as ${strange}.` };
	const replaced = plan.replaces.flatMap((id) => named.get(id) ?? []);
	// Else a word about one child would take away what is known of another.
	if (replaced.some((each) => each.kind !== 'plan' || each.pupilId !== plan.pupilId))
		return { refused: 'other-pupil', message: 'It replaces what is known of another child.' };
	const judged = judgePlanned(plan, { book, role, plans, ...(marked ? { marked } : {}) });
	return 'refused' in judged ? judged : null;
}
