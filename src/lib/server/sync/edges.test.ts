import { describe, expect, it } from 'vitest';
import { schoolsOfATest } from '../../../../tests/support/each-school.ts';
import { ASSIGN_TEAL, CLASS_3T, entry, PUPILS } from '../../../../tests/support/school-2026-27.ts';
import { base, codes, OFFICE, planned, statuses, TABLET } from '../../../../tests/support/sent.ts';
import { SCHOOL } from '../../../../tests/support/small-school.ts';
import type { HeldFact } from '../../rules/facts.ts';

const open = schoolsOfATest();

describe('a disk that is full', () => {
	it('[Y11] [F24] takes nothing, breaks nothing, and takes the same facts once there is room again', async () => {
		const school = await open();
		const { sqlite } = school.database;
		const pages = Number(sqlite.pragma('page_count', { simple: true }));
		sqlite.pragma(`max_page_count = ${pages + 2}`);
		const marks = Array.from({ length: 60 }, (_, n) =>
			entry({ id: `m${n}`, seq: n + 1, detail: 'x'.repeat(400), replaces: n ? [`m${n - 1}`] : [] })
		);
		const [full] = await Promise.allSettled([
			school.sync(TABLET, marks),
			school.sync(OFFICE, [], { clientId: 'c-office' })
		]);
		expect(full.status).toBe('rejected');
		expect(await school.store.verify(SCHOOL)).toBeNull();
		sqlite.pragma(`max_page_count = ${pages + 10_000}`);
		expect(new Set(statuses(await school.sync(TABLET, marks)))).toEqual(new Set(['accepted']));
		expect(await school.store.verify(SCHOOL)).toBeNull();
		expect(await school.store.quarantine(SCHOOL)).toEqual([]);
	});

	it('[Y11] [F24] however few pages are left, a push is taken whole or not at all: what does not fit is never called wrong', async () => {
		const met = { whole: 0, nothing: 0 };
		for (let left = 0; left <= 16; left += 1) {
			const school = await open();
			const { sqlite } = school.database;
			const start = (await school.store.school(SCHOOL))?.position ?? 0;
			sqlite.pragma(`max_page_count = ${Number(sqlite.pragma('page_count', { simple: true })) + left}`);
			const marks = Array.from({ length: 6 }, (_, n) =>
				entry({ id: `m${n}`, seq: n + 1, detail: 'x'.repeat(400), replaces: n ? [`m${n - 1}`] : [] })
			);
			const [answer] = await Promise.allSettled([school.sync(TABLET, marks)]);
			const isTaken = answer.status === 'fulfilled';
			met[isTaken ? 'whole' : 'nothing'] += 1;
			if (isTaken) expect(new Set(statuses(answer.value)), `${left} pages`).toEqual(new Set(['accepted']));
			expect((await school.store.school(SCHOOL))?.position, `${left} pages`).toBe(start + (isTaken ? 6 : 0));
			expect(await school.store.quarantine(SCHOOL), `${left} pages`).toEqual([]);
			expect(await school.store.verify(SCHOOL)).toBeNull();
		}
		expect(met.whole).toBeGreaterThan(0);
		expect(met.nothing).toBeGreaterThan(0);
	});
});

