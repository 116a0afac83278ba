import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { isSchoolDay, addDays } from '../../../src/lib/rules/calendar.ts';
import { newBrowsers, Tablet } from '../../support/in-process.ts';
import { PageInTime } from '../../support/page-in-time.ts';
import { at, STAFF } from '../../support/school-2026-27.ts';
import { SCHOOL, SmallSchool } from '../../support/small-school.ts';
import { thirtyPupils } from '../../support/thirty-pupils.ts';

vi.setConfig({ testTimeout: 240_000 });

const BACKLOG = 5_000;
/** 64 kbit/s. */
const BYTES_A_MS = 8;
const PIECE_BYTES = 800;
/** A modem’s line breaks now and then: each so many-th push is lost on the way, or its answer is. */
const LOST_EACH = 9;

let school: SmallSchool;
let page: PageInTime;
const here = () => school;

beforeEach(async () => {
	newBrowsers();
	school = await SmallSchool.open();
	school.time = at('2026-09-02', '08:45');
	page = new PageInTime(here);
});
afterEach(() => school.close());

describe('a tablet that was offline for half a year', () => {
	it('[D-sync] [F33] 5,000 facts over 64 kbit/s with pushes and answers lost: all arrive once, no push is too long for the line, and taps go on meanwhile', async () => {
		const pupilIds = await thirtyPupils(school);
		const tablet = await Tablet.open(here, 'tablet', STAFF.teal, 'tablet', page.around);
		tablet.line = 'down';
		const ids = new Set<string>();
		const book = await school.store.book(SCHOOL);
		let date = '2026-09-01';
		const mark = (pupilId: string, session: 'AM' | 'PM') => ({
			...{ kind: 'mark' as const, classId: 'c-3t', date, session, pupilId, how: 'tapped' as const },
			...{ code: session === 'AM' ? ('/' as const) : ('\\' as const), sawPlans: [] }
		});
		while (ids.size < BACKLOG) {
			date = addDays(date, 1);
			if (!isSchoolDay(book, date)) continue;
			for (const [session, time] of [
				['AM', '08:55'],
				['PM', '13:15']
			] as const) {
				page.pass(Math.max(0, at(date, time) - school.time));
				const left = pupilIds.slice(0, BACKLOG - ids.size);
				if (left.length === 0) continue;
				for (const fact of await tablet.device.record(...left.map((each) => mark(each, session))))
					ids.add(fact.id);
			}
		}
		expect((await tablet.device.state()).waiting).toBe(BACKLOG);

		const pushes: { bytes: number; upMs: number }[] = [];
		let lost = 0;
		tablet.line = 'up';
		tablet.between = async (answer, body) => {
			const upMs = Math.ceil(body.length / BYTES_A_MS);
			pushes.push({ bytes: body.length, upMs });
			page.pass(upMs);
			const isLost = pushes.length % LOST_EACH === 0;
			if (isLost) lost += 1;
			if (isLost && lost % 2 === 1) throw new TypeError('The line broke on the way there');
			const whole = new Uint8Array(await (await answer()).arrayBuffer());
			if (isLost) throw new TypeError('The line broke on the way back');
			return overTheLine(whole);
		};
		const from = school.time;
		let runs = 0;
		for (; (await tablet.device.state()).waiting > 0; runs += 1) {
			expect(runs, 'it is stuck').toBeLessThan(100);
			const running = tablet.device.sync('test');
			if (runs === 2) {
				const [tapped] = await tablet.device.record(mark(pupilIds[0] ?? '', 'PM'));
				ids.add(tapped?.id ?? '');
			}
			await running;
		}
		expect(lost).toBeGreaterThan(3);
		expect(runs).toBeGreaterThan(lost);
		for (const { bytes, upMs } of pushes) {
			expect(bytes).toBeLessThanOrEqual(64 * 1024);
			expect(upMs, 'shorter than the silence that a tablet gives up after').toBeLessThan(15_000);
		}
		const minutes = (school.time - from) / 60_000;
		expect(minutes).toBeLessThan(20);
		const stored = await school.database.db
			.selectFrom('fact')
			.select('id')
			.where('kind', '=', 'mark')
			.execute();
		expect(stored).toHaveLength(BACKLOG + 1);
		expect(new Set(stored.map((fact) => fact.id))).toEqual(ids);
		expect(await school.store.quarantine(SCHOOL)).toEqual([]);
		expect(await school.store.notices(SCHOOL)).toEqual([]);
		expect(await school.store.verify(SCHOOL)).toBeNull();
	});
});

/** An answer that comes piece by piece, as fast as the line carries it. */
function overTheLine(whole: Uint8Array): Response {
	let sent = 0;
	const body = new ReadableStream<Uint8Array>({
		pull(controller) {
			page.pass(Math.ceil(Math.min(PIECE_BYTES, whole.length - sent) / BYTES_A_MS));
			controller.enqueue(whole.slice(sent, sent + PIECE_BYTES));
			sent += PIECE_BYTES;
			if (sent >= whole.length) controller.close();
		}
	});
	return new Response(body, { headers: { 'content-type': 'application/json' } });
}
