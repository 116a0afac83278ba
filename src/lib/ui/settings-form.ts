import type { SessionTimes, SettingsFact } from '$lib/rules/facts.ts';
import type { Code } from '$lib/rules/codes.ts';
import { timesProblems } from '$lib/rules/lateness.ts';
import { settingsDayProblem } from '$lib/rules/settings-problems.ts';
import { yearWords } from '$lib/rules/names.ts';
import { isDate, YEARS, type Wrong } from '$lib/rules/roll/details.ts';
import { SESSIONS, type Session } from '$lib/rules/sessions.ts';

export type Times = Record<Session, SessionTimes>;
export type Settings = Omit<
	SettingsFact,
	'id' | 'kind' | 'v' | 'clientId' | 'seq' | 'signInId' | 'madeAt' | 'clock'
>;

/** Systems that schools keep their statutory register in; any other by its name. */
export const SYSTEMS = ['SIMS', 'Arbor', 'Bromcom'] as const;
/** Codes that a primary school switches on if it uses them [C6]. */
export const SWITCHED: readonly Code[] = ['W', 'S'];

/** The school's settings as a form holds them. */
export interface SettingsForm {
	from: string;
	schoolName: string;
	system: 'Firstbell' | (typeof SYSTEMS)[number] | 'other';
	otherSystem: string;
	callingOrder: SettingsFact['callingOrder'];
	show: SettingsFact['show'];
	/** One a line. */
	arrivalReasons: string;
	switchedOn: Code[];
	times: Times;
	byYear: { year: string; times: Times }[];
}

const FIRST_TIMES: Times = {
	AM: { open: '08:50', close: '09:10', end: '12:00' },
	PM: { open: '13:10', close: '13:30', end: '15:20' }
};

/** What the form begins with: the settings in force, or a school's first. */
export function settingsForm(now: SettingsFact | null, from: string): SettingsForm {
	const mis = now?.mis ?? '';
	const system = SYSTEMS.find((each) => each === mis);
	return {
		from,
		schoolName: now?.schoolName ?? '',
		system: mis === '' ? 'Firstbell' : (system ?? 'other'),
		otherSystem: mis && !system ? mis : '',
		callingOrder: now?.callingOrder ?? 'surname',
		show: now?.show ?? 'names',
		arrivalReasons: (now?.arrivalReasons ?? []).join('\n'),
		switchedOn: [...(now?.switchedOn ?? [])],
		times: copied(now?.times ?? FIRST_TIMES),
		byYear: Object.entries(now?.timesByYear ?? {}).map(([year, times]) => ({ year, times: copied(times) }))
	};
}

/** Times that nothing else shares. */
export function copied(times: Times): Times {
	return { AM: { ...times.AM }, PM: { ...times.PM } };
}

/** What the form says, as the fact keeps it. */
export function settingsOfForm(form: SettingsForm): Settings {
	const mis =
		form.system === 'other' ? form.otherSystem.trim() : form.system === 'Firstbell' ? '' : form.system;
	const byYear = form.byYear.filter(({ year }) => year !== '');
	return {
		from: form.from,
		schoolName: form.schoolName.trim(),
		times: copied(form.times),
		callingOrder: form.callingOrder,
		show: form.show,
		arrivalReasons: reasonsOf(form),
		...(byYear.length > 0
			? { timesByYear: Object.fromEntries(byYear.map(({ year, times }) => [year, copied(times)])) }
			: {}),
		...(form.switchedOn.length > 0 ? { switchedOn: [...form.switchedOn] } : {}),
		...(mis ? { mis } : {})
	};
}

/** [J15] What must be put right before settings are recorded; they never reach back before today. */
export function settingsProblems(form: SettingsForm, today: string): Wrong[] {
	const wrong: Wrong[] = [];
	const say = (field: string, words: string) => wrong.push({ field, words });
	if (!form.schoolName.trim()) say('schoolName', 'Enter the name of the school');
	if (form.system === 'other' && !form.otherSystem.trim()) say('otherSystem', 'Enter the name of the system');
	const reasons = reasonsOf(form);
	if (reasons.length > 20) say('arrivalReasons', 'Give at most 20 reasons');
	if (reasons.some((each) => each.length > 60)) say('arrivalReasons', 'A reason has at most 60 letters');
	for (const words of timesWrong(form.times)) say('times', words);
	const years = form.byYear.map(({ year }) => year);
	form.byYear.forEach(({ year, times }, at) => {
		if (year === '') say(`year-${at}`, 'Select the year group these times are for');
		else if (years.indexOf(year) < at) say(`year-${at}`, `${yearWords(year)} has times already`);
		else for (const words of timesWrong(times)) say(`year-${at}`, `${yearWords(year)}: ${words}`);
	});
	const day = isDate(form.from)
		? settingsDayProblem(form.from, today)
		: 'Enter the day from which the settings hold';
	if (day) say('from', day);
	return wrong;
}

/** [S6] What may stand and should be looked at. */
export function settingsWarnings(form: SettingsForm): string[] {
	return [
		...timesProblems(form.times).warnings,
		...form.byYear.flatMap(({ year, times }) =>
			year ? timesProblems(times).warnings.map((words) => `${yearWords(year)}: ${words}`) : []
		)
	];
}

/** The years that have no times of their own yet. */
export function yearsLeft(form: SettingsForm, own: string): { value: string; words: string }[] {
	return YEARS.filter((year) => year === own || !form.byYear.some((each) => each.year === year)).map(
		(year) => ({
			value: year,
			words: yearWords(year)
		})
	);
}

function timesWrong(times: Times): string[] {
	const isWhole = SESSIONS.every((session) => {
		const { open, close, end } = times[session];
		return [open, close, end].every((minute) => /^\d\d:\d\d$/.test(minute));
	});
	return isWhole ? timesProblems(times).refused : ['Enter all six times'];
}

function reasonsOf({ arrivalReasons }: SettingsForm): string[] {
	return [...new Set(arrivalReasons.split('\n').map((each) => each.trim()))].filter((each) => each !== '');
}
