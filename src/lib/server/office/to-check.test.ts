// Longer than others: all that one answer tells is asked of one small school in October, and the plan of its reading at the end.
import { afterEach, describe, expect, it } from 'vitest';
import { at, entry, must, PUPILS, STAFF } from '../../../../tests/support/school-2026-27.ts';
import { SCHOOL, SmallSchool } from '../../../../tests/support/small-school.ts';
import type { ToCheckAnswer } from '../../protocol/past.ts';
import type { Accepted, HeldFact, Plan, Proposal, Settle, Unlisted } from '../../rules/facts.ts';
import { olderToCheck } from '../../rules/checking-older.ts';
import { knownBeside } from '../../rules/code-known.ts';
import { judgeEntry } from '../../rules/legality.ts';
import { besideBy } from '../../rules/religious-day.ts';
import type { OpenSchool } from '../school.ts';
import { answerToCheck } from './to-check.ts';

const opened: SmallSchool[] = [];
afterEach(async () => {
	for (const school of opened.splice(0)) await school.close();
});
const { ava, ben, cal, dee } = PUPILS;

/** The small school on 1 October, when nobody’s device holds the middle of September any more. */
async function inOctober(...facts: HeldFact[]): Promise<SmallSchool> {
	const small = await SmallSchool.open();
	opened.push(small);
	await small.add(...facts);
	small.time = at('2026-10-01', '10:00');
	return small;
}

async function ask(small: SmallSchool, person: Accepted['maker'] | null = STAFF.office) {
	const school = {
		schoolId: SCHOOL,
		store: small.store,
		now: () => small.time,
		access: {
			deviceOf: async () => ({ schoolId: SCHOOL, deviceId: 'office' }),
			personOf: async () => person && { ...person, schoolId: SCHOOL, deviceId: 'office', signInId: 'in' }
		}
	} as unknown as OpenSchool;
	const response = await answerToCheck(school, new Request('http://school/api/to-check'));
	return { status: response.status, answer: (await response.json()) as ToCheckAnswer };
}

/** What the office reads of it, with what its own device recorded since. */
async function lists(small: SmallSchool, since: HeldFact[] = []) {
	const { answer } = await ask(small);
	const book = await small.store.book(SCHOOL);
	const read = olderToCheck({ book, facts: since }, answer, '2026-09-27', small.time);
	return {
		disputes: read.disputes.map(({ row, of }) => `${row.pupil.pupilId} ${of.date} ${of.session}`),
		codes: read.codes.map(({ row, of, from }) => `${from} ${row.pupil.pupilId} ${of.date}`),
		names: read.names.map(({ unlisted }) => unlisted.name),
		flags: read.flags.map(({ of, marks }) => `${of.date} ${marks.map(({ about }) => about).join()}`)
	};
}

const day = (date: string, time = '08:52') => ({ date, madeAt: at(date, time), receivedAt: at(date, time) });
const base = (id: string, made: { date: string; madeAt: number; receivedAt: number }) => {
	const { pupilId: _, code: _code, how: _how, replaces: _replaces, sawPlans: _saw, ...fact } = entry({ id });
	return { ...fact, ...made };
};
const disputed = (pupilId: string, date: string): HeldFact[] => [
	entry({ id: `${pupilId}-${date}-here`, pupilId, ...day(date) }),
	entry({
		...{ id: `${pupilId}-${date}-away`, pupilId, code: 'I', how: 'office', clientId: 'c-office' },
		...day(date, '08:58')
	})
];
const proposal = (id: string, pupilId: string, date: string) =>
	({
		...base(id, day(date, '09:25')),
		...{ kind: 'propose', pupilId, code: 'U', arrivedAt: '09:25' }
	}) as HeldFact<Proposal>;
const named = (id: string, name: string, date: string) =>
	({ ...base(id, day(date)), kind: 'unlisted', name }) as HeldFact<Unlisted>;
const settled = (about: string, date: string) =>
	({
		...base(`settled-${about}`, day(date, '15:00')),
		...{ kind: 'settle', about, outcome: 'closed', reason: 'Looked at', clientId: 'c-office' }
	}) as HeldFact<Settle>;

