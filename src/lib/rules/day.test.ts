import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	arrival,
	back,
	dayAt,
	elsewhere,
	message,
	MONDAY,
	out,
	tapped
} from '../../../tests/support/desk-facts.ts';
import {
	at,
	BOOK_FACTS,
	CLASS_3T,
	entry,
	must,
	PUPILS,
	schoolBook,
	SETTINGS
} from '../../../tests/support/school-2026-27.ts';
import { readDay, sessionSoFar, type Day } from './day.ts';
import type { Call, ClassFact, HeldFact, PlaceFact, Settle } from './facts.ts';

const AVA = PUPILS.ava.pupilId;
const of = (day: Day, pupilId = AVA) => must(day.pupils.get(pupilId), 'the pupil is on the roll');
const { classId, clientId, seq, signInId, clock, v } = entry();
const base = (id: string, minute: string) => ({
	...{ id, v, clientId, seq, signInId, clock, madeAt: at(MONDAY, minute) },
	...{ classId, date: MONDAY, session: 'AM' as const }
});
const call = (id: string, minute: string, over: Partial<HeldFact<Call>> = {}): HeldFact<Call> => ({
	...base(id, minute),
	kind: 'call',
	pupilId: AVA,
	contact: { name: 'Mother', order: 1 },
	outcome: 'no-answer',
	...over
});
const settle = (id: string, minute: string, reason: string): HeldFact<Settle> => ({
	...base(id, minute),
	kind: 'settle',
	about: 'x',
	outcome: 'closed',
	reason
});
const CLASS_4K: HeldFact<ClassFact> = { ...CLASS_3T, id: 'f-4k', classId: 'c-4k', name: '4K', order: 0 };
const EMPTY: HeldFact<ClassFact> = { ...CLASS_3T, id: 'f-5m', classId: 'c-5m', name: '5M', order: 3 };
const toFourK: HeldFact<PlaceFact> = {
	...SETTINGS,
	id: 'f-move',
	kind: 'place',
	pupilId: AVA,
	classId: 'c-4k',
	from: MONDAY
};