describe('what a device is told', () => {
	it('[Z10] bears witness to what it has just delivered, even while nobody is signed in', async () => {
		const school = await open();
		const reply = await school.sync({ deviceId: 'tablet' }, [entry()]);
		expect(reply.witness.position).toBe(reply.results[0]?.position);
		expect(reply.cursor).toBe(0);
	});
	it('[Z7] a pupil who moves into the class comes whole: name, plans and what was marked before', async () => {
		const school = await open();
		await school.add(
			{ ...CLASS_3T, id: 'f-4b', classId: 'c-4b', name: '4B' },
			{
				...ASSIGN_TEAL,
				id: 'f-place-x',
				kind: 'place',
				pupilId: 'p-x',
				classId: 'c-4b',
				from: '2026-09-01'
			},
			{ ...PUPILS.ava, id: 'f-p-x', pupilId: 'p-x', forename: 'Xander' },
			{ ...planned('plan-x', { pupilId: 'p-x' }) } as HeldFact
		);
		const first = await school.sync(TABLET, []);
		expect(first.changes.some((fact) => fact.pupilId === 'p-x')).toBe(false);
		await school.add({
			...ASSIGN_TEAL,
			id: 'f-move',
			kind: 'place',
			pupilId: 'p-x',
			classId: 'c-3t',
			from: '2026-09-14'
		});
		const held = { epoch: first.epoch, cursor: first.cursor, scopes: first.scopes, witness: first.witness };
		const told = (await school.sync(TABLET, [], held)).changes.map((fact) => fact.id);
		expect(told).toEqual(expect.arrayContaining(['f-move', 'f-p-x', 'plan-x']));
	});
	it('[Z8] a class hears nothing of pupils of other classes', async () => {
		const school = await open();
		const first = await school.sync(TABLET, []);
		await school.add(
			{ ...CLASS_3T, id: 'f-4b', classId: 'c-4b', name: '4B' },
			{ ...PUPILS.ava, id: 'f-p-y', pupilId: 'p-y', forename: 'Yara' },
			{
				...ASSIGN_TEAL,
				id: 'f-place-y',
				kind: 'place',
				pupilId: 'p-y',
				classId: 'c-4b',
				from: '2026-09-01'
			}
		);
		const held = { epoch: first.epoch, cursor: first.cursor, scopes: first.scopes, witness: first.witness };
		expect((await school.sync(TABLET, [], held)).changes.map((fact) => fact.id)).toEqual(['f-4b']);
	});
	it('[Z8] who entered an absence is not told to a class: for some codes only one person may', async () => {
		const school = await open();
		await school.sync(OFFICE, [entry({ ...base('i'), kind: 'mark', how: 'office', code: 'I' })]);
		const told = (await school.sync(TABLET, [])).changes.find((fact) => fact.id === 'i');
		expect(told).toMatchObject({ shownAs: 'known', maker: { name: 'The office', staffId: '' } });
	});
});

describe('facts of one push', () => {
	it('[P1] a new pupil, a place and a mark together: all accepted, in the order in which they were made', async () => {
		const school = await open();
		const { position, receivedAt, maker, ...newPupil } = PUPILS.ava;
		const register = { sex: 'F', address: '', startingDay: '2026-09-14', siblings: [], contacts: [] };
		const reply = await school.sync(OFFICE, [
			{ ...newPupil, ...base('new', 1), pupilId: 'p-new', register },
			{ ...base('place', 2), kind: 'place', pupilId: 'p-new', classId: 'c-3t', from: '2026-09-14' },
			{ ...entry({ how: 'told' }), ...base('mark', 3), pupilId: 'p-new' }
		]);
		expect(statuses(reply)).toEqual(['accepted', 'accepted', 'accepted']);
	});
	it('[Z3] a refused fact gets the same answer after another with its id was accepted', async () => {
		const school = await open();
		const refused = { ...entry({ id: 'one' }), pupilId: 'p-nobody' };
		expect(codes(await school.sync(TABLET, [refused]))).toEqual(['unknown-pupil']);
		await school.sync(TABLET, [entry({ id: 'one' })]);
		expect(codes(await school.sync(TABLET, [refused]))).toEqual(['unknown-pupil']);
	});
	it('[Z3] an id that no device gives is unreadable, and does no harm', async () => {
		const school = await open();
		expect(codes(await school.sync(TABLET, [entry({ id: 'lone \ud800' })]))).toEqual(['unreadable']);
		expect(await school.store.verify(SCHOOL)).toBeNull();
	});
});

describe('copies of what a restored school lost', () => {
	it('[Z10] the fuller copy is kept beside the classroom’s', async () => {
		const school = await open();
		const full = { ...entry({ id: 'lost', reason: 'Chickenpox' }), position: 77 };
		const { reason, ...less } = full;
		await school.sync(TABLET, [], { recovered: [less] });
		await school.sync(OFFICE, [], { recovered: [full] });
		expect((await school.store.quarantine(SCHOOL)).map((row) => row.raw.includes('Chickenpox'))).toEqual([
			false,
			true
		]);
	});
	it('[Z10] once the maker sends the fact itself, its copies are settled', async () => {
		const school = await open();
		await school.sync(OFFICE, [], { recovered: [{ ...entry({ id: 'lost' }), position: 77 }] });
		await school.sync(TABLET, [entry({ id: 'lost' })]);
		expect((await school.store.quarantine(SCHOOL)).map((row) => row.replayed)).toEqual([1]);
	});
});

describe('numbers', () => {
	it('[Z9] a device that claims to hold from twenty million on costs no more than one that does not', async () => {
		const school = await open();
		const before = performance.now();
		await school.sync(TABLET, [], { held: { from: 20_000_000, to: 20_000_001 } });
		expect(performance.now() - before).toBeLessThan(500);
		expect((await school.store.notices(SCHOOL))[0]?.detail).toContain('number 1 to 19999999');
	});
});
