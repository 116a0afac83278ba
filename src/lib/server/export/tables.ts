import type { Book } from '../../rules/book.ts';
import { correctedAt } from '../../rules/clock.ts';
import type { Entry, Half, HeldFact, Plan, Withdrawal } from '../../rules/facts.ts';
import { fullName } from '../../rules/names.ts';
import { londonDate, londonMinute } from '../../rules/sessions.ts';

/** What the rows of every table may be asked for. */
export interface Known {
	book: Book;
	/** A plan’s code, by its id. */
	planCodes: ReadonlyMap<string, string>;
	/** Entries that somebody took back, by id. */
	takenBack: ReadonlySet<string>;
	/** Entries that are amendments, by position. */
	amendments: ReadonlySet<number>;
}

/** A table of the export: its columns, with what each means, and a fact’s row in it. */
export interface Table<F extends HeldFact = HeldFact> {
	file: string;
	about: string;
	columns: readonly (readonly [name: string, meaning: string, value: (fact: F, known: Known) => string])[];
}

const pupilName = ({ book }: Known, pupilId: string) => {
	const pupil = book.pupil(pupilId);
	return pupil ? fullName(pupil) : '';
};
const className = ({ book }: Known, classId: string) => book.classNamed(classId)?.name ?? classId;
/** An instant by London’s clock: 2026-11-23 08:52. */
export const moment = (at: number): string => `${londonDate(at)} ${londonMinute(at)}`;
const half = ({ date, session }: Half): string => `${date} ${session}`;

/** The code an entry says: its own, or that of the plan it confirms. */
export function codeOf(entry: HeldFact<Entry>, known: Known): string {
	return entry.code ?? (entry.confirms === undefined ? '' : (known.planCodes.get(entry.confirms) ?? ''));
}

const MADE = [
	['made on', 'The day and minute by London’s clock at which it was recorded', (f) => moment(correctedAt(f))],
	['received on', 'When the school’s server received it', (f) => moment(f.receivedAt ?? 0)],
	['by', 'Who recorded it', (f) => f.maker?.name ?? ''],
	['position', 'Their position then', (f) => f.maker?.position ?? '']
] satisfies Table['columns'];

export const ENTRIES: Table<HeldFact<Entry>> = {
	file: 'entries.csv',
	about:
		'Every entry ever made and still kept, replaced and withdrawn ones too, in the order in which the school heard them.',
	columns: [
		['place', 'Place in the school’s order; facts.jsonl has the same', (f) => String(f.position)],
		['date', 'The day that it is about', (f) => f.date],
		['session', 'AM or PM', (f) => f.session],
		['class', 'Class', (f, k) => className(k, f.classId)],
		['pupil', 'Full name, as the roll has it', (f, k) => pupilName(k, f.pupilId)],
		['pupil number', 'The pupil’s number in Firstbell', (f) => f.pupilId],
		['code', 'The code of the DfE; / and \\ are present, morning and afternoon', codeOf],
		['arrived', 'Minute of arrival, where one was stated', (f) => f.arrivedAt ?? ''],
		['detail', 'Nature of the activity or cause', (f) => f.detail ?? ''],
		['reason', 'Reason', (f) => f.reason ?? ''],
		['how', 'How it came to be known: tapped, filled, desk, plan, office, told, paper, import', (f) => f.how],
		[
			'is amendment',
			'yes: it changed an earlier entry after the register had closed',
			(f, k) => (k.amendments.has(f.position ?? 0) ? 'yes' : '')
		],
		['taken back', 'yes: it was taken back later', (f, k) => (k.takenBack.has(f.id) ? 'yes' : '')],
		['replaces', 'The entries it takes the place of, by their ids', (f) => f.replaces.join(' ')],
		...MADE,
		['id', 'The entry’s own id', (f) => f.id]
	]
};

export const PLANS: Table<HeldFact<Plan>> = {
	file: 'plans.csv',
	about:
		'Known absences and activities, as they were recorded. They count for nothing until an entry confirms them.',
	columns: [
		['place', 'Place in the school’s order', (f) => String(f.position)],
		['pupil', 'Full name', (f, k) => pupilName(k, f.pupilId)],
		['pupil number', 'The pupil’s number in Firstbell', (f) => f.pupilId],
		['from', 'First half-day', (f) => half(f.from)],
		['to', 'Last half-day', (f) => half(f.to)],
		['weekdays', 'On these weekdays only, 1 is Monday', (f) => (f.weekdays ?? []).join(' ')],
		['only', 'AM or PM, where it is one of them only', (f) => f.only ?? ''],
		[
			'times',
			'From which minute to which, where it is for part of the day',
			(f) => (f.times ? `${f.times.from} to ${f.times.to}` : '')
		],
		['code', 'Code; none for what a parent only said', (f) => f.code ?? ''],
		['reason', 'Reason', (f) => f.reason ?? ''],
		['detail', 'Nature of the activity or cause', (f) => f.detail ?? ''],
		['said by', 'Who told the school', (f) => f.message?.from ?? ''],
		['ended', 'yes: it only ends the plans it names', (f) => (f.cancelled ? 'yes' : '')],
		['replaces', 'Plans it takes the place of, by their ids', (f) => f.replaces.join(' ')],
		...MADE,
		['id', 'The plan’s own id', (f) => f.id]
	]
};

