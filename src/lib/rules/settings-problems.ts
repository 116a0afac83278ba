import type { Book } from './book.ts';
import { isDay } from './calendar.ts';
import type { SettingsFact } from './facts.ts';
import { timesProblems } from './lateness.ts';

/** What settings say, without who said it and when. */
type Said = Omit<SettingsFact, 'id' | 'kind' | 'v' | 'clientId' | 'seq' | 'signInId' | 'madeAt' | 'clock'>;

/** [J15] What is wrong with the first day of settings that are recorded on `today` (yyyy-MM-dd), in a sentence; null if they may hold from it. */
export function settingsDayProblem(from: string, today: string): string | null {
	if (!isDay(from)) return `There is no such day as ${from}.`;
	return from < today ? 'Settings hold from today on, or later: earlier days stay as they were.' : null;
}

/** [S6] [J15] What is wrong with settings recorded on `today`, in a sentence; null if they may stand. */
export function settingsProblem(
	settings: Said,
	{ book, today }: { book: Pick<Book, 'settingsOn'>; today: string }
): string | null {
	const all = [settings.times, ...Object.values(settings.timesByYear ?? {})];
	const [problem] = all.flatMap((times) => timesProblems(times).refused);
	if (problem) return problem;
	const wrong = settingsDayProblem(settings.from, today);
	// Up to the next settings they take the place of these alone: who says the same again leaves earlier days as they were.
	const before = wrong === null || !isDay(settings.from) ? null : book.settingsOn(settings.from);
	return before && isSame(saidOf(before), saidOf(settings)) ? null : wrong;
}

function saidOf(settings: Said): Partial<Said> {
	const { schoolName, times, timesByYear, callingOrder, show, arrivalReasons, switchedOn, mis } = settings;
	return { schoolName, times, timesByYear, callingOrder, show, arrivalReasons, switchedOn, mis };
}

/** Whether two values say the same, in whatever order their parts came. */
function isSame(a: unknown, b: unknown): boolean {
	if (!isParted(a) || !isParted(b)) return a === b;
	return Object.keys({ ...a, ...b }).every((key) => isSame(a[key], b[key]));
}

function isParted(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null;
}
