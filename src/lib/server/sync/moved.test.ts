import { beforeEach, describe, expect, it } from 'vitest';
import { eachSchool, school } from '../../../../tests/support/each-school.ts';
import {
	ASSIGN_TEAL,
	at,
	CLASS_3T,
	entry,
	PLACES,
	PUPILS,
	STAFF
} from '../../../../tests/support/school-2026-27.ts';
import { base, planned, TABLET } from '../../../../tests/support/sent.ts';
import type { SyncReply } from '../../protocol/sync.ts';
import type { HeldFact, LeaveFact, PlaceFact, Plan } from '../../rules/facts.ts';
import { Book } from '../../rules/book.ts';
import { neededIn } from './needed.ts';

const AVA = PUPILS.ava.pupilId;
const NEW = 'c-4e';
const [MONDAY, WEDNESDAY, THURSDAY] = ['2026-09-14', '2026-09-16', '2026-09-17'] as const;

eachSchool();
beforeEach(async () => {
	await school.add(
		{ ...CLASS_3T, id: 'f-4e', classId: NEW, name: '4 Elm', order: 2 },
		{ ...ASSIGN_TEAL, id: 'f-cover', staffId: STAFF.cover.staffId, classId: NEW }
	);
});

const known = ({ epoch, cursor, scopes, witness }: SyncReply) => ({ epoch, cursor, scopes, witness });
const idsOf = (reply: SyncReply) => reply.changes.map((fact) => fact.id);
const placed = (id: string, over: Partial<PlaceFact> = {}) =>
	({
		...base(id),
		kind: 'place',
		pupilId: AVA,
		classId: NEW,
		from: WEDNESDAY,
		...over
	}) as HeldFact<PlaceFact>;
const left = (id: string, over: Partial<LeaveFact> = {}) =>
	({
		...base(id),
		kind: 'leave',
		pupilId: AVA,
		lastDay: MONDAY,
		ground: 'x',
		...over
	}) as HeldFact<LeaveFact>;
const plan = (id: string, from: string, over: Partial<Plan> = {}) =>
	planned(id, {
		...{ from: { date: from, session: 'AM' }, to: { date: THURSDAY, session: 'PM' } },
		...over
	}) as unknown as HeldFact<Plan>;
const mark = (id: string, date: string, over = {}) =>
	entry({ id, date, classId: NEW, clientId: 'c-new', madeAt: at(date, '08:52'), ...over });

