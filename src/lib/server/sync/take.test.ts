import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
	ASSIGN_TEAL,
	CLASS_3T,
	entry,
	PLACES,
	PUPILS,
	STAFF
} from '../../../../tests/support/school-2026-27.ts';
import { REGISTER, SCHOOL, SmallSchool } from '../../../../tests/support/small-school.ts';
import { canonicalJson, sha256 } from '../store/chain.ts';

let school: SmallSchool;
beforeEach(async () => {
	school = await SmallSchool.open();
});
afterEach(() => school.close());

const TABLET = { deviceId: 'tablet', person: STAFF.teal };
const answers = (reply: { results: { id: string; status: string; code?: string | undefined }[] }) =>
	reply.results.map(({ id, status, code }) => [id, code ?? status]);

describe('one id more than once in one push', () => {
	it('[Z2] the same fact twice is kept once, and answered once', async () => {
		const mark = entry({ id: 'one' });
		expect(answers(await school.sync(TABLET, [mark, mark]))).toEqual([['one', 'accepted']]);
		expect(await school.store.registerFacts(SCHOOL, REGISTER)).toHaveLength(1);
		expect(await school.store.quarantine(SCHOOL)).toEqual([]);
	});

	it('[Z3] with another content the first is taken, the other is kept aside, and a repeat of the first is no third', async () => {
		const mark = entry({ id: 'one', code: 'N' });
		const other = { ...mark, code: '/' as const };
		expect(answers(await school.sync(TABLET, [mark, other, mark]))).toEqual([
			['one', 'accepted'],
			['one', 'id-reused']
		]);
		expect((await school.sync(TABLET, [other])).results[0]?.message).toBe(
			'Another fact already has this number. The office has both.'
		);
		expect(await school.mark(PUPILS.ava.pupilId)).toMatchObject({ code: 'N', dispute: 0 });
		expect(await school.store.quarantine(SCHOOL)).toMatchObject([{ factId: 'one', code: 'id-reused' }]);
	});
});

describe('what was refused', () => {
	it('[Z2] keeps its first answer, though it would be taken by now', async () => {
		const early = entry({ id: 'early', classId: 'c-4b' });
		const first = await school.sync(TABLET, [early]);
		expect(answers(first)).toEqual([['early', 'not-your-class']]);
		await school.add(
			{ ...CLASS_3T, id: 'f-4b', classId: 'c-4b', name: '4B' },
			{ ...ASSIGN_TEAL, id: 'f-teal-4b', classId: 'c-4b' },
			...PLACES.map((place) => ({ ...place, id: `${place.id} 4b`, classId: 'c-4b' }))
		);
		expect(answers(await school.sync(TABLET, [{ ...early, id: 'fresh' }]))).toEqual([['fresh', 'accepted']]);
		expect((await school.sync(TABLET, [early])).results).toEqual(first.results);
	});

	it('[Z5] without an id, a number or a client that can be read is kept as it was sent, each for itself, and answered again alike', async () => {
		const nameless = [
			{ kind: 'mark', v: 1, clientId: 17, seq: 'two' },
			{ kind: 'mark', v: 1, clientId: 17, seq: 'three' }
		];
		const first = await school.sync(TABLET, nameless);
		expect(answers(first)).toEqual([
			['', 'unreadable'],
			['', 'unreadable']
		]);
		expect((await school.sync(TABLET, nameless)).results).toEqual(first.results);
		const kept = await school.store.quarantine(SCHOOL);
		expect(kept.map(({ raw }) => JSON.parse(raw))).toEqual(nameless);
		for (const row of kept) expect(row).toMatchObject({ factId: null, clientId: null, seq: null });
	});

	it('[Z5] is not noted as taken in because others of its push are', async () => {
		const unread = { ...entry({ id: 'unread' }), pupilId: 17 };
		for (let n = 0; n < 2; n += 1)
			expect(answers(await school.sync(TABLET, [unread, entry({ id: `good-${n}` })]))).toEqual([
				['unread', 'unreadable'],
				[`good-${n}`, 'accepted']
			]);
		expect(await school.store.quarantine(SCHOOL)).toMatchObject([{ factId: 'unread', replayed: 0 }]);
	});

	it.each([
		['too-new', 'accepted', 1],
		['unreadable', 'accepted', 1],
		['server-error', 'accepted', 1],
		['unsealed', 'accepted', 1],
		['role', 'role', 0]
	])(
		'[Z5] for %s by a server that knew no better, and comes again, is then %s',
		async (code, then, replayed) => {
			const mark = entry({ id: 'kept' });
			const raw = canonicalJson({ ...mark });
			await school.store.write(SCHOOL, (writing) =>
				writing.refuse([
					{
						...{ factId: 'kept', clientId: mark.clientId, seq: mark.seq, deviceId: 'tablet', raw },
						...{ contentHash: sha256(raw), code, message: 'As it was said then.', receivedAt: 0 }
					}
				])
			);
			expect(answers(await school.sync(TABLET, [mark]))).toEqual([['kept', then]]);
			expect(await school.store.quarantine(SCHOOL)).toMatchObject([{ factId: 'kept', code, replayed }]);
		}
	);
});
