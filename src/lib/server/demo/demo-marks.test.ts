import { describe, expect, test } from 'vitest';
import { FACTS } from '../../protocol/facts.ts';
import { Book } from '../../rules/book.ts';
import { addSchoolDays } from '../../rules/calendar.ts';
import type { Code } from '../../rules/codes.ts';
import type { Entry, Fact, HeldFact, Plan } from '../../rules/facts.ts';
import { mayMake } from '../../rules/permissions.ts';
import { readRegister, type RegisterRow } from '../../rules/register.ts';
import { londonDate, londonInstant, londonMinute, sessionWindow } from '../../rules/sessions.ts';
import { demoFills, demoMarks, dueAtOf } from './demo-marks.ts';
import { demoSchool } from './demo-school.ts';

const NOW = londonInstant('2026-11-23', '08:50');
const school = demoSchool();
const made = demoMarks(school, 0, NOW);
const facts: Fact[] = made.map(({ fact }) => fact);
const book = new Book().add(school.facts.map(({ fact }) => fact));
const plans = facts.filter((fact): fact is Plan => fact.kind === 'plan');
const entries = facts.filter((fact): fact is Entry => fact.kind === 'mark');

/** Every register so far, as any replica would read it. */
function everyRow(): (RegisterRow & { date: string })[] {
	const byRegister = Map.groupBy(
		facts.filter((fact) => 'session' in fact && 'classId' in fact) as HeldFact<Entry>[],
		(fact) => `${fact.classId}|${fact.date}|${fact.session}`
	);
	const plansOf = Map.groupBy(
		plans,
		(plan) => school.pupils.find(({ pupilId }) => pupilId === plan.pupilId)?.classId
	);
	return [...byRegister.values()].flatMap((own) => {
		const { classId = '', date = '', session = 'AM' } = own[0] ?? {};
		return readRegister(book, [...own, ...(plansOf.get(classId) ?? [])], { classId, date, session }).rows.map(
			(row) => ({ ...row, date })
		);
	});
}

const rows = everyRow();
const codes = Map.groupBy(rows, (row) => row.mark.code);
const count = (...wanted: Code[]) => wanted.reduce((sum, code) => sum + (codes.get(code)?.length ?? 0), 0);

describe('the demo’s marks', () => {
	test('are the same at every call', () => {
		expect(JSON.stringify(demoMarks(school, 0, NOW))).toBe(JSON.stringify(made));
	});

	test('travel like any other facts, and each comes once', () => {
		for (const fact of facts) if (!FACTS[fact.kind].safeParse(fact).success) expect(fact).toBeNull();
		expect(new Set(facts.map(({ id }) => id)).size).toBe(facts.length);
	});

	test('mark every pupil of every finished session since September, and no other', () => {
		const days = 38 + 15;
		const starter = 38 * 2;
		expect(rows).toHaveLength(days * 2 * 420 - starter);
		expect(count('/') > 0 && rows.filter((row) => row.mark.code === null)).toEqual([]);
		expect(rows.every((row) => row.date >= '2026-09-02' && row.date <= '2026-11-20')).toBe(true);
	});

	test('leave no dispute, nothing provisional, and nobody signed in at the desk and not seen', () => {
		const odd = rows.filter(
			({ mark }) => mark.dispute || mark.provisional || mark.arrival?.seenInClass === false
		);
		expect(odd).toEqual([]);
	});

	test('come to about 94 or 95 in a hundred', () => {
		const attending = count('/', '\\', 'L', 'V');
		const possible = attending + count('I', 'M', 'C', 'O', 'N', 'U');
		expect(possible + count('X', 'D')).toBe(rows.length);
		expect(attending / possible).toBeGreaterThan(0.94);
		expect(attending / possible).toBeLessThan(0.955);
		expect(count('L') / rows.length).toBeGreaterThan(0.005);
		expect(count('U')).toBeGreaterThan(20);
	});

	test('have a tenth to a fifth of pupils persistently absent', () => {
		const persistent = [...Map.groupBy(rows, (row) => row.pupil.pupilId).values()].filter((own) => {
			const possible = own.filter(({ mark }) => mark.code !== 'X' && mark.code !== 'D');
			const absent = possible.filter(({ mark }) => ['I', 'M', 'C', 'O', 'N', 'U'].includes(mark.code ?? ''));
			return 10 * absent.length >= possible.length;
		});
		expect(persistent.length / 420).toBeGreaterThan(0.1);
		expect(persistent.length / 420).toBeLessThan(0.2);
	});

	test('[2.6] keep no N beyond its five school days', () => {
		for (const { date } of codes.get('N') ?? []) {
			const deadline = addSchoolDays(book, date, 5) ?? '';
			expect(deadline >= '2026-11-23').toBe(true);
		}
		expect(count('N')).toBeGreaterThan(0);
		expect(count('O')).toBeGreaterThan(50);
	});

	test('are `/` in the morning and `\\` in the afternoon', () => {
		const wrong = entries.filter(
			({ code, session }) => (code === '/' && session === 'PM') || (code === '\\' && session === 'AM')
		);
		expect(wrong).toEqual([]);
	});

	test('of the taking are made while it runs; an L states a minute inside it, a U one after it', () => {
		for (const entry of entries) {
			const window = sessionWindow(book, entry.date, entry.session);
			if (!window) throw new Error(`No session on ${entry.date}`);
			const isTaking = entry.how !== 'office' && entry.code !== 'U';
			const inTime = entry.madeAt > window.opensAt && entry.madeAt < window.closesAt;
			if (isTaking && !inTime) expect(entry).toBeNull();
			const arrived = entry.arrivedAt ? londonInstant(entry.date, entry.arrivedAt) : null;
			if (entry.code === 'L')
				expect(arrived !== null && arrived > window.opensAt && arrived < window.closesAt).toBe(true);
			if (entry.code === 'U')
				expect(arrived !== null && arrived >= window.closesAt && arrived < window.endsAt).toBe(true);
		}
	});

	test('are made by people whose role allows it, and amendments have a reason', () => {
		const roleOf = new Map(school.staff.map(({ staffId, role }) => [staffId, role]));
		expect(
			made.filter(({ fact, staffId }) => !mayMake(roleOf.get(staffId) ?? 'governor', fact.kind))
		).toEqual([]);
		const late = entries.filter(
			(entry) => entry.madeAt >= (sessionWindow(book, entry.date, entry.session)?.closesAt ?? 0)
		);
		expect(late.length).toBeGreaterThan(100);
		expect(late.filter((entry) => !entry.reason)).toEqual([]);
	});
});

