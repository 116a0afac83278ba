import { afterEach, beforeEach, expect, test } from 'vitest';
import { bulkActs, undoing } from '../../src/lib/rules/bulk-undo.ts';
import { bulkEntries, bulkLines, toEnter } from '../../src/lib/rules/bulk.ts';
import type { ClosureFact, HeldFact } from '../../src/lib/rules/facts.ts';
import type { Session } from '../../src/lib/rules/sessions.ts';
import { askOlder, closuresBefore, olderDays, widened } from '../../src/lib/ui/older-days.ts';
import { newBrowsers, Tablet } from '../support/in-process.ts';
import { at, entry, must, PUPILS, STAFF } from '../support/school-2026-27.ts';
import { SCHOOL, SmallSchool } from '../support/small-school.ts';

/** The last day before the Christmas holiday, of which the head hears again in January. */
const DAY = '2026-12-18';
const SPAN = { from: DAY, to: DAY };
const AVA = PUPILS.ava.pupilId;
let school: SmallSchool;
let head: Tablet;
beforeEach(async () => {
	newBrowsers();
	school = await SmallSchool.open();
	await school.enrol('heads');
	await school.signIn('in-s-head', STAFF.head, 'heads');
	school.time = at(DAY, '08:55');
	const tap = { date: DAY, madeAt: at(DAY, '08:52') } as const;
	await school.sync({ deviceId: 'tablet', person: STAFF.teal }, [
		entry({ id: 'first', seq: 1, code: 'N', ...tap })
	]);
	school.time = at('2027-01-05', '10:00');
	head = await Tablet.open(() => school, 'heads', STAFF.head);
});
afterEach(() => school.close());

/** The day as the closures page has it: what the school tells class by class, and this device's own. */
async function theDay() {
	const book = await school.store.book(SCHOOL);
	const classIds = book.classes().map(({ classId }) => classId);
	let read = 0;
	const asked = await askOlder(
		async (path) => {
			const of = new URL(path, 'http://school').searchParams;
			const [classId, from, to] = ['classId', 'from', 'to'].map((name) => of.get(name) ?? '') as [
				string,
				string,
				string
			];
			const told = await school.store.past.ofClass(SCHOOL, book, classId, { from, to });
			return { ok: true, body: { now: school.time, ...told } };
		},
		classIds,
		SPAN,
		(count) => (read = count)
	);
	if ('problem' in asked) throw new Error(asked.problem);
	expect(read).toBe(classIds.length);
	const held = await head.device.past({ of: 'days', ...SPAN });
	return must(olderDays(held, asked.facts, SPAN, school.time)[0], 'the day');
}

const half = (session: Session) => ({ date: DAY, session });

async function closed(): Promise<string> {
	const [closure] = await head.device.record({
		...{
			kind: 'closure',
			code: 'Y4',
			from: half('AM'),
			to: half('PM'),
			reason: 'Boiler failed',
			replaces: []
		}
	});
	const id = must(closure, 'the closure').id;
	const lines = bulkLines([await theDay()], {
		code: 'Y4',
		halves: [half('AM'), half('PM')],
		isFor: () => true
	});
	await head.device.record(
		...bulkEntries(toEnter(lines, false), { code: 'Y4', reason: 'Boiler failed', actId: 'act', closure: id })
	);
	await head.sync();
	return id;
}

test('[M9] a closure of 18 December is entered on 5 January: one mark each, naming what stood, and nobody in dispute', async () => {
	expect((await head.device.past({ of: 'days', ...SPAN })).facts).toEqual([]);
	await closed();
	expect(await school.store.quarantine(SCHOOL)).toEqual([]);
	const marks = await school.database.db.selectFrom('mark').selectAll().where('date', '=', DAY).execute();
	expect(marks).toHaveLength((await theDay()).pupils.size * 2);
	expect(marks.every(({ code, dispute }) => code === 'Y4' && dispute === 0)).toBe(true);
	const [amended] = await school.store.past.amendments(SCHOOL, {
		from: '2027-01-05',
		to: '2027-01-05',
		most: 10
	});
	expect(amended?.originals.map(({ id }) => id)).toEqual(['first']);
});

test('[M6] [M9] it is undone weeks later too: what stood is said again, and where nothing stood nothing stands', async () => {
	await closed();
	school.time = at('2027-02-02', '10:00');
	const [act] = bulkActs([await theDay()]);
	await head.device.record(
		...undoing(must(act, 'the act'), { reason: 'It was open', actId: 'undo', role: 'head' })
	);
	await head.sync();
	expect(await school.store.quarantine(SCHOOL)).toEqual([]);
	const marks = await school.database.db.selectFrom('mark').selectAll().where('date', '=', DAY).execute();
	expect(marks.filter(({ shownAs }) => shownAs !== 'unmarked')).toMatchObject([
		{ pupilId: AVA, session: 'AM', code: 'N', dispute: 0 }
	]);
	expect(await school.store.verify(SCHOOL)).toBeNull();
});

test('[M9] one class that the school does not tell of, and none of it is at hand', async () => {
	const asked = await askOlder(
		async (path) =>
			path.includes('c-two')
				? { ok: false, status: 0, message: 'The school’s server cannot be asked from here now.' }
				: { ok: true, body: { now: 0, facts: [], amendments: [] } },
		['c-one', 'c-two', 'c-three'],
		{ from: '2026-10-01', to: '2026-11-20' }
	);
	expect(asked).toEqual({ problem: 'The school’s server cannot be asked from here now.' });
});

test('[M9] no more than 30 days are asked for at once, and none is left out', async () => {
	const spans: string[] = [];
	await askOlder(
		async (path) => {
			const of = new URL(path, 'http://school').searchParams;
			spans.push(`${of.get('from') ?? ''} ${of.get('to') ?? ''}`);
			return { ok: true, body: { now: 0, facts: [], amendments: [] } };
		},
		['c-one'],
		{ from: '2026-10-01', to: '2026-11-20' }
	);
	expect(spans).toEqual(['2026-10-01 2026-10-30', '2026-10-31 2026-11-20']);
});

test('[M9] a closure is read whole, up to the days that are held; one that is not at hand is listed apart', () => {
	const closure = (from: string, to: string) =>
		({
			id: from,
			kind: 'closure',
			code: 'Y4',
			from: { date: from, session: 'AM' },
			to: { date: to, session: 'PM' }
		}) as HeldFact<ClosureFact>;
	const snow = closure('2026-11-16', '2026-11-20');
	const wide = widened(
		{ from: '2026-11-18', to: '2026-11-18' },
		[snow, closure('2026-10-01', '2026-10-02')],
		'2026-11-19'
	);
	expect(wide).toEqual({ from: '2026-11-16', to: '2026-11-19' });
	const book = { closures: () => [closure('2026-10-01', '2026-10-02'), snow] };
	expect(closuresBefore(book, '2026-11-20', null).map(({ id }) => id)).toEqual(['2026-10-01']);
	expect(closuresBefore(book, '2026-11-21', null).map(({ id }) => id)).toEqual(['2026-11-16', '2026-10-01']);
	expect(closuresBefore(book, '2026-11-21', { from: '2026-11-16', to: '2026-11-20' })).toHaveLength(1);
});
