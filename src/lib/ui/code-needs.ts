import { codeRule } from '$lib/rules/code-table.ts';
import { isCode, type Code } from '$lib/rules/codes.ts';
import { whereLearning } from '$lib/rules/home-learning.ts';
import type { Agreement, Entry } from '$lib/rules/facts.ts';

/** What a person has said beside a code, as the fields of a form hold it. */
export interface SaidBeside {
	/** HH:MM */
	arrivedAt: string;
	detail: string;
	/** Who asked, or agreed. */
	parent: string;
	/** Whether the pupil normally lives with them. */
	livesWith: 'yes' | 'no' | null;
	/** yyyy-MM-dd, each. */
	askedOn: string;
	from: string;
	to: string;
	review: string;
	licence: string;
	/** Whether the family has a fixed home. */
	fixedHome: 'yes' | 'no' | null;
}

/** A form in which nothing has been said, but for what is given. */
export function saying(first: Pick<Entry, 'arrivedAt' | 'detail' | 'agreement'> = {}): SaidBeside {
	const { arrivedAt = '', detail = '', agreement = {} } = first;
	const { parent = '', askedOn = '', from = '', to = '', review = '', licence = '' } = agreement;
	const { askedByParentAtHome: atHome, mobileChild } = agreement;
	return {
		...{ arrivedAt, detail, parent, askedOn, from, to, review, licence },
		livesWith: atHome === undefined ? null : atHome ? 'yes' : 'no',
		fixedHome: mobileChild === undefined ? null : mobileChild ? 'no' : 'yes'
	};
}

/** What a form asks beside a code: the words of its free text, and which records it rests on. */
export interface AskedBeside {
	arrival: boolean;
	detail: { label: string; hint?: string } | null;
	/** Leave that somebody asked for; `atHome` where only a parent at home may. */
	leave: { atHome: boolean } | null;
	/** A part-time timetable agreed with a parent. */
	timetable: boolean;
	licence: boolean;
	trade: boolean;
}

const NOTHING: AskedBeside = {
	arrival: false,
	detail: null,
	leave: null,
	timetable: false,
	licence: false,
	trade: false
};

const DETAILS: Partial<Record<Code, { label: string; hint?: string }>> = {
	K: { label: 'What is the education?', hint: 'For example: hospital school' },
	V: { label: 'What is the visit?', hint: 'For example: Black Country Museum' },
	P: { label: 'What is the sporting activity?', hint: 'For example: district swimming gala' },
	W: { label: 'What is the work experience?' },
	B: { label: 'What is the activity?', hint: 'In person, never learning at home. For example: taster day' },
	D: { label: 'What is the other school?' },
	T: { label: 'What is the parent’s trade?', hint: 'For example: fairground' },
	R: { label: 'What is the religious day?', hint: 'For example: Eid al-Fitr' },
	M: { label: 'What is the appointment? (optional)', hint: 'For example: dentist' }
};

/** What is asked beside a code. */
export function askedBeside(code: string): AskedBeside {
	if (!isCode(code)) return NOTHING;
	const { needs, group } = codeRule(code);
	const cause = group === 'unable' ? { label: 'What keeps the pupil from coming?' } : null;
	return {
		arrival: code === 'L' || code === 'U',
		detail: DETAILS[code] ?? cause,
		leave: needs.includes('application') ? { atHome: code === 'C' } : null,
		timetable: needs.includes('agreement'),
		licence: needs.includes('licence'),
		trade: needs.includes('trade')
	};
}

/** [C12] What a person is asked where the words beside a B may be of learning at home: the words alone do not tell. */
export const MAYBE_AT_HOME =
	'Is the child there in person, with somebody whom the school has approved to supervise it? If not, B is not right: use the code of the true reason.';

/** What a person is asked about the words beside a code, in a sentence; null where they leave no doubt. */
export function doubtBeside(code: string, detail: string): string | null {
	return code === 'B' && whereLearning(detail) === 'ask' ? MAYBE_AT_HOME : null;
}

/** What goes with the code into a fact: only what this code asks for, and only what was said. */
export function besideCode(
	code: string,
	said: SaidBeside
): Pick<Entry, 'arrivedAt' | 'detail' | 'agreement'> {
	const asked = askedBeside(code);
	const detail = asked.detail ? said.detail.trim() : '';
	const { askedOn, from, to, review } = said;
	const parent = said.parent.trim();
	const agreement: Agreement = {
		...((asked.leave || asked.timetable) && parent ? { parent } : {}),
		...(asked.leave && askedOn ? { askedOn } : {}),
		...(asked.leave?.atHome && said.livesWith ? { askedByParentAtHome: said.livesWith === 'yes' } : {}),
		...(asked.timetable && from ? { from } : {}),
		...(asked.timetable && to ? { to } : {}),
		...(asked.timetable && review ? { review } : {}),
		...(asked.licence && said.licence.trim() ? { licence: said.licence.trim() } : {}),
		...(asked.trade && said.fixedHome ? { mobileChild: said.fixedHome === 'no' } : {})
	};
	return {
		...(asked.arrival && said.arrivedAt ? { arrivedAt: said.arrivedAt } : {}),
		...(detail ? { detail } : {}),
		...(Object.keys(agreement).length > 0 ? { agreement } : {})
	};
}
