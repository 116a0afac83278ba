import { describe, expect, it } from 'vitest';
import { eachSchool, school } from '../../../../tests/support/each-school.ts';
import { entry, PUPILS } from '../../../../tests/support/school-2026-27.ts';
import { OFFICE, TABLET } from '../../../../tests/support/sent.ts';
import { SCHOOL } from '../../../../tests/support/small-school.ts';
import { MOST_ASIDE, MOST_AT_ONCE } from './aside-room.ts';

eachSchool();

const HOUR_MS = 3_600_000;
const sentBy = (from: typeof TABLET, facts: Parameters<typeof school.sync>[1]) => school.sync(from, facts);
const kept = async () => (await school.store.quarantine(SCHOOL)).length;
const told = async () =>
	(await school.database.db.selectFrom('notice').selectAll().execute()).filter(
		({ kind }) => kind === 'aside-full'
	);
let made = 0;
/** Facts of a pupil whom nobody knows. */
const unknown = (many: number) =>
	Array.from({ length: many }, () =>
		entry({ id: `x-${String((made += 1)).padStart(6, '0')}`, pupilId: 'p-nobody', seq: 1000 + made })
	);

describe('what one device may have kept aside', () => {
	it('[Z15] once its day is full no more is kept or answered, what is in order is still taken, and other devices are not concerned', async () => {
		await sentBy(TABLET, unknown(MOST_ASIDE.facts - 1));
		expect(await told()).toHaveLength(0);
		const last = unknown(2);
		expect((await sentBy(TABLET, last)).results).toHaveLength(2);
		expect(await kept()).toBe(MOST_ASIDE.facts + 1);
		expect(await told()).toMatchObject([{ deviceId: 'tablet' }]);

		const [over] = unknown(1);
		const good = entry({ id: 'good', seq: 1 });
		const reply = await sentBy(TABLET, [over, good] as never);
		expect(reply.results.map(({ id, status }) => `${id} ${status}`)).toEqual(['good accepted']);
		expect(await kept()).toBe(MOST_ASIDE.facts + 1);
		// What was answered before is answered again.
		expect((await sentBy(TABLET, last)).results.map(({ status }) => status)).toEqual(['refused', 'refused']);
		expect((await sentBy(OFFICE, unknown(1))).results).toMatchObject([{ status: 'refused' }]);
		expect(await told()).toHaveLength(1);

		school.time += 24 * HOUR_MS + 1;
		expect((await sentBy(TABLET, [over] as never)).results).toMatchObject([{ status: 'refused' }]);
		expect(await kept()).toBe(MOST_ASIDE.facts + 3);
	});

	it('[Z15] what it had kept aside before is answered again on a full day: without an id, and what a mended server would take', async () => {
		const nameless = { kind: 'mark', v: 1, seq: 'two' };
		const choked = entry({ id: 'choked', seq: 1, pupilId: PUPILS.ava.pupilId });
		school.database.sqlite.exec(
			`create trigger bug before insert on payload when new.json like '%choked%' begin select raise(abort, 'a bug'); end`
		);
		const before = await sentBy(TABLET, [nameless, choked] as never);
		expect(before.results).toMatchObject([{ code: 'unreadable' }, { code: 'server-error' }]);
		await sentBy(TABLET, unknown(MOST_ASIDE.facts));
		expect((await sentBy(TABLET, [nameless, choked] as never)).results).toEqual(before.results);
		expect((await sentBy(TABLET, [choked, ...unknown(2), nameless] as never)).results).toEqual(
			before.results.toReversed()
		);
	});

	it('[Z15] [V7] when its day is full, a child whom it says to be here today is still kept: once for each half-day, and no other', async () => {
		await sentBy(TABLET, unknown(MOST_ASIDE.facts));
		// Refused whatever it says: nobody knows whose it is.
		const strange = (id: string, over: object = {}) => ({ ...entry({ id }), signInId: 'in-nobody', ...over });
		const sent = [
			strange('here'),
			strange('here-again', { code: 'L' }),
			strange('here-later', { session: 'PM', code: '\\' }),
			strange('ben-here', { pupilId: PUPILS.ben.pupilId }),
			strange('absent', { code: 'N', pupilId: PUPILS.cal.pupilId }),
			strange('friday', { date: '2026-09-11' }),
			strange('no-session', { session: 'night' }),
			strange('unknown', { pupilId: 'p-nobody' }),
			strange('long', { pupilId: PUPILS.dee.pupilId, detail: 'x'.repeat(30_000) })
		];
		const answered = async () => (await sentBy(TABLET, sent)).results.map(({ id }) => id);
		expect(await answered()).toEqual(['here', 'here-later', 'ben-here']);
		expect(await answered()).toEqual(['here', 'here-later', 'ben-here']);
		const rows = await school.store.keptAside(SCHOOL, 3);
		expect(rows.map(({ about }) => about)).toEqual(['ben-here', 'here-later', 'here']);
		expect(await kept()).toBe(MOST_ASIDE.facts + 3);
		expect(await school.store.verify(SCHOOL)).toBeNull();
	});

	it('[Z9] [Z15] what was passed over has not been received: a tablet that loses it is told of as one that lost facts', async () => {
		await sentBy(TABLET, unknown(MOST_ASIDE.facts));
		const own = { clientId: 'c-own' };
		const ofOwn = (id: string, seq: number, over = {}) => entry({ ...own, id, seq, ...over });
		const sent = [ofOwn('one', 1), ofOwn('two', 2, { pupilId: 'p-nobody' }), ofOwn('three', 3)];
		const answer = await school.sync(TABLET, sent, { ...own, held: { from: 1, to: 3 } });
		expect(answer.results.map(({ id }) => id)).toEqual(['one', 'three']);
		expect(await school.store.client(SCHOOL, own.clientId)).toMatchObject({ contiguousTo: 1 });
		await school.sync(TABLET, [], { ...own, held: { from: 4, to: 4 } });
		const lost = (await school.store.notices(SCHOOL)).filter(({ detail }) => detail.includes(own.clientId));
		expect(lost).toMatchObject([
			{ kind: 'lost-facts', detail: expect.stringContaining('1 fact of c-own never arrived') }
		]);
	});

	it('[Z15] a device of an older version, which sends its first hundred again until they are answered, gets through what is in order behind them', async () => {
		await sentBy(TABLET, unknown(MOST_ASIDE.facts));
		const before = await kept();
		const waiting = [...unknown(130), entry({ id: 'good', seq: 1, pupilId: PUPILS.ava.pupilId })];
		const began = school.time;
		const answers = new Map<string, string>();
		for (; waiting.length > 0 && school.time < began + HOUR_MS; school.time += 60_000)
			for (const { id, status } of (await sentBy(TABLET, waiting.slice(0, 100))).results) {
				answers.set(id, status);
				waiting.splice(
					waiting.findIndex((each) => each.id === id),
					1
				);
			}
		expect(waiting).toEqual([]);
		expect(answers.get('good')).toBe('accepted');
		// Whatever was answered is kept: nothing is said to be received that is not.
		expect([...answers.values()].filter((status) => status === 'refused')).toHaveLength(130);
		expect((await kept()) - before).toBe(130);
		expect(school.time - began).toBeGreaterThan(MOST_AT_ONCE.everyMs);
		expect(await told()).toHaveLength(1);
	});

	it('[Z15] on a full day one push in ten minutes is kept beyond it, of a hundred facts and 64 KB at the most', async () => {
		await sentBy(TABLET, unknown(MOST_ASIDE.facts));
		const full = await kept();
		const after = async (ms: number, facts: Parameters<typeof school.sync>[1]) => {
			school.time += ms;
			await sentBy(TABLET, facts);
			return (await kept()) - full;
		};
		expect(await after(MOST_AT_ONCE.everyMs - 60_000, unknown(1))).toBe(0);
		expect(await after(120_000, unknown(MOST_AT_ONCE.facts + 1))).toBe(0);
		const large = { id: 'large', kind: 'strange', v: 1, said: 'x'.repeat(MOST_AT_ONCE.chars) };
		expect(await after(0, [large] as never)).toBe(0);
		expect(await after(0, unknown(MOST_AT_ONCE.facts))).toBe(100);
		expect(await after(0, unknown(1))).toBe(100);
		expect(await after(MOST_AT_ONCE.everyMs - 60_000, unknown(1))).toBe(100);
		expect(await after(120_000, unknown(1))).toBe(101);
	});

	it('[Z15] few large ones fill it as well', async () => {
		const large = (id: string) => ({ id, kind: 'strange', v: 1, said: 'x'.repeat(MOST_ASIDE.bytes / 2) });
		await sentBy(TABLET, [large('one')] as never);
		await sentBy(TABLET, [large('two')] as never);
		expect((await sentBy(TABLET, [large('three')] as never)).results).toEqual([]);
		expect(await kept()).toBe(2);
		expect((await sentBy(TABLET, [entry({ pupilId: PUPILS.ava.pupilId })])).results).toMatchObject([
			{ status: 'accepted' }
		]);
	});
});