describe('a newcomer’s morning, Monday 23 November 2026 in 4 Elm', () => {
	const register = readRegister(book, facts, { classId: 'c-4elm', date: '2026-11-23', session: 'AM' });

	test('is unmarked', () => {
		expect(register.counts).toMatchObject({ left: 30, here: 0, roll: 30 });
	});

	test('expects one child away ill, one at the dentist over registration, one on a trip; another leaves only later', () => {
		const expected = register.rows.flatMap(({ plan }) => (plan ? [plan.code] : [])).sort();
		expect(expected).toEqual(['I', 'M', 'V']);
		const timed = plans.filter((plan) => plan.times && plan.from.date === '2026-11-23');
		expect(timed.some((plan) => plan.times?.from === '10:45')).toBe(true);
	});

	test('is one of a trip’s three classes', () => {
		const trip = plans.filter((plan) => plan.code === 'V' && plan.from.date === '2026-11-23');
		expect(new Set(trip.map((plan) => book.classOf(plan.pupilId, '2026-11-23')))).toEqual(
			new Set(['c-4elm', 'c-4oak', 'c-5oak'])
		);
		expect(new Set(trip.map((plan) => plan.actId)).size).toBe(1);
	});

	test('has a child with a known absence on any other day as well', () => {
		const all = demoMarks(school, 0, londonInstant('2026-12-18', '15:20')).map(({ fact }) => fact);
		const own = all.filter((fact) => fact.kind === 'plan');
		for (const date of ['2026-09-15', '2026-10-06', '2026-11-24', '2026-12-09', '2026-12-18']) {
			const { rows: there } = readRegister(book, own, { classId: 'c-4elm', date, session: 'AM' });
			expect(there.some(({ plan }) => plan !== null)).toBe(true);
		}
	});
});

describe('filling', () => {
	test('in parts comes to the same as at once', () => {
		const cuts = [
			'2026-09-10 12:00',
			'2026-09-10 14:00',
			'2026-10-23 15:20',
			'2026-11-02 08:30',
			'2026-11-20 15:20'
		];
		const instants = [0, ...cuts.map((cut) => londonInstant(cut.slice(0, 10), cut.slice(11))), NOW];
		const parts = instants.slice(1).flatMap((until, index) => demoMarks(school, instants[index] ?? 0, until));
		expect(parts.map(({ fact }) => fact.id)).toEqual(facts.map(({ id }) => id));
	});

	test('brings a session when it has ended, and never sooner', () => {
		const during = demoFills(school, 0, londonInstant('2026-09-02', '11:59')).map(({ key }) => key);
		expect(during).toEqual(['demo-2026-09-02-known']);
		const after = demoFills(school, 0, londonInstant('2026-09-02', '12:00')).map(({ key }) => key);
		expect(after).toEqual(['demo-2026-09-02-known', 'demo-2026-09-02-AM']);
		for (const { key, dueAt, facts: own } of demoFills(school, 0, NOW)) {
			expect(dueAtOf(key)).toBe(dueAt);
			expect(own.every(({ fact }) => fact.madeAt < dueAt)).toBe(true);
		}
	});

	test('puts nothing of today’s registers in before they end', () => {
		const today = facts.filter((fact) => londonDate(fact.madeAt) === '2026-11-23');
		expect(today.every((fact) => fact.kind === 'plan' && londonMinute(fact.madeAt) < '08:30')).toBe(true);
		expect(today.length).toBeGreaterThan(0);
	});
});