describe('what nobody decided before the days that a device holds', () => {
	it('[O5] is told with all that it is made of: disputes, proposals and names, the latest day first', async () => {
		const small = await inOctober(
			...disputed(ava.pupilId, '2026-09-10'),
			...disputed(ben.pupilId, '2026-09-16'),
			entry({ id: 'n', pupilId: cal.pupilId, code: 'N', ...day('2026-09-11') }),
			proposal('late', cal.pupilId, '2026-09-11'),
			named('who', 'Zoe Visitor', '2026-09-14')
		);
		expect(await lists(small)).toEqual({
			disputes: [`${ben.pupilId} 2026-09-16 AM`, `${ava.pupilId} 2026-09-10 AM`],
			codes: [`proposal ${cal.pupilId} 2026-09-11`],
			names: ['Zoe Visitor'],
			flags: []
		});
	});

	it('[O5] leaves out what a person decided, and the days that devices hold themselves', async () => {
		const small = await inOctober(
			...disputed(ava.pupilId, '2026-09-10'),
			entry({
				...{ id: 'settled', how: 'office', code: 'I', clientId: 'c-office', reason: 'Mother rang' },
				...{ replaces: [`${ava.pupilId}-2026-09-10-here`, `${ava.pupilId}-2026-09-10-away`] },
				...day('2026-09-10', '11:00')
			}),
			entry({ id: 'n', pupilId: cal.pupilId, code: 'N', ...day('2026-09-11') }),
			proposal('late', cal.pupilId, '2026-09-11'),
			settled('late', '2026-09-11'),
			named('who', 'Zoe Visitor', '2026-09-14'),
			settled('who', '2026-09-14'),
			...disputed(dee.pupilId, '2026-09-29')
		);
		expect((await ask(small)).answer).toMatchObject({
			from: '2025-09-01',
			to: '2026-09-26',
			facts: [],
			more: 0
		});
	});

	it('[O5] a parent’s message that nobody gave a code: confirmed in class, or beside an N', async () => {
		const message = (id: string, pupilId: string) =>
			({
				...base(id, day('2026-09-14', '08:30')),
				...{ kind: 'plan', pupilId, from: { date: '2026-09-14', session: 'AM' }, reason: 'Tummy bug' },
				...{ to: { date: '2026-09-14', session: 'PM' }, message: { from: 'Mother', via: 'phone' } },
				replaces: []
			}) as unknown as HeldFact<Plan>;
		const small = await inOctober(
			message('told-ava', ava.pupilId),
			message('told-ben', ben.pupilId),
			entry({ id: 'confirmed', confirms: 'told-ava', sawPlans: ['told-ava'] }),
			entry({ id: 'n-ben', pupilId: ben.pupilId, code: 'N', sawPlans: ['told-ben'] }),
			entry({ id: 'n-cal', pupilId: cal.pupilId, code: 'N' })
		);
		expect((await lists(small)).codes.toSorted()).toEqual([
			`message ${ava.pupilId} 2026-09-14`,
			`message ${ben.pupilId} 2026-09-14`
		]);
	});

	it('[O5] what was decided here a moment ago leaves the list before the school has heard of it', async () => {
		const small = await inOctober(
			...disputed(ava.pupilId, '2026-09-10'),
			named('who', 'Zoe Visitor', '2026-09-14')
		);
		const now = entry({
			...{ id: 'mine', how: 'office', code: 'I', clientId: 'c-office', reason: 'Mother rang' },
			...{ replaces: [`${ava.pupilId}-2026-09-10-here`, `${ava.pupilId}-2026-09-10-away`] },
			...day('2026-09-10')
		});
		const other = entry({ id: 'other', pupilId: dee.pupilId, ...day('2026-09-10') });
		expect(await lists(small, [now, other, settled('who', '2026-09-14')])).toMatchObject({
			disputes: [],
			names: []
		});
		// Of a half-day that the school tells nothing of, one answer here is not all there is.
		const lookedAt = { ...other, flags: ['late-taking'], position: 90 };
		expect((await lists(small, [lookedAt])).flags).toEqual([]);
	});

	it('[O5] a flagged mark that nobody has looked at is told with the others of its register, until somebody has', async () => {
		const small = await inOctober();
		const flags = ['late-taking'];
		const late = (id: string, pupilId: string, date: string) =>
			small.add({ ...entry({ id, pupilId, ...day(date) }), flags });
		await late('ava-1', ava.pupilId, '2026-09-14');
		await late('ben-1', ben.pupilId, '2026-09-14');
		await late('cal-1', cal.pupilId, '2026-09-15');
		await late('cal-held', cal.pupilId, '2026-09-29');
		await small.add(
			entry({
				...{ id: 'office', pupilId: cal.pupilId, how: 'office', code: 'I', reason: 'Mother rang' },
				...{ replaces: ['cal-1'], clientId: 'c-office' },
				...day('2026-09-15', '11:00')
			})
		);
		expect((await lists(small)).flags).toEqual(['2026-09-14 flag:ava-1,flag:ben-1']);
		await small.add(settled('flag:ava-1', '2026-09-14'));
		expect((await lists(small)).flags).toEqual(['2026-09-14 flag:ben-1']);
		expect((await lists(small, [settled('flag:ben-1', '2026-09-14')])).flags).toEqual([]);
		await small.add(settled('flag:ben-1', '2026-09-14'));
		expect((await ask(small)).answer.facts).toEqual([]);
	});

	it('[O5] a flag that was looked at is not asked about again where something else of the half-day is open', async () => {
		const small = await inOctober(...disputed(ava.pupilId, '2026-09-10'));
		await small.add(
			{
				...entry({ id: 'late', pupilId: ava.pupilId, clientId: 'c-third', ...day('2026-09-10', '09:40') }),
				flags: ['late-taking']
			},
			settled('flag:late', '2026-09-10')
		);
		expect(await lists(small)).toMatchObject({ disputes: [`${ava.pupilId} 2026-09-10 AM`], flags: [] });
	});

	it('[C12] case C14: a second day of religious observance is said before it is sent, though no device holds the day before', async () => {
		const small = await inOctober(
			...disputed(ava.pupilId, '2026-09-15'),
			entry({
				...{ id: 'r', pupilId: ava.pupilId, code: 'R', how: 'office', detail: 'Rosh Hashanah' },
				...day('2026-09-14')
			}),
			entry({
				id: 'ben',
				pupilId: ben.pupilId,
				code: 'R',
				how: 'office',
				detail: 'Eid',
				...day('2026-09-14')
			})
		);
		const { answer } = await ask(small);
		expect(answer.beside).toEqual([
			{ pupilId: ava.pupilId, date: '2026-09-14', marks: [{ code: 'R', detail: 'Rosh Hashanah' }] }
		]);
		const book = await small.store.book(SCHOOL);
		const refusal = (pupilId: string, detail: string) => {
			const asked = entry({ pupilId, code: 'R', how: 'office', detail, date: '2026-09-15' });
			const marked = besideBy(answer.beside, pupilId);
			const known = knownBeside(asked, book, { role: 'attendance', now: small.time, plans: [], marked });
			const judged = judgeEntry(asked, must(known, 'a pupil who is known'));
			return 'refused' in judged ? judged.message : null;
		};
		expect(refusal(ava.pupilId, 'Rosh Hashanah')).toMatch(/one day/);
		expect(refusal(cal.pupilId, 'Rosh Hashanah')).toBeNull();
		// A proposal has no mark yet.
		await small.add(proposal('late', ben.pupilId, '2026-09-15'));
		expect((await ask(small)).answer.beside).toContainEqual({
			...{ pupilId: ben.pupilId, date: '2026-09-14', marks: [{ code: 'R', detail: 'Eid' }] }
		});
	});

	it('[O5] more than one answer holds are told in number, the oldest first', async () => {
		const names = Array.from({ length: 203 }, (_, n) =>
			named(`who-${n}`, `Visitor ${n}`, n < 3 ? '2026-09-08' : '2026-09-10')
		);
		const { answer } = await ask(await inOctober(...names.toReversed()));
		expect([answer.facts.length, answer.more]).toEqual([200, 3]);
		expect(answer.facts.slice(0, 3).map((fact) => 'date' in fact && fact.date)).toEqual(
			Array.from({ length: 3 }, () => '2026-09-08')
		);
	});

	it('[U6] is told to whoever decides it, and to nobody else', async () => {
		const small = await inOctober();
		expect((await ask(small, null)).status).toBe(401);
		for (const person of [STAFF.teal, STAFF.recep]) expect((await ask(small, person)).status).toBe(403);
		for (const person of [STAFF.office, STAFF.head]) expect((await ask(small, person)).status).toBe(200);
	});
});

