import { describe, expect, it } from 'vitest';
import { at, CLASS_3T, entry, schoolBook, STAFF } from '../../../../tests/support/school-2026-27.ts';
import type { AssignFact, HeldFact } from '../facts.ts';
import type { TabletSeen } from '../tablets.ts';
import { givingProblems, mayHaveClass, whoHas } from './giving.ts';
import { rollRefusal } from './judge-roll.ts';
import { staffKnown } from './staff.ts';

const MONDAY = '2026-11-23';
const AM = { date: MONDAY, session: 'AM' } as const;
const PM = { date: MONDAY, session: 'PM' } as const;
const { classId } = CLASS_3T;

const given = (id: string, over: Partial<HeldFact<AssignFact>> = {}): HeldFact<AssignFact> => ({
	...{ id, v: 1, clientId: 'c-office', seq: 1, signInId: '', madeAt: at(MONDAY, '08:40') },
	...{ clock: { offsetMs: 0, doubtMs: 0 }, maker: STAFF.office },
	...{ kind: 'assign', staffId: STAFF.cover.staffId, classId, from: PM, to: PM, replaces: [] },
	...over
});
const have = (book = schoolBook(), half: typeof AM | typeof PM = AM) =>
	whoHas(book, classId, half).map(({ staffId }) => staffId);

describe('who has a class', () => {
	it('[R6] those who have it now and those who will have it, until the last half-day is over', () => {
		const book = schoolBook().add([given('cover')]);
		expect(have(book, AM)).toEqual([STAFF.teal.staffId, STAFF.cover.staffId]);
		expect(have(book, PM)).toEqual([STAFF.teal.staffId, STAFF.cover.staffId]);
		expect(whoHas(book, classId, { date: '2026-11-24', session: 'AM' })).toHaveLength(1);
		expect(whoHas(book, 'c-other', AM)).toEqual([]);
	});

	it('[R6] what is taken back is not among them, at whatever minute it is asked', () => {
		const book = schoolBook().add([given('cover'), given('end', { cancelled: true, replaces: ['cover'] })]);
		expect(have(book)).toEqual([STAFF.teal.staffId]);
	});

	it('[R6] a class is given to whoever can take a register in the room', () => {
		const may = (['teacher', 'cover', 'head', 'deputy'] as const).filter(mayHaveClass);
		expect(may).toHaveLength(4);
		const not = (['reception', 'attendance', 'safeguarding', 'governor'] as const).filter(mayHaveClass);
		expect(not).toEqual([]);
	});
});

describe('giving a class', () => {
	const problems = (over: Partial<AssignFact> = {}, book = schoolBook()) =>
		givingProblems(book, { staffId: STAFF.cover.staffId, classId, from: AM, ...over }).map(
			({ field }) => field
		);

	it('[R6] it names a person, and its days are days in their order', () => {
		expect(problems()).toEqual([]);
		expect(problems({ to: PM })).toEqual([]);
		expect(problems({ staffId: '' })).toEqual(['staffId']);
		expect(problems({ from: { date: '', session: 'AM' }, to: { date: '', session: 'PM' } })).toEqual([
			'from',
			'to'
		]);
		expect(problems({ from: PM, to: AM })).toEqual(['to']);
	});

	it('[R6] whoever has it for all of that time is not given it again; who has part of it is', () => {
		const book = schoolBook().add([given('cover')]);
		expect(problems({ from: PM, to: PM }, book)).toEqual(['staffId']);
		expect(problems({ from: AM, to: PM }, book)).toEqual([]);
		expect(problems({ from: PM }, book)).toEqual([]);
		expect(problems({ staffId: STAFF.teal.staffId }, book)).toEqual(['staffId']);
	});

	it('[R6] a class that does not exist, or an end before the beginning, is refused whatever screen it came from', () => {
		expect(rollRefusal(given('good'), schoolBook())).toBeNull();
		expect(rollRefusal(given('x', { classId: 'c-none' }), schoolBook())?.refused).toBe('unknown-class');
		expect(rollRefusal(given('x', { from: PM, to: AM }), schoolBook())?.refused).toBe('not-possible');
	});
});

describe('the staff that a device knows', () => {
	const cover = { staffId: STAFF.cover.staffId, name: STAFF.cover.name, role: STAFF.cover.role };
	const tablet = { deviceId: 't', person: cover } as TabletSeen;
	const facts = [entry({ id: 'one', maker: STAFF.teal })];

	it('[R6] without the school’s word it is those whom tablets and facts name, by name', () => {
		expect(staffKnown({ staff: [], tablets: [tablet], facts })).toEqual([cover, STAFF.teal]);
	});

	it('[R6] with it, it is those and no others: who has left is not brought back by what they recorded', () => {
		expect(staffKnown({ staff: [STAFF.office], tablets: [tablet], facts })).toEqual([STAFF.office]);
	});
});