describe('a day', () => {
	it('[B4] is both registers of every class that has a pupil, in the school’s order', () => {
		const book = schoolBook().add([CLASS_4K, EMPTY, toFourK]);
		const day = readDay(book, [tapped('a', '08:52', '/')], MONDAY, at(MONDAY, '09:00'));
		expect(day.classes.map(({ schoolClass }) => schoolClass.name)).toEqual(['4K', '3T']);
		expect(day.classes.map(({ AM, PM }) => [AM.session, PM.session])).toEqual([
			['AM', 'PM'],
			['AM', 'PM']
		]);
		expect(day.pupils.size).toBe(4);
	});
	it('[B4] case A1: a mark of the morning is the morning’s, and the afternoon is unmarked', () => {
		const ava = of(dayAt('09:00', [tapped('a', '08:52', '/')]));
		expect([ava.AM.mark.shown, ava.PM.mark.shown]).toEqual(['present', 'unmarked']);
	});
	it('[B4] a mark made under an old class list follows the pupil into today’s class', () => {
		const book = schoolBook().add([CLASS_4K, toFourK]);
		const day = readDay(book, [tapped('a', '08:52', 'N')], MONDAY, at(MONDAY, '09:00'));
		expect(of(day).classId).toBe('c-4k');
		expect(of(day).AM.mark.code).toBe('N');
		expect(day.classes.find(({ schoolClass }) => schoolClass.classId === 'c-4k')?.AM.counts.absent).toBe(1);
	});
	it('[B4] a withdrawal is found by what it takes back', () => {
		const taken: HeldFact = { ...base('w', '08:54'), kind: 'withdraw', entries: ['a'] };
		expect(of(dayAt('09:00', [tapped('a', '08:52', '/'), taken])).AM.mark.shown).toBe('unmarked');
	});
	it('[B4] facts of another day are left out', () => {
		const yesterday = { date: '2026-09-11' };
		const facts = [
			tapped('a', '08:52', '/', yesterday),
			out('o', '09:00', yesterday),
			call('c', '09:00', yesterday)
		];
		const ava = of(dayAt('10:00', facts));
		expect([ava.AM.mark.shown, ava.whereabouts.out, ava.calls]).toEqual(['unmarked', null, []]);
	});
	it('[B4] calls are told oldest first, by the school’s time, each once', () => {
		const slow = { clock: { offsetMs: 3_600_000, doubtMs: 0 } };
		const facts = [call('late', '09:00', slow), call('early', '09:30'), call('early', '09:30')];
		expect(of(dayAt('11:00', facts)).calls.map(({ id }) => id)).toEqual(['early', 'late']);
	});
	it('[B4] of two settlings of one thing the later holds, whichever came first', () => {
		const both = [settle('s2', '10:00', 'second'), settle('s1', '09:30', 'first')];
		expect(dayAt('11:00', both).settled.get('x')?.reason).toBe('second');
		expect(dayAt('11:00', both.reverse()).settled.get('x')?.reason).toBe('second');
	});
	it('[B5] an elsewhere that names no end is over when its half-day is', () => {
		expect(of(dayAt('11:00', [elsewhere('e', '09:30')])).whereabouts.elsewhere?.id).toBe('e');
		expect(of(dayAt('13:00', [elsewhere('e', '09:30')])).whereabouts.elsewhere).toBeNull();
	});
	it('[B4] the same facts in any order, however often, make the same day', () => {
		const facts = [
			tapped('n', '08:52', 'N'),
			arrival('l', '09:01'),
			tapped('p', '08:53', '/', { pupilId: PUPILS.ben.pupilId }),
			message('m', { pupilId: PUPILS.cal.pupilId }),
			out('o', '10:40'),
			out('o2', '10:45', { replaces: ['o'] }),
			back('b', '11:30', 'o'),
			elsewhere('e', '11:40'),
			call('c', '09:20'),
			call('c2', '09:20'),
			settle('s1', '09:30', 'first'),
			settle('s2', '09:30', 'second')
		];
		const said = (day: Day) => ({
			settled: day.settled.get('x')?.id,
			pupils: [...day.pupils.values()].map((each) => [
				each.AM.mark.head,
				each.AM.mark.dispute,
				each.AM.plan?.id,
				each.whereabouts.out?.id,
				each.whereabouts.elsewhere?.id,
				each.calls.map(({ id }) => id)
			])
		});
		const once = said(dayAt('11:45', facts));
		fc.assert(
			fc.property(fc.shuffledSubarray([...facts, ...facts], { minLength: facts.length * 2 }), (shuffled) => {
				expect(said(dayAt('11:45', shuffled))).toEqual(once);
			})
		);
	});
});

describe('the half-day a class is read from', () => {
	const soFar = (minute: string, facts: HeldFact[] = []) => {
		const day = dayAt(minute, facts);
		return sessionSoFar(day, must(day.classes[0], 'one class'), at(MONDAY, minute));
	};
	const afternoon = { session: 'PM', code: '\\' } as const;

	it('[B6] the morning until the afternoon’s register opens', () => {
		expect(['08:00', '11:00', '12:30', '13:10', '16:00'].map((minute) => soFar(minute))).toEqual([
			'AM',
			'AM',
			'AM',
			'PM',
			'PM'
		]);
	});
	it('[B6] the afternoon once somebody in the room has begun it', () => {
		expect(soFar('13:05', [tapped('a', '13:04', '\\', afternoon)])).toBe('PM');
	});
	it('[B6] what the office enters ahead, or a stray tap in the morning, opens no afternoon', () => {
		expect(soFar('12:30', [tapped('a', '09:30', 'I', { ...afternoon, how: 'office', code: 'I' })])).toBe(
			'AM'
		);
		expect(soFar('10:00', [tapped('a', '09:30', '\\', afternoon)])).toBe('AM');
	});
	it('[B6] the morning where there is no school', () => {
		const day = readDay(schoolBook(), BOOK_FACTS, '2026-11-27', at('2026-11-27', '14:00'));
		expect(sessionSoFar(day, must(day.classes[0], 'one class'), at('2026-11-27', '14:00'))).toBe('AM');
	});
});
