import { expect, test } from 'vitest';
import { at, entry, PUPILS, schoolBook, STAFF } from '../../../tests/support/school-2026-27.ts';
import type { HeldFact, Plan } from '$lib/rules/facts.ts';
import { readRegister } from '$lib/rules/register.ts';
import { birthdayWords, counted, inMinutes } from './day-words.ts';
import { historyWords } from './history-words.ts';
import { fullName, initialsOf, matchesName, namesakes } from './pupil-words.ts';
import { footWordsOf } from './register-status.ts';
import { alsoTaking, whereaboutsByPupil, whyReadOnly } from './register-reading.ts';
import { notesOf, readWords } from './row-words.ts';
import { clockWords } from './tablet-words.ts';

const OF = { classId: 'c-3t', date: '2026-09-14', session: 'AM' } as const;
const BOOK = schoolBook();
const half = { date: OF.date, session: 'AM' } as const;
const PLAN: HeldFact<Plan> = {
	...{ id: 'plan-1', v: 1, clientId: 'office', seq: 1, signInId: '', kind: 'plan', position: 900 },
	...{ madeAt: at(OF.date, '08:10'), clock: { offsetMs: 0, doubtMs: 0 } },
	...{
		pupilId: PUPILS.ava.pupilId,
		from: half,
		to: half,
		shownAs: 'known',
		tag: 'x',
		replaces: [],
		back: '10:30'
	}
};

function avaWith(...facts: HeldFact[]) {
	const ava = readRegister(BOOK, facts, OF).rows.find((each) => each.pupil.pupilId === PUPILS.ava.pupilId);
	if (!ava) throw new Error('Ava is in 3T');
	return ava;
}

test('case K5: a row says that an absence is known and when the child is back, never why', () => {
	const row = avaWith({ ...PLAN, code: 'M', reason: 'Dentist' });
	const said = JSON.stringify([notesOf(row, null), historyWords(row)]);
	expect(notesOf(row, null)).toEqual([{ tone: 'news', words: 'Absence known, back 10:30' }]);
	expect(said).not.toMatch(/dentist|\bM\b|medical/i);
});

test('case K5: the history of an absence entered by the office says away, known to the office, and no code', () => {
	const row = avaWith(
		entry({
			how: 'office',
			code: 'I',
			reason: undefined,
			maker: STAFF.office,
			receivedAt: at(OF.date, '08:55')
		})
	);
	expect(historyWords(row).map((line) => line.what)).toEqual(['Away, absence known to the office']);
	expect(readWords(row)).toBe('Away');
	// What a classroom is told of who entered it.
	const { code: _, ...known } = entry({ how: 'office', receivedAt: at(OF.date, '08:55') });
	const office = { staffId: '', name: 'The office', position: '', role: 'attendance' } as const;
	const told: HeldFact = { ...known, shownAs: 'known', tag: 'x', maker: office };
	expect(historyWords(avaWith(told))).toMatchObject([
		{ what: 'Away, absence known to the office', who: 'The office, received 08:55' }
	]);
	const trip = avaWith(entry({ how: 'office', code: 'V', reason: undefined, maker: STAFF.office }));
	expect(historyWords(trip).map((line) => line.what)).toEqual(['Away, on a trip, in the office']);
});

test('a child signed in at the desk is on the way until someone has seen them', () => {
	const desk = entry({
		id: 'desk',
		how: 'desk',
		code: 'L',
		arrivedAt: '09:01',
		madeAt: at(OF.date, '09:01')
	});
	expect(notesOf(avaWith(desk), null).map((note) => note.words)).toEqual(['Signed in 09:01, on the way']);
	const seen = { ...desk, id: 'seen', kind: 'seen' as const, arrival: 'desk' };
	expect(notesOf(avaWith(desk, seen), null).map((note) => note.words)).toEqual(['Signed in 09:01, in class']);
});

test('what was not accepted stands first, in the office’s words', () => {
	const [first] = notesOf(avaWith(PLAN), 'Not on roll that day.');
	expect(first).toEqual({ tone: 'alert', words: 'Not accepted: Not on roll that day.' });
});