describe('a child who has moved to another class', () => {
	it('[Z8] [J4] what is recorded of days after the move is told to the new class, and no longer to the former', async () => {
		const [mine, theirs] = [TABLET, { deviceId: 'cover-tablet', person: STAFF.cover }];
		await school.add(placed('move'));
		const former = await school.sync(mine, []);
		const now = await school.sync(theirs, [], { clientId: 'c-host' });
		await school.add(mark('after', WEDNESDAY), plan('ahead', THURSDAY), mark('before', MONDAY));
		const told = await school.sync(mine, [], known(former));
		expect(idsOf(told)).toEqual(['before']);
		expect(told.cursor).toBe(told.witness.position);
		expect(idsOf(await school.sync(theirs, [], { ...known(now), clientId: 'c-host' }))).toEqual([
			...['after', 'ahead', 'before']
		]);
	});

	it('[Z8] [J4] a tablet that is new to the former class is told of its own days and no later ones', async () => {
		await school.add(
			placed('move'),
			mark('own', MONDAY, { classId: CLASS_3T.classId }),
			mark('after', WEDNESDAY)
		);
		school.time = at(THURSDAY, '08:55');
		const ids = idsOf(await school.sync(TABLET, []));
		expect(ids).toEqual(expect.arrayContaining(['own', 'move', `f-${AVA}`]));
		expect(ids).not.toContain('after');
	});

	it('[Z7] [J4] what the former class said itself of a later day, with an old list, still comes back to it', async () => {
		const first = await school.sync(TABLET, []);
		await school.add(placed('move', { from: MONDAY }));
		expect(idsOf(await school.sync(TABLET, [entry({ id: 'old-list', seq: 1 })], known(first)))).toEqual([
			...['move', 'old-list']
		]);
	});

	it.each<[string, PlaceFact]>([
		['taken back', placed('mended', { replaces: ['move'], cancelled: true, reason: 'Wrong child' })],
		['put off', placed('mended', { replaces: ['move'], from: THURSDAY, reason: 'Wrong day' })],
		['followed by a coming back', placed('mended', { classId: CLASS_3T.classId })]
	])('[Z7] [J4] a move that is %s brings what was passed over meanwhile', async (_what, mended) => {
		await school.add(placed('move'));
		const former = await school.sync(TABLET, []);
		await school.add(mark('meanwhile', WEDNESDAY), plan('ahead', WEDNESDAY));
		const then = await school.sync(TABLET, [], known(former));
		expect(idsOf(then)).toEqual([]);
		await school.add(mended);
		expect(idsOf(await school.sync(TABLET, [], known(then)))).toEqual(
			expect.arrayContaining(['mended', 'meanwhile', 'ahead'])
		);
	});

	it('[Z7] [J5] a leaving that is taken back brings what was planned meanwhile', async () => {
		await school.add(left('gone'));
		const former = await school.sync(TABLET, []);
		await school.add(plan('ahead', WEDNESDAY));
		const then = await school.sync(TABLET, [], known(former));
		expect(idsOf(then)).toEqual([]);
		await school.add(left('stays', { cancelled: true, reason: 'Wrong child' }));
		expect(idsOf(await school.sync(TABLET, [], known(then)))).toEqual(
			expect.arrayContaining(['stays', 'ahead'])
		);
	});

	it('[Z7] [X1] a plan that takes the place of one from before the move is told: the older would stand for ever', async () => {
		await school.add(plan('week', MONDAY), placed('move'));
		const former = await school.sync(TABLET, []);
		await school.add(plan('shorter', THURSDAY, { replaces: ['week'] }));
		expect(idsOf(await school.sync(TABLET, [], known(former)))).toEqual(['shorter']);
	});

	it('[Z7] a move that may yet come to nothing withholds nothing', () => {
		const after = mark('after', WEDNESDAY);
		const of = (position: number) => ({
			book: new Book().add([
				...PLACES.map((place, at) => ({ ...place, position: at + 1 })),
				{ ...placed('move'), position }
			]),
			...{ classIds: [CLASS_3T.classId], guests: [], upTo: 7 }
		});
		expect(neededIn([after], of(8))).toEqual([after]);
		expect(neededIn([after], of(7))).toEqual([]);
	});
});

describe('a mark of a former class that is taken back there', () => {
	const theirs = { deviceId: 'cover-tablet', person: STAFF.cover };
	const ofFormer = (id: string) => mark(id, WEDNESDAY, { classId: CLASS_3T.classId, how: 'filled' });
	const back = (id: string, entries: string[]): HeldFact => ({
		...base(id),
		...{ kind: 'withdraw', classId: CLASS_3T.classId, date: WEDNESDAY, session: 'AM', entries }
	});

	it('[E1] [J4] is taken back on the new class’s tablet too, which has the mark already', async () => {
		await school.add(placed('move'));
		const before = await school.sync(theirs, []);
		await school.add(ofFormer('fill'));
		const told = await school.sync(theirs, [], known(before));
		expect(idsOf(told)).toEqual(['fill']);
		await school.add(back('undo', ['fill']));
		expect(idsOf(await school.sync(theirs, [], known(told)))).toEqual(['undo']);
	});

	it('[E1] [J4] comes with its taking back: to a tablet that is new to the class, and to one that has it when the child comes', async () => {
		const before = await school.sync(theirs, []);
		await school.add(ofFormer('fill'), back('undo', ['fill']), placed('move'));
		expect(idsOf(await school.sync(theirs, [], known(before)))).toEqual(
			expect.arrayContaining(['move', 'fill', 'undo'])
		);
		school.time = at(WEDNESDAY, '08:55');
		expect(idsOf(await school.sync(theirs, []))).toEqual(expect.arrayContaining(['move', 'fill', 'undo']));
	});

	it('[E1] comes with its taking back where that was heard first, as after a restore', async () => {
		await school.add(placed('move'), back('undo', ['fill']));
		const before = await school.sync(theirs, []);
		await school.add(ofFormer('fill'));
		expect(idsOf(await school.sync(theirs, [], known(before)))).toEqual(
			expect.arrayContaining(['fill', 'undo'])
		);
	});

	it('[Z8] what the former class takes back of its own children is not told to the new one', async () => {
		await school.add(
			placed('move'),
			mark('bens', WEDNESDAY, { classId: CLASS_3T.classId, pupilId: PUPILS.ben.pupilId })
		);
		const before = await school.sync(theirs, []);
		await school.add(back('undo', ['bens']));
		expect(idsOf(await school.sync(theirs, [], known(before)))).toEqual([]);
	});
});
