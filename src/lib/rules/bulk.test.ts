import { describe, expect, it } from 'vitest';
import {
	arrival,
	DATE,
	dayAt,
	idOf,
	message,
	office,
	officeBook,
	presentButFor,
	tap
} from '../../../tests/support/office-day.ts';
import { must } from '../../../tests/support/school-2026-27.ts';
import { bulkEntries, bulkLines, toEnter, type BulkAsk } from './bulk.ts';
import { bulkActs, undoing } from './bulk-undo.ts';
import type { Entry, HeldFact } from './facts.ts';
import { readRegister } from './register.ts';

const AM = { date: DATE, session: 'AM' as const };
const PM = { date: DATE, session: 'PM' as const };
const Y4 = (...halves: BulkAsk['halves']): BulkAsk => ({ code: 'Y4', halves, isFor: () => true });
const said = { code: 'Y4', reason: 'Boiler failed', actId: 'act-1', closure: 'f-closure' } as const;

describe('what a bulk act would do', () => {
	it('[M4] names what stands for each pupil and leaves alone what is right already and who is elsewhere', () => {
		const day = dayAt('11:00', [
			arrival('ava', '08:55'),
			office('ben', '09:20', 'Y4'),
			office('cal', '09:20', 'V'),
			tap('dee', '08:55', 'N')
		]);
		const lines = bulkLines([day], Y4(AM));
		expect(lines.map(({ pupil, stands }) => [pupil.forename, stands])).toEqual([
			['Ava', 'here'],
			['Ben', 'already'],
			['Cal', 'elsewhere'],
			['Dee', 'absent'],
			['Eve', 'nothing']
		]);
		expect(lines[0]).toMatchObject({ was: 'L', arrivedAt: '08:55', className: '3 Elm' });
	});

	it('[M5] a child who is marked here keeps the mark unless a person says otherwise', () => {
		const day = dayAt('11:00', [arrival('ava', '08:55'), tap('dee', '08:55', 'N')]);
		const names = (replaceHere: boolean) =>
			toEnter(bulkLines([day], Y4(AM)), replaceHere).map(({ pupil }) => pupil.forename);
		expect(names(false)).toEqual(['Ben', 'Cal', 'Dee', 'Eve']);
		expect(names(true)).toEqual(['Ava', 'Ben', 'Cal', 'Dee', 'Eve']);
	});

	it('[M4] a child of whom one says here and one not counts as here', () => {
		const day = dayAt('11:00', [
			tap('ava', '08:52', 'N', { clientId: 'c-other' }),
			tap('ava', '08:53', '/', { how: 'filled' })
		]);
		expect(day.pupils.get(idOf('ava'))?.AM.mark.shown).toBe('absent');
		expect(bulkLines([day], Y4(AM))[0]?.stands).toBe('here');
	});

	it('[M3] one entry a pupil and half-day, of one act, with one reason and the closure; marks of other half-days stand (case B4)', () => {
		const morning = presentButFor();
		const day = dayAt('11:00', [...morning, message('ava')]);
		const entries = bulkEntries(toEnter(bulkLines([day], Y4(PM)), false), said);
		expect(entries).toHaveLength(5);
		expect(entries.every((each) => each.actId === 'act-1' && each.closure === 'f-closure')).toBe(true);
		expect(entries.every((each) => each.reason === 'Boiler failed' && each.code === 'Y4')).toBe(true);
		expect(entries.every(({ session, how }) => session === 'PM' && how === 'office')).toBe(true);
		expect(entries[0]?.sawPlans).toHaveLength(1);
		const after = dayAt('11:10', [...morning, ...entries.map((entry) => held(entry))]);
		expect([...after.pupils.values()].map(({ AM, PM }) => [AM.mark.code, PM.mark.code])).toEqual([
			...Array.from({ length: 4 }, () => ['/', 'Y4']),
			[null, 'Y4']
		]);
	});

	it('[M4] picked pupils only', () => {
		const day = dayAt('11:00', []);
		const lines = bulkLines([day], { ...Y4(AM), isFor: (_, pupilId) => pupilId === idOf('dee') });
		expect(lines.map(({ pupil }) => pupil.forename)).toEqual(['Dee']);
	});
});

describe('undoing it', () => {
	const before: HeldFact<Entry>[] = [
		arrival('ava', '08:55'),
		tap('ben', '08:55', 'N'),
		office('cal', '08:40', 'E')
	];
	const entered = bulkEntries(toEnter(bulkLines([dayAt('09:05', before)], Y4(AM)), true), said).map((entry) =>
		held(entry, before)
	);

	it('[M6] restores what stood for each pupil by one fact of its own, with its reason (cases F4, F5)', () => {
		const [act] = bulkActs([dayAt('09:30', [...before, ...entered])]);
		const facts = undoing(must(act, 'one act'), { reason: 'Wrong day', actId: 'act-2', role: 'attendance' });
		expect(facts).toHaveLength(entered.length);
		expect(facts.every(({ reason, actId }) => reason === 'Wrong day' && actId === 'act-2')).toBe(true);
		// The office may say L and N again; E is the head's, and so stands again by itself; who had no mark has none.
		expect(facts.map(({ kind }) => kind)).toEqual(['mark', 'mark', 'withdraw', 'withdraw', 'withdraw']);
		const all = [...before, ...entered];
		const undone = facts.map((fact) => (fact.kind === 'mark' ? held(fact, all) : { ...held({}), ...fact }));
		const day = dayAt('09:40', [...all, ...undone]);
		expect([...day.pupils.values()].map(({ AM }) => AM.mark.code)).toEqual(['L', 'N', 'E', null, null]);
		expect(day.pupils.get(idOf('ava'))?.AM.mark.arrival?.at).toBe('08:55');
		expect(day.pupils.get(idOf('ava'))?.AM.mark.history).toHaveLength(3);
		expect(
			bulkActs([day])
				.find(({ key }) => key === 'f-closure')
				?.parts.some(({ stands }) => stands)
		).toBe(false);
	});

	it('[M6] leaves alone whoever was answered for since', () => {
		const since = tap('ben', '09:20', '/', {
			how: 'office',
			replaces: [...before, ...entered].map(({ id }) => id)
		});
		const [act] = bulkActs([dayAt('09:30', [...before, ...entered, since])]);
		const facts = undoing(must(act, 'one act'), { reason: 'Wrong day', actId: 'act-2', role: 'head' });
		expect(facts).toHaveLength(entered.length - 1);
	});

	it('[M6] what undoes nothing is no act: a single answer of the office', () => {
		expect(bulkActs([dayAt('09:30', [office('ava', '09:20', 'I')])])).toEqual([]);
	});
});

let made = 0;

/** An entry as a device would have recorded it, over all that it held of the pupil. */
function held(entry: Partial<Entry>, over: readonly HeldFact<Entry>[] = []): HeldFact<Entry> {
	made += 1;
	const replaces = over.filter(
		(each) => each.pupilId === entry.pupilId && each.session === (entry.session ?? 'AM')
	);
	return office('ava', '09:25', 'Y4', {
		...entry,
		id: `z-${String(made).padStart(4, '0')}`,
		replaces: replaces.map(({ id }) => id)
	});
}

it('[M3] a register read from such entries adds up', () => {
	const day = dayAt('11:00', []);
	const entries = bulkEntries(toEnter(bulkLines([day], Y4(PM)), false), said).map((entry) => held(entry));
	const register = readRegister(officeBook(), entries, { classId: 'c-3t', ...PM });
	expect(register.counts).toMatchObject({ away: 4, left: 0, roll: 4 });
});