test('a history line says what, how, who, and whether it was received', () => {
	const row = avaWith(
		entry({ id: 'a', code: 'N', maker: STAFF.teal, receivedAt: at(OF.date, '08:53') }),
		entry({ id: 'b', code: '/', replaces: ['a'], madeAt: at(OF.date, '08:56') })
	);
	expect(historyWords(row)).toMatchObject([
		{
			at: '08:52',
			what: 'Absent, no reason yet, tapped in class',
			who: 'Ms Teal, Class teacher, received 08:53',
			standing: 'Changed later'
		},
		{
			at: '08:56',
			what: 'Present, tapped in class',
			who: 'On this tablet, not sent yet',
			standing: 'This is what shows'
		}
	]);
});

test('[A8] a correction after the close says so, on the card and in the history, with its day; a late taker’s own tap is none', () => {
	const closesAt = at(OF.date, '09:10');
	const first = entry({ id: 'a', code: 'N' });
	const second = entry({
		...{ id: 'b', how: 'office' as const, clientId: 'office', code: 'U' as const, replaces: ['a'] },
		...{ maker: STAFF.office, madeAt: at('2026-09-15', '10:00'), receivedAt: at('2026-09-15', '10:00') }
	});
	const row = avaWith(first, second);
	expect(notesOf(row, null, null, closesAt).map((note) => note.words)).toContain(
		'Corrected after registers closed'
	);
	expect(historyWords(row, closesAt)[1]).toMatchObject({
		what: 'Correction: Arrived after registers closed (U), in the office',
		who: 'Mrs Office, Attendance Officer, on Tuesday 15 September, received 10:00'
	});
	const late = avaWith(
		entry({ id: 'c', code: 'N', madeAt: at(OF.date, '09:20') }),
		entry({ id: 'd', replaces: ['c'], madeAt: at(OF.date, '09:21') })
	);
	expect(notesOf(late, null, null, closesAt)).toEqual([]);
	expect(notesOf(avaWith(first, entry({ id: 'e', replaces: ['a'] })), null, null, closesAt)).toEqual([]);
});

test('another tablet is one whose sign-in this tablet does not know; the desk and the office are not taking the register', () => {
	const other = entry({ signInId: '', maker: STAFF.cover });
	expect(alsoTaking([entry()])).toBe(null);
	expect(alsoTaking([entry({ signInId: '', how: 'desk' }), entry({ signInId: '', how: 'office' })])).toBe(
		null
	);
	expect(alsoTaking([entry(), other])).toBe('Mr Cover marked 1 pupil, last at 08:52.');
});

test.each([
	['teal', '2026-09-14', '08:52', null],
	['teal', '2026-09-15', '08:52', /day is over/],
	['cover', '2026-09-14', '08:52', /can read/],
	['head', '2026-09-14', '08:52', null],
	// The school would not accept a tap of theirs [P2].
	['office', '2026-09-14', '08:52', /can read/],
	['recep', '2026-09-14', '08:52', /can read/],
	['dsl', '2026-09-14', '08:52', /can read/]
] as const)('[P2] %s on %s at %s: whether a register may be taken', (who, today, minute, why) => {
	const answer = whyReadOnly(BOOK, OF, STAFF[who], at(today, minute));
	if (why === null) expect(answer).toBe(null);
	else expect(answer).toMatch(why);
});

test('the afternoon’s register is only to be read until the morning is over', () => {
	const afternoon = { ...OF, session: 'PM' } as const;
	expect(whyReadOnly(BOOK, afternoon, STAFF.teal, at(OF.date, '11:59'))).toContain('from 12:00');
	expect(whyReadOnly(BOOK, afternoon, STAFF.teal, at(OF.date, '12:00'))).toBe(null);
	expect(whyReadOnly(BOOK, afternoon, null, at(OF.date, '12:00'))).toMatch(/^Signed out in another tab/);
});

test('two pupils of one name are told apart by the birthday; a shared forename alone is no such case', () => {
	const named = (pupilId: string, forename: string, surname: string) => ({ pupilId, forename, surname });
	const three = [named('1', 'Olivia', 'Brown'), named('2', 'olivia', 'Brown'), named('3', 'Olivia', 'Green')];
	expect(namesakes(three)).toEqual(new Set(['1', '2']));
	expect(birthdayWords('2017-11-13')).toBe('13 November 2017');
});

