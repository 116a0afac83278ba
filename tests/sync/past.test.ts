import { afterEach, beforeEach, expect, test } from 'vitest';
import { joined, pupilPast } from '../../src/lib/rules/past.ts';
import { newBrowsers, Tablet } from '../support/in-process.ts';
import { at, entry, must, PUPILS, STAFF } from '../support/school-2026-27.ts';
import { SCHOOL, SmallSchool } from '../support/small-school.ts';

const AVA = PUPILS.ava.pupilId;
const DAY = '2026-09-14';
const OF = { classId: 'c-3t', date: DAY, session: 'AM' } as const;
let school: SmallSchool;
beforeEach(async () => {
	newBrowsers();
	school = await SmallSchool.open();
});
afterEach(() => school.close());

/** Three weeks on, an office device that never held the day. */
async function laterOffice(): Promise<Tablet> {
	await school.sync({ deviceId: 'tablet', person: STAFF.teal }, [entry({ id: 'first', code: 'N' })]);
	school.time = at('2026-10-05', '10:00');
	return Tablet.open(() => school, 'office', STAFF.office);
}

/** What the week or year screen reads: the server's answer and the device's own together. */
async function morning(office: Tablet) {
	const book = await school.store.book(SCHOOL);
	const told = await school.store.past.ofClass(SCHOOL, book, OF.classId, { from: DAY, to: DAY });
	const held = await office.device.past({ of: 'pupil', pupilId: AVA, from: DAY, to: DAY });
	const [cell] = pupilPast(joined(held, told), AVA, { from: DAY, to: DAY });
	return { cell: must(cell, 'the morning'), held };
}

test('[A8] a day that an office no longer holds is corrected by naming what the server told: one mark, one amendment', async () => {
	const office = await laterOffice();
	expect((await office.device.past({ of: 'days', from: DAY, to: DAY })).facts).toEqual([]);
	office.line = 'down';
	await office.device.record({
		...{ kind: 'mark', ...OF, pupilId: AVA, how: 'office', code: 'I', sawPlans: [] },
		...{ replaces: ['first'], reason: 'Letter from the doctor' }
	});
	const waiting = await morning(office);
	expect(waiting.held.unsentIds.size).toBe(1);
	expect(waiting.cell.row.mark).toMatchObject({ code: 'I', dispute: null });
	// It is an amendment before the school has seen it, by the same rules.
	expect(waiting.cell.amendments).toMatchObject([{ originals: [{ id: 'first' }] }]);
	expect((await school.mark(AVA))?.code).toBe('N');

	office.line = 'up';
	await office.sync();
	const received = await morning(office);
	expect(received.held.unsentIds.size).toBe(0);
	expect(received.cell.amendments).toHaveLength(1);
	expect(await school.mark(AVA)).toMatchObject({ code: 'I', dispute: 0 });
	expect(await school.store.past.noReason(SCHOOL)).toEqual([]);
	expect(await school.store.verify(SCHOOL)).toBeNull();
});

test('what the school did not accept is told apart, and changes nothing that shows', async () => {
	const office = await laterOffice();
	await office.device.record({
		...{ kind: 'mark', ...OF, pupilId: AVA, how: 'office', code: 'I', sawPlans: [] },
		...{ replaces: ['first'], reason: '' }
	});
	await office.sync();
	const { cell, held } = await morning(office);
	expect(held.refused).toMatchObject([{ code: 'missing-reason' }]);
	expect(cell.row.mark.code).toBe('N');
	expect(cell.amendments).toEqual([]);
});

test('[N5] O under the head’s standing instruction is accepted from the named person’s device, and says so for good', async () => {
	const office = await laterOffice();
	await school.add({
		...entry({ id: 'i-1', maker: STAFF.head }),
		...{ kind: 'instruction', what: 'overdue-N-is-O', staffId: STAFF.office.staffId, name: 'Mrs Office' },
		...{ from: '2026-09-21', replaces: [] }
	} as never);
	await office.device.record({
		...{ kind: 'mark', ...OF, pupilId: AVA, how: 'office', code: 'O', sawPlans: [], replaces: ['first'] },
		...{ reason: 'Not established in 5 school days', instruction: 'i-1' }
	});
	await office.sync();
	const [amendment] = await school.store.past.amendments(SCHOOL, {
		from: '2026-10-05',
		to: '2026-10-05',
		most: 10
	});
	expect(amendment?.entry).toMatchObject({ code: 'O', instruction: 'i-1', maker: { name: 'Mrs Office' } });
});
