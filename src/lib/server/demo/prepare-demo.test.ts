import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { CHEAP } from '../../../../tests/support/cheap-passwords.ts';
import { londonInstant } from '../../rules/sessions.ts';
import { openAccess } from '../access/access.ts';
import { openStore } from '../school.ts';
import { demoMarks } from './demo-marks.ts';
import { demoSchool } from './demo-school.ts';
import type { Entry } from '../../rules/facts.ts';
import { canonicalJson, sha256 } from '../store/chain.ts';
import { prepareDemo, type DemoTarget } from './prepare-demo.ts';
import { DEMO_PASSWORD, STAFF } from './staff.ts';
import { storeTarget, type DemoStore } from './store-target.ts';

const school = demoSchool();
const at = (date: string, minute: string) => londonInstant(date, minute);

let folder: string;
let own: DemoStore;

beforeEach(async () => {
	folder = mkdtempSync(join(tmpdir(), 'firstbell-demo-'));
	const { db, store } = await openStore(folder);
	const access = await openAccess({
		db,
		secret: 's'.repeat(40),
		now: () => at('2026-09-02', '12:30'),
		passwords: CHEAP
	});
	own = { db, store, access };
});

afterEach(async () => {
	await own.store.close();
	rmSync(folder, { recursive: true });
});

const prepare = (now: number) => prepareDemo(storeTarget(own, { now, clockShiftMs: -5 }), now, school);

async function ids(): Promise<string[]> {
	const rows = await own.db.selectFrom('fact').select('id').orderBy('position').execute();
	return rows.map((row) => row.id);
}

test('a first start makes the school, its staff and every finished session, and the chain is whole', async () => {
	const now = at('2026-09-02', '12:30');
	await prepare(now);
	expect(await own.store.school('demo')).toMatchObject({ name: school.name, demo: 1, clockShiftMs: -5 });
	expect(await ids()).toEqual([...school.facts, ...demoMarks(school, 0, now)].map(({ fact }) => fact.id));
	expect(await own.store.verify('demo')).toBeNull();
	const marks = await own.store.marks('demo', { classId: 'c-4elm', date: '2026-09-02', session: 'AM' });
	expect(marks).toHaveLength(30);
	const request = new Request('http://localhost/', { method: 'POST' });
	const answer = await own.access.signIn(request, { username: 'teal', password: DEMO_PASSWORD });
	expect(answer.ok && answer.signedIn.person.name).toBe('Ms Rachel Teal');
});

test('a second start adds what has ended since, and nothing twice', async () => {
	await prepare(at('2026-09-02', '12:30'));
	const first = await ids();
	await prepare(at('2026-09-02', '12:40'));
	expect(await ids()).toEqual(first);
	const now = at('2026-09-03', '12:00');
	await prepare(now);
	expect(await ids()).toEqual([...school.facts, ...demoMarks(school, 0, now)].map(({ fact }) => fact.id));
});

test('a start that was cut off is finished by the next', async () => {
	const now = at('2026-09-10', '16:00');
	const target = storeTarget(own, { now, clockShiftMs: 0 });
	const powerCut = () => Promise.reject(new Error('power cut'));
	const createSchool: DemoTarget['createSchool'] = async ({ staff, ...rest }) => {
		await target.createSchool({ ...rest, staff: staff.slice(0, 3) });
		await powerCut();
	};
	await expect(prepareDemo({ ...target, createSchool }, now, school)).rejects.toThrow('power cut');
	let appends = 0;
	const appendFacts: DemoTarget['appendFacts'] = (facts) => {
		appends += 1;
		return appends > 2 ? powerCut() : target.appendFacts(facts);
	};
	await expect(prepareDemo({ ...target, appendFacts }, now, school)).rejects.toThrow('power cut');
	await prepare(now);
	expect(await ids()).toEqual([...school.facts, ...demoMarks(school, 0, now)].map(({ fact }) => fact.id));
	expect(await own.db.selectFrom('appointment').selectAll().execute()).toHaveLength(STAFF.length);
}, 30_000);

test('a register that real people took stays theirs', async () => {
	await prepare(at('2026-09-02', '08:50'));
	const pupil = school.pupils.find(({ classId }) => classId === 'c-4elm');
	const real: Entry = {
		...{
			id: 'real',
			v: 1,
			clientId: 'tablet',
			seq: 1,
			signInId: 'x',
			kind: 'mark',
			how: 'tapped',
			code: '/'
		},
		...{ pupilId: pupil?.pupilId ?? '', classId: 'c-4elm', date: '2026-09-02', session: 'AM' },
		...{ madeAt: at('2026-09-02', '08:51'), clock: { offsetMs: 0, doubtMs: 0 }, replaces: [], sawPlans: [] }
	};
	await own.store.write('demo', (writing) =>
		writing.append([
			{
				fact: real,
				contentHash: sha256(canonicalJson(real)),
				maker: { staffId: 's-teal', name: 'Ms Rachel Teal', position: 'Class teacher', role: 'teacher' },
				receivedAt: at('2026-09-02', '08:51'),
				flags: []
			}
		])
	);
	await prepare(at('2026-09-10', '16:00'));
	const marks = async (classId: string, date: string, session: 'AM' | 'PM') =>
		(await own.store.marks('demo', { classId, date, session })).length;
	expect(await marks('c-4elm', '2026-09-02', 'AM')).toBe(1);
	expect(await marks('c-4elm', '2026-09-02', 'PM')).toBe(30);
	expect(await marks('c-4oak', '2026-09-02', 'AM')).toBe(30);
	expect(await own.store.verify('demo')).toBeNull();
}, 30_000);