test('a pupil is found by the beginning of any part of the name, accents and case aside', () => {
	const zoe = { pupilId: '1', forename: 'Zoë', knownAs: 'Zo', surname: 'O’Neil-Smith' };
	expect(['zoe', 'ZO sm', 'o’n', 'smi zo'].map((typed) => matchesName(zoe, typed))).toEqual([
		true,
		true,
		true,
		true
	]);
	expect(matchesName(zoe, 'mith')).toBe(false);
	// A tablet's keyboard types the one apostrophe, a file of the school's may hold the other.
	expect(["o'n", 'O’Neil'].map((typed) => matchesName({ ...zoe, surname: "O'Neil" }, typed))).toEqual([
		true,
		true
	]);
	expect(matchesName(zoe, "o'neil")).toBe(true);
	expect([fullName(zoe), initialsOf(zoe)]).toEqual(['Zo O’Neil-Smith', 'ZO']);
});

test('minutes are counted up, and none are said once the time has come', () => {
	expect([inMinutes(0, 60_000), inMinutes(0, 60_001), inMinutes(0, 0)]).toEqual([
		'in 1 minute',
		'in 2 minutes',
		''
	]);
	expect([counted(1, 'child', 'children'), counted(2, 'mark')]).toEqual(['1 child', '2 marks']);
});

test('a demo school’s shifted clock is no fault of the tablet', () => {
	expect(clockWords({ offsetMs: -3_600_000, doubtMs: 20, shiftMs: -3_600_000 })).toBe(
		'Agrees with the school’s'
	);
	expect(clockWords({ offsetMs: 180_000, doubtMs: 20 })).toBe('3 minutes slow, which is allowed for');
	expect(clockWords({ offsetMs: 0, doubtMs: null })).toBe('Never compared with the school’s');
});

test('[B1] a row says that a child has left and come back, or where in school they are', () => {
	const { ava, ben } = PUPILS;
	const base = { ...entry(), kind: undefined, classId: 'c-3t', replaces: [] };
	const fact = (id: string, over: object) => ({ ...base, id, ...over }) as unknown as HeldFact;
	const said = (minute: string, pupilId: string, ...facts: HeldFact[]) => {
		const gone = whereaboutsByPupil(facts, at(OF.date, minute), BOOK.settingsOn(OF.date)?.times).get(pupilId);
		return notesOf(avaWith(), null, gone).map((note) => note.words);
	};
	const out = fact('out', { kind: 'out', at: '10:40', why: 'other', expectedBack: '11:30' });
	const back = fact('back', { kind: 'back', at: '11:25', out: 'out' });
	const library = fact('lib', { kind: 'elsewhere', at: '09:30', where: 'library', pupilId: ben.pupilId });
	expect(said('10:45', ava.pupilId, out, library)).toEqual(['Left 10:40, expected back 11:30']);
	expect(said('11:40', ava.pupilId, out, back, library)).toEqual(['Left 10:40, back 11:25']);
	expect(said('10:45', ben.pupilId, out, library)).toEqual(['In school, elsewhere: library']);
	expect(said('10:45', PUPILS.dee.pupilId, out, library)).toEqual([]);
});

test('[W1] an arrival after the close is said to be sent to the office only once the school has it', () => {
	const proposal = {
		...{ id: 'late', v: 1, clientId: 'c', seq: 9, signInId: '', kind: 'propose', ...OF, code: 'U' },
		...{ pupilId: PUPILS.ava.pupilId, arrivedAt: '09:25', clock: { offsetMs: 0, doubtMs: 0 } },
		madeAt: at(OF.date, '09:26')
	} as HeldFact;
	const said = (fact: HeldFact) => notesOf(avaWith(fact), null)[0]?.words;
	expect(said(proposal)).toBe('Arrived 09:25, to be sent to the office');
	expect(said({ ...proposal, position: 9, receivedAt: at(OF.date, '09:27'), maker: STAFF.teal })).toBe(
		'Arrived 09:25, sent to the office'
	);
});

test('[W7] the foot says first what is not yet well, and what is well is left to the head', () => {
	const waiting = { tone: 'waiting', words: '12 on this tablet only, since 08:52' } as const;
	expect(footWordsOf({ ...waiting, detail: 'Saved on this tablet.' }, 3)).toEqual({
		first: '12 on this tablet only, since 08:52.',
		words: 'Saved on this tablet.'
	});
	const alert = { tone: 'alert', words: '1 needs checking by the office' } as const;
	expect(footWordsOf(alert, 3)).toEqual({
		first: '1 needs checking by the office.',
		words: '3 left to mark'
	});
	expect(footWordsOf({ tone: 'quiet', words: 'Saving' }, 0)).toEqual({ first: '', words: '' });
	expect(footWordsOf({ tone: 'ok', words: 'All 30 received at 08:57' }, 0).first).toBe('');
});
