import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
	at,
	CLASS_3T,
	entry,
	must,
	PLACES,
	PUPILS,
	STAFF,
	TIMES
} from '../../../../tests/support/school-2026-27.ts';
import { SmallSchool } from '../../../../tests/support/small-school.ts';
import { bulkEntries, bulkLines, toEnter } from '../../rules/bulk.ts';
import { bulkActs, undoing } from '../../rules/bulk-undo.ts';
import { readDay } from '../../rules/day.ts';
import type { Fact, HeldFact } from '../../rules/facts.ts';

const DATE = '2026-11-12';
const PM = { date: DATE, session: 'PM' as const };
const OF = { classId: 'c-3t', ...PM };
const PUPILS_IN_SCHOOL = 210;

describe('a boiler that fails at 11:00 on Thursday 12 November', () => {
	let school: SmallSchool;
	let seq = 0;

	beforeEach(async () => {
		school = await SmallSchool.open();
		seq = 0;
		school.time = at(DATE, '11:05');
		await school.enrol('heads');
		await school.signIn('in-s-head', STAFF.head, 'heads');
	});
	afterEach(() => school.close());

	const by = (signInId: string, fact: Record<string, unknown>, id?: string): Fact => {
		seq += 1;
		const { v, clock } = entry();
		return {
			...{ id: id ?? `fact-${String(seq).padStart(5, '0')}`, v, clientId: 'c-heads', seq, signInId, clock },
			...{ madeAt: school.time, ...(fact.kind === 'mark' ? { replaces: [] } : {}) },
			...fact
		} as Fact;
	};
	const closure = (over: Record<string, unknown> = {}) =>
		by('in-s-head', {
			...{ kind: 'closure', code: 'Y4', from: PM, to: PM, reason: 'Boiler failed', replaces: [] },
			...over
		});
	const y4 = (pupilId: string, over: Record<string, unknown> = {}) =>
		by('in-s-head', {
			...{ kind: 'mark', pupilId, ...OF, how: 'office', code: 'Y4', sawPlans: [] },
			...{ reason: 'Boiler failed', actId: 'act-1', ...over }
		});
	const sync = (...facts: Fact[]) =>
		school.sync({ deviceId: 'heads', person: STAFF.head }, facts, { clientId: 'c-heads' });
	const statuses = async (...facts: Fact[]) =>
		(await sync(...facts)).results.map(({ status, code }) => code ?? status);

	it('[C5] [C11] Y3 under a closure of other classes says its cause itself, or is refused', async () => {
		await school.add(
			{ ...CLASS_3T, id: 'f-4b', classId: 'c-4b', name: '4B' },
			{ ...must(PLACES[3], 'Dee’s place'), id: 'f-dee', classId: 'c-4b' }
		);
		const closed = closure({ code: 'Y3', classIds: ['c-3t'] });
		expect(await statuses(closed)).toEqual(['accepted']);
		const y3 = (pupilId: string, classId: string, over = {}) =>
			y4(pupilId, { code: 'Y3', classId, closure: closed.id, ...over });
		school.time = at(DATE, '13:35');
		expect(await statuses(y3(PUPILS.ava.pupilId, 'c-3t'))).toEqual(['accepted']);
		expect(await statuses(y3(PUPILS.dee.pupilId, 'c-4b'))).toEqual(['detail-missing']);
		expect(await statuses(y3(PUPILS.dee.pupilId, 'c-4b', { detail: 'Ceiling down' }))).toEqual(['accepted']);
	});

	it('[C11] Y4 without a closure, under one of another half-day, or under one that was taken back is refused', async () => {
		expect(await statuses(y4(PUPILS.ava.pupilId))).toEqual(['whole-school-only']);
		const closed = closure();
		expect(await statuses(closed, y4(PUPILS.ava.pupilId, { closure: closed.id }))).toEqual([
			'accepted',
			'accepted'
		]);
		const morning = y4(PUPILS.ava.pupilId, { closure: closed.id, session: 'AM' });
		expect(await statuses(morning)).toEqual(['whole-school-only']);
		const undone = closure({ replaces: [closed.id], cancelled: true });
		expect(await statuses(undone, y4(PUPILS.dee.pupilId, { closure: closed.id }))).toEqual([
			'accepted',
			'whole-school-only'
		]);
	});

	it('[P2] only the head closes the school; the office enters the codes under it', async () => {
		const closed = closure();
		const byOffice = by('in-s-office', { ...closed, id: 'by-office', signInId: 'in-s-office' });
		const office = (...facts: Fact[]) =>
			school.sync({ deviceId: 'office', person: STAFF.office }, facts, { clientId: 'c-heads' });
		expect((await office(byOffice)).results[0]).toMatchObject({ status: 'refused', code: 'role' });
		await sync(closed);
		const entered = { ...y4(PUPILS.ava.pupilId, { closure: closed.id }), signInId: 'in-s-office' };
		expect((await office(entered)).results[0]?.status).toBe('accepted');
	});

	it('[M2] [S6] [K8] a closure, times or a calendar that cannot be is refused with its sentence', async () => {
		const wrong = [
			closure({ code: 'Y3' }),
			closure({ to: { date: '2026-11-14', session: 'AM' } }),
			by('in-s-head', {
				...{ kind: 'times', date: DATE, reason: 'Snow', replaces: [] },
				times: { ...TIMES, AM: { ...TIMES.AM, close: '09:25' } }
			}),
			by('in-s-head', { kind: 'calendar', schoolYear: '2026/28', terms: [], closures: [] })
		];
		const { results } = await sync(...wrong);
		expect(results.map(({ status, code }) => [status, code])).toEqual(
			Array.from({ length: 4 }, () => ['refused', 'not-possible'])
		);
		expect(results[2]?.message).toMatch(/35 minutes/);
	});

	it('[C11] # for one pupil is refused: it comes from the calendar (case C16)', async () => {
		expect(await statuses(y4(PUPILS.ava.pupilId, { code: '#' }))).toEqual(['calendar-only']);
		const book = await school.store.book('st-james');
		const calendar = book.calendars()[0];
		if (!calendar) throw new Error('a calendar');
		const { schoolYear, terms, closures } = calendar;
		const polling = [...closures, { date: DATE, name: 'Polling day' }];
		const change = by('in-s-head', { kind: 'calendar', schoolYear, terms, closures: polling });
		expect(await statuses(change)).toEqual(['accepted']);
		expect(await statuses(y4(PUPILS.ava.pupilId))).toEqual(['no-session']);
	});

	it('[M6] a bulk act is undone by whoever keeps the record, after the close too, with a reason and not without (case F4)', async () => {
		const closed = closure();
		const entered = y4(PUPILS.ava.pupilId, { closure: closed.id });
		await sync(closed, entered);
		school.time = at(DATE, '14:30');
		const withdraw = { kind: 'withdraw', ...OF, entries: [entered.id] };
		const byOffice = { ...withdraw, reason: 'Wrong day', actId: 'act-2' };
		const office = (fact: Fact) =>
			school.sync({ deviceId: 'office', person: STAFF.office }, [fact], { clientId: 'c-heads' });
		expect(await statuses(by('in-s-head', withdraw))).toEqual(['after-close']);
		const reply = await office(by('in-s-office', byOffice));
		expect(reply.results.map(({ status }) => status)).toEqual(['accepted']);
		expect((await school.mark(PUPILS.ava.pupilId, OF))?.code ?? null).toBeNull();
	});

	it('[M3] [M6] Y4 for 210 pupils is 210 entries with one reason and one maker, and undoing it 210 more; the morning stands (cases B4, F5)', async () => {
		await school.add(...morePupils(PUPILS_IN_SCHOOL - 4));
		const book = await school.store.book('st-james');
		const pupilIds = book.rollOf('c-3t', DATE).map(({ pupilId }) => pupilId);
		expect(pupilIds).toHaveLength(PUPILS_IN_SCHOOL);
		const morning = pupilIds.map((pupilId, index) =>
			entry({
				...{ id: `am-${index}`, pupilId, date: DATE, madeAt: at(DATE, '08:52'), seq: 5000 + index },
				clientId: 'c-tablet'
			})
		);
		await school.add(...morning);

		const closed = closure();
		const day = (facts: readonly HeldFact[]) => readDay(book, facts, DATE, school.time);
		const lines = bulkLines([day(morning)], { code: 'Y4', halves: [PM], isFor: () => true });
		const said = { code: 'Y4', reason: 'Boiler failed', actId: 'act-1', closure: closed.id } as const;
		const entries = bulkEntries(toEnter(lines, false), said).map((each) => by('in-s-head', { ...each }));
		expect(entries).toHaveLength(PUPILS_IN_SCHOOL);
		const first = [closed, ...entries.slice(0, 99)];
		const replies = [await sync(...first), await sync(...entries.slice(99))];
		const results = replies.flatMap((reply) => reply.results);
		expect(results.every(({ status }) => status === 'accepted')).toBe(true);
		const marks = await school.store.marks('st-james', OF);
		expect(marks).toHaveLength(PUPILS_IN_SCHOOL);
		expect(new Set(marks.map(({ code }) => code))).toEqual(new Set(['Y4']));
		const stood = await school.store.marks('st-james', { ...OF, session: 'AM' });
		expect(new Set(stood.map(({ code }) => code))).toEqual(new Set(['/']));

		const held = [...morning, ...(entries as HeldFact[])];
		const [act] = bulkActs([day(held)]);
		if (!act) throw new Error('one act');
		const undone = undoing(act, { reason: 'It was the wrong day', actId: 'act-2', role: 'head' });
		expect(undone).toHaveLength(PUPILS_IN_SCHOOL);
		const facts = undone.map((each) => by('in-s-head', { ...each }));
		const undoReply = await sync(...facts);
		expect(undoReply.results.filter(({ status }) => status === 'accepted')).toHaveLength(PUPILS_IN_SCHOOL);
		const after = await school.store.marks('st-james', OF);
		expect(after.filter(({ code }) => code !== null)).toEqual([]);
	});
});

function morePupils(count: number): HeldFact[] {
	return Array.from({ length: count }, (_, index) => index).flatMap((index) => {
		const pupilId = `p-more-${index}`;
		const place = PLACES[0];
		if (!place) throw new Error('a place to copy');
		return [
			{ ...PUPILS.ava, id: `f-${pupilId}`, pupilId, seq: 9000 + index, clientId: 'c-more' },
			{ ...place, id: `f-place-${pupilId}`, pupilId, seq: 19000 + index, clientId: 'c-more' }
		];
	});
}
