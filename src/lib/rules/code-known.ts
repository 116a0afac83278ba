import type { Book } from './book.ts';
import { covers } from './closures.ts';
import type { CodeInQuestion } from './code-question.ts';
import type { Entry, Plan, PupilFact } from './facts.ts';
import { isDueHere } from './plan-due.ts';
import { isAbout, standingPlans } from './plan-days.ts';
import { observedBeside, type MarkedDays } from './religious-day.ts';
import type { Role } from './roles.ts';

type Asked = Pick<Entry, 'pupilId' | 'classId' | 'date' | 'session' | 'code' | 'agreement' | 'closure'>;
type Known = Omit<CodeInQuestion, 'code' | 'date' | 'session' | 'how' | 'arrivedAt' | 'detail'>;

/** What a school knows beside the book when an entry is judged. */
export interface Beside {
	role: Role;
	/** The school's time, epoch ms. */
	now: number;
	/** The pupil's plans as far as they are held; of others they are passed over. */
	plans: readonly Plan[];
	/** What the pupil's marks of the school days beside say, where they were looked up [C12]. */
	marked?: MarkedDays;
	/** The plan that the entry confirms. */
	confirmed?: Pick<Plan, 'code' | 'cancelled'>;
}

/** [P5] All that an entry's code is judged by besides what it says itself, from book and plans; null for a pupil nobody knows. */
export function knownBeside(entry: Asked, book: Book, beside: Beside): Known | null {
	const pupil = book.pupil(entry.pupilId);
	return pupil ? knownOf(pupil, entry, book, beside) : null;
}

/** [P5] `knownBeside` where the pupil is at hand. */
export function knownOf(pupil: PupilFact, entry: Asked, book: Book, beside: Beside): Known {
	const { role, now, marked, confirmed } = beside;
	const plans = beside.plans.filter((plan) => plan.pupilId === entry.pupilId);
	const covering = entry.code && coveringPlan(entry, plans);
	const dueHere = entry.code && isDueHere(entry.code, plans, entry);
	const { dob, register } = pupil;
	return {
		role,
		now,
		pupil: { dob, otherSchool: register?.otherSchool, startsOn: register?.startingDay },
		times: book.timesOn(entry.date, entry.classId)?.[entry.session] ?? null,
		agreement: entry.agreement,
		wholeSchool: isUnderClosure(book, entry),
		switchedOn: book.settingsOn(entry.date)?.switchedOn,
		...(covering ? { covering } : {}),
		...(dueHere === undefined ? {} : { dueHere }),
		...(entry.code === 'R' && marked ? { daysBeside: observedBeside(entry.date, marked, plans, book) } : {}),
		...(confirmed ? { plan: confirmed } : {})
	};
}

/** [X8] A plan of the entry's own code for its half-day: what was agreed for it need not be said again. */
function coveringPlan(entry: Asked, plans: readonly Plan[]): Plan | undefined {
	return standingPlans(plans).find((plan) => plan.code === entry.code && isAbout(plan, entry));
}

/** [C11] Entered as one of many of a closure's: what it names stands, has its code, and covers its session and its class. */
function isUnderClosure(book: Book, entry: Asked): boolean {
	const closure = book.closures().find((each) => each.id === entry.closure);
	return closure !== undefined && closure.code === entry.code && covers(closure, entry, entry.classId);
}