export const OTHERS: Table = {
	file: 'others.csv',
	about:
		'All else that was recorded: changes of the roll, the calendar and settings, registers finished, arrivals seen in class, withdrawals, signing out and back, calls, and what was settled.',
	columns: [
		['place', 'Place in the school’s order', (f) => String(f.position)],
		['kind', 'What it is', (f) => f.kind],
		['date', 'The day that it is about', (f) => ('date' in f ? f.date : '')],
		['session', 'AM or PM', (f) => ('session' in f ? f.session : '')],
		['class', 'Class', (f, k) => ('classId' in f ? className(k, f.classId) : '')],
		['pupil', 'Full name', (f, k) => ('pupilId' in f ? pupilName(k, f.pupilId) : '')],
		['pupil number', 'The pupil’s number in Firstbell', (f) => ('pupilId' in f ? f.pupilId : '')],
		['details', 'All that it says', (f) => details(f)],
		...MADE,
		['id', 'Its own id', (f) => f.id]
	]
};

const BESIDE: ReadonlySet<string> = new Set([
	...['id', 'kind', 'v', 'clientId', 'seq', 'signInId', 'madeAt', 'clock', 'position', 'receivedAt', 'maker'],
	...['date', 'session', 'classId', 'pupilId', 'photo']
]);

function details(fact: HeldFact): string {
	return Object.entries(fact)
		.filter(([key]) => !BESIDE.has(key))
		.map(([key, value]) => `${key}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
		.join('; ');
}

/** The roll as it stands: one line a pupil who is or was on it. */
export const ROLL_COLUMNS = [
	...[
		'pupil number',
		'UPN',
		'forename',
		'surname',
		'known as',
		'born',
		'year',
		'sex',
		'address',
		'starting day'
	],
	...['classes', 'last day', 'ground', 'last school', 'next or other school', 'contacts']
];

/** One pupil’s line of the roll. */
export function rollRow(known: Known, pupilId: string): string[] {
	const { book } = known;
	const pupil = book.pupil(pupilId);
	const left = book.leavingsOf(pupilId).map(({ leaving }) => leaving);
	const leaving = left.at(-1);
	const register = pupil?.register;
	const contacts = [...(register?.contacts ?? [])].sort((a, b) => a.order - b.order);
	return [
		...[pupilId, register?.upn ?? '', pupil?.forename ?? '', pupil?.surname ?? '', pupil?.knownAs ?? ''],
		...[pupil?.dob ?? '', pupil?.year ?? '', register?.sex ?? '', register?.address ?? ''],
		register?.startingDay ?? '',
		book
			.placesOf(pupilId)
			.map(({ classId, from }) => `${className(known, classId)} from ${from}`)
			.join('; '),
		...[left.map(({ lastDay }) => lastDay).join('; '), left.map(({ ground }) => ground).join('; ')],
		register?.lastSchool ?? '',
		leaving?.nextSchool ?? register?.otherSchool ?? '',
		contacts
			.map(
				(each) =>
					`${each.order}. ${each.name}, ${each.relation}${each.livesWith ? ', lives with the pupil' : ''}: ${each.phones.join(', ')}${each.address ? `; ${each.address}` : ''}`
			)
			.join(' | ')
	];
}

export const CALENDAR_COLUMNS = ['school year', 'what', 'name', 'from', 'to'];

/** Terms, days without school, and session times. */
export function calendarRows({ book }: Known, settings: readonly HeldFact[]): string[][] {
	const days = book
		.calendars()
		.flatMap(({ schoolYear, terms, closures }) => [
			...terms.map(({ name, from, to }) => [schoolYear, 'term', name, from, to]),
			...closures.map(({ name, date }) => [schoolYear, 'no school', name, date, date])
		]);
	const times = settings.flatMap((fact) =>
		fact.kind === 'settings'
			? (['AM', 'PM'] as const).map((session) => {
					const { open, close, end } = fact.times[session];
					return [
						'',
						`${session} register`,
						`opens ${open}, closes ${close}, session ends ${end}`,
						fact.from,
						''
					];
				})
			: []
	);
	const closed = book
		.closures()
		.map((each) => ['', `${each.code} closure`, each.reason, half(each.from), half(each.to)]);
	return [...days, ...times, ...closed];
}

export const AMENDMENT_COLUMNS = [
	...['date', 'session', 'class', 'pupil', 'pupil number', 'original entry', 'amended entry', 'reason'],
	...['date of the amendment', 'name', 'position', 'place', 'places of the originals', 'taken back']
];

/** An amendment’s row: original entry, amended entry (none, where it was taken back), reason, date, name and position, as the law asks. */
export function amendmentRow(
	entry: HeldFact<Entry | Withdrawal>,
	originals: readonly HeldFact<Entry>[],
	known: Known
): string[] {
	const said = (each: HeldFact<Entry>) =>
		[codeOf(each, known), each.arrivedAt ?? '', each.detail ?? ''].filter((part) => part !== '').join(', ');
	const isMark = entry.kind === 'mark';
	const arrived = isMark && entry.arrivedAt !== undefined ? `Arrived ${entry.arrivedAt}` : '';
	const pupilId = isMark ? entry.pupilId : (originals[0]?.pupilId ?? '');
	return [
		...[entry.date, entry.session, className(known, entry.classId), pupilName(known, pupilId)],
		...[pupilId, originals.map(said).join(' | '), isMark ? said(entry) : '', entry.reason ?? arrived],
		...[moment(correctedAt(entry)), entry.maker?.name ?? '', entry.maker?.position ?? ''],
		...[String(entry.position), originals.map((each) => String(each.position)).join(' ')],
		known.takenBack.has(entry.id) ? 'yes' : ''
	];
}