it('[O5] is found without reading the marks of six years', async () => {
	const small = await inOctober();
	const { sqlite } = small.database;
	const asked: string[] = [];
	const prepare = sqlite.prepare.bind(sqlite);
	sqlite.prepare = (sql: string) => {
		if (/^select/.test(sql) && /"(mark|fact|payload)"/.test(sql)) asked.push(sql);
		return prepare(sql);
	};
	await ask(small);
	const found = asked.flatMap((sql) => {
		const values = Array.from(sql.matchAll(/\?/g), () => '[]');
		return (prepare(`explain query plan ${sql}`).all(...values) as { detail: string }[])
			.map(({ detail }) => detail)
			.filter((detail) => /^SEARCH|^SCAN(?!.* VIRTUAL TABLE)/.test(detail));
	});
	expect([...new Set(found)].sort()).toEqual([
		'SEARCH fact USING INDEX fact_asked (schoolId=? AND date>? AND date<?)',
		'SEARCH fact USING INDEX fact_half (schoolId=? AND date=? AND session=? AND pupilId=?)',
		'SEARCH fact USING INDEX fact_withdrawal (schoolId=? AND classId=? AND date=?)',
		'SEARCH flagged USING INDEX payload_flagged (schoolId=? AND <expr>>? AND <expr><?)',
		'SEARCH mark USING INDEX mark_no_reason (schoolId=? AND date>? AND date<?)',
		'SEARCH mark USING INDEX mark_undecided (schoolId=? AND date>? AND date<?)',
		'SEARCH mark USING INDEX sqlite_autoindex_mark_1 (schoolId=? AND date=? AND session=? AND pupilId=?)',
		'SEARCH payload USING INDEX sqlite_autoindex_payload_1 (schoolId=? AND position=?)',
		'SEARCH plan USING INDEX payload_plan (schoolId=? AND <expr>=? AND <expr>>?)',
		'SEARCH settle USING INDEX payload_about (schoolId=? AND <expr>=?)'
	]);
});
