// Longer than others: every endpoint and every role stand in one table, so that none is left out.
import { readdirSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHEAP } from '../../../tests/support/cheap-passwords.ts';
import { ASSIGN_TEAL, at, CLASS_3T, entry, PUPILS, STAFF } from '../../../tests/support/school-2026-27.ts';
import { SCHOOL, SmallSchool } from '../../../tests/support/small-school.ts';
import type { HeldFact } from '../rules/facts.ts';
import { ROLES, type Role } from '../rules/roles.ts';
import { openAccess, type Access } from './access/access.ts';
import { answerSignIn, answerSignOut } from './access/answer.ts';
import { nudgeStream, Nudges } from './nudges.ts';
import { answerRemind, answerToday } from './office/answer.ts';
import { answerMis } from './office/mis.ts';
import { answerAmendments, answerNoReason, answerPast } from './office/past.ts';
import { Reminders } from './office/reminders.ts';
import { answerToCheck } from './office/to-check.ts';
import type { OpenSchool } from './school.ts';
import { answerSync, answerTakeIn } from './sync/answer.ts';

/** Everybody who may ask: each role on a device of its own, and who has no role. */
const ASKING = [...ROLES, 'signed out', 'withdrawn', 'no device'] as const;
type Asking = (typeof ASKING)[number];

const PASSWORD = 'the-right-password';
const ORIGIN = 'http://localhost:3000';
const DAY = '2026-09-14';
const DAYS = `from=${DAY}&to=${DAY}`;

let small: SmallSchool;
let access: Access;
let school: OpenSchool;
const usernameOf = (as: Asking): string => as.replace(' ', '_');
const cookies = new Map<Asking, string>([['no device', '']]);

beforeAll(async () => {
	small = await SmallSchool.open();
	access = await openAccess({
		...{ db: small.database.db, secret: 'a secret that is long enough for a test' },
		...{ now: () => small.time, passwords: CHEAP }
	});
	school = {
		...{ schoolId: SCHOOL, store: small.store, world: small.world, access, now: () => small.time },
		...{ nudges: new Nudges(), reminders: new Reminders() }
	} as OpenSchool;
	await small.add({ ...CLASS_3T, id: 'f-4e', classId: 'c-4e', name: '4 Elm', order: 2 });
	for (const role of ROLES) await letIn(role, role);
	await letIn('signed out', 'attendance');
	await letIn('withdrawn', 'head');
	// They both have 3T.
	for (const role of ['teacher', 'cover'])
		await small.add({ ...ASSIGN_TEAL, id: `f-${role}`, staffId: `staff-${role}` });
	await small.add(...whatOnlySomeMayKnow());
	await access.signOut(request('signed out', '/api/sign-out', 'POST'));
	const gone = await access.deviceOf(request('withdrawn', '/api/sync', 'POST'));
	await access.revokeDevice({ schoolId: SCHOOL, deviceId: gone?.deviceId ?? '' }, small.time);
});
afterAll(() => small.close());

async function letIn(as: Asking, role: Role): Promise<void> {
	const username = usernameOf(as);
	const staff = { name: as, position: `The ${role}`, role, fromAt: 0, username, password: PASSWORD };
	await access.createStaff({ ...staff, schoolId: SCHOOL, staffId: `staff-${username}` });
	const answer = await access.signIn(new Request(ORIGIN), { username, password: PASSWORD });
	if (!answer.ok) throw new Error(answer.denial.message);
	cookies.set(as, answer.cookies.map((each) => each.split(';')[0]).join('; '));
}

/** A day with a cause, a parent's word, a call, a parent's number and a leaver's new school in it. */
function whatOnlySomeMayKnow(): HeldFact[] {
	const of = { classId: CLASS_3T.classId, date: DAY, session: 'AM' } as const;
	const { ava, ben } = PUPILS;
	const made = { v: 1, clientId: 'c-office', signInId: 'in-s-office', madeAt: at(DAY, '08:30') };
	const by = { ...made, clock: { offsetMs: 0, doubtMs: 0 }, maker: STAFF.office };
	return [
		entry({ id: 'ill', ...of, code: 'I', how: 'office', reason: 'CAUSE', maker: STAFF.office }),
		entry({ id: 'none', ...of, pupilId: ben.pupilId, code: 'N', maker: STAFF.teal }),
		{
			...{ ...by, id: 'said', kind: 'plan', seq: 901, pupilId: ava.pupilId, replaces: [], reason: 'CAUSE' },
			...{ from: { date: DAY, session: 'AM' }, to: { date: DAY, session: 'PM' } },
			message: { from: 'PARENT', via: 'phone' }
		},
		{
			...{ ...by, ...of, id: 'out', kind: 'out', seq: 902, pupilId: ben.pupilId, at: '08:40' },
			...{ why: 'appointment', where: 'CAUSE', collectedBy: 'PARENT', replaces: [] }
		},
		{ ...ava, ...by, id: 'ava-2', seq: 903, register: { ...ava.register, contacts: CONTACTS } } as HeldFact
	];
}

const CONTACTS = [
	{ name: 'PARENT', phones: ['PHONE'], order: 1, relation: 'mother', isParent: true, livesWith: true }
];

function request(as: Asking, path: string, method: 'GET' | 'POST', body: unknown = {}): Request {
	return new Request(ORIGIN + path, {
		method,
		headers: { 'content-type': 'application/json', cookie: cookies.get(as) ?? '' },
		...(method === 'POST' ? { body: JSON.stringify(body) } : {})
	});
}

const envelope = () => ({
	...{ protocol: 1, deviceId: 'd', app: 'test', epoch: null, cursor: 0, scopes: [], witness: null },
	...{ held: null, clock: { now: small.time }, facts: [] },
	state: { waiting: 0, persisted: null, freeBytes: null, battery: null }
});

const get = (answer: (school: OpenSchool, request: Request) => Promise<Response>, query = '') => ({
	ask: (as: Asking, route: string) => answer(school, request(as, `/api/${route}${query}`, 'GET'))
});
const post = (
	answer: (school: OpenSchool, request: Request) => Promise<Response>,
	body: (as: Asking) => unknown
) => ({
	ask: (as: Asking, route: string) => answer(school, request(as, `/api/${route}`, 'POST', body(as)))
});

/** As the route of the same name answers. */
async function nudges(_school: OpenSchool, asked: Request): Promise<Response> {
	const device = await access.deviceOf(asked);
	if (!device) return new Response(null, { status: 401 });
	const stream = nudgeStream(school.nudges, device);
	await stream.body?.cancel();
	return new Response(null, { status: stream.status });
}

const NOBODY = { 'signed out': 401, withdrawn: 401, 'no device': 401 } as const;
const READERS = { attendance: 200, head: 200, deputy: 200 } as const;
const everyRole = (status: number) =>
	Object.fromEntries(ROLES.map((role) => [role, status])) as Record<Role, number>;

/** What each question is answered with, for everybody who may ask it. */
const TABLE: {
	route: string;
	what?: string;
	ask: (as: Asking, route: string) => Promise<Response>;
	status: Record<Asking, number>;
}[] = [
	{
		route: 'sync',
		...post(answerSync, (as) => ({ ...envelope(), clientId: `c-${as}` })),
		// A withdrawn device may still bring what it holds, and so may one on which nobody is signed in.
		status: { ...everyRole(200), 'signed out': 200, withdrawn: 200, 'no device': 401 }
	},
	{
		route: 'today',
		...get((of, asked) => answerToday(of, asked, 'test')),
		status: { ...everyRole(403), ...NOBODY, ...READERS, reception: 200, safeguarding: 200 }
	},
	{
		route: 'past',
		what: 'of an own class',
		...get(answerPast, `?classId=c-3t&${DAYS}`),
		status: { ...everyRole(403), ...NOBODY, ...READERS, safeguarding: 200, teacher: 200, cover: 200 }
	},
	{
		route: 'past',
		what: 'of another class',
		...get(answerPast, `?classId=c-4e&${DAYS}`),
		status: { ...everyRole(403), ...NOBODY, ...READERS, safeguarding: 200 }
	},
	{
		route: 'past',
		what: 'of a pupil',
		...get(answerPast, `?pupilId=${PUPILS.ava.pupilId}&${DAYS}`),
		status: { ...everyRole(403), ...NOBODY, ...READERS, safeguarding: 200 }
	},
	{
		route: 'past',
		what: 'how far back it goes',
		...get(answerPast, '?reach'),
		status: { ...everyRole(403), ...NOBODY, ...READERS, safeguarding: 200 }
	},
	{
		route: 'no-reason',
		...get(answerNoReason),
		status: { ...everyRole(403), ...NOBODY, ...READERS, safeguarding: 200 }
	},
	{
		route: 'amendments',
		...get(answerAmendments, `?${DAYS}`),
		status: { ...everyRole(403), ...NOBODY, ...READERS, safeguarding: 200 }
	},
	{ route: 'to-check', ...get(answerToCheck), status: { ...everyRole(403), ...NOBODY, ...READERS } },
	{ route: 'mis', ...get(answerMis, `?${DAYS}`), status: { ...everyRole(403), ...NOBODY, ...READERS } },
	{
		route: 'remind',
		...post(answerRemind, () => ({ classId: 'c-3t', session: 'AM' })),
		status: { ...everyRole(403), ...NOBODY, ...READERS }
	},
	{
		route: 'take-in',
		...post(answerTakeIn, () => ({ firstbell: 'waiting', protocol: 1, clientId: 'c-file', facts: [] })),
		status: { ...everyRole(403), ...NOBODY, ...READERS }
	},
	// That there is something new, and no word of what.
	{ route: 'nudges', ...get(nudges), status: { ...everyRole(200), ...NOBODY, 'signed out': 200 } },
	{
		route: 'sign-in',
		what: 'with a wrong password',
		...post(
			(_, asked) => answerSignIn(access, asked),
			(as) => ({ username: usernameOf(as), password: 'wrong' })
		),
		status: { ...everyRole(401), ...NOBODY }
	},
	{
		route: 'sign-out',
		what: 'of a sign-in that is nobody’s',
		...post(
			(_, asked) => answerSignOut(access, asked),
			() => ({ signInId: 'never' })
		),
		status: { ...everyRole(200), 'signed out': 200, withdrawn: 200, 'no device': 200 }
	}
];

async function textOf(response: Response): Promise<string> {
	const bytes = Buffer.from(await response.arrayBuffer());
	return (response.headers.get('content-encoding') === 'gzip' ? gunzipSync(bytes) : bytes).toString();
}

it('[P2] every endpoint is in the table of who gets which answer', () => {
	const routes = readdirSync(new URL('../../routes/api/', import.meta.url));
	expect([...new Set(TABLE.map(({ route }) => route))].toSorted()).toEqual(routes.toSorted());
});

describe.each(TABLE)('/api/$route', ({ route, what = '', ask, status }) => {
	it.each(ASKING)(`[P2] answers %s as the table says ${what}`, async (as) => {
		expect((await ask(as, route)).status).toBe(status[as]);
	});
});

/** What an answer may say to nobody, and to whom it may not say what. */
const CLASSROOM = /CAUSE|PARENT|PHONE|"code":"I"/;
const UNSEEN: Record<Asking, RegExp | null> = {
	...{ teacher: CLASSROOM, cover: CLASSROOM, governor: /CAUSE|PARENT|PHONE|p-ava|p-ben|3 Teal/ },
	...{ 'signed out': /p-ava/, withdrawn: /p-ava/, 'no device': /p-ava/ },
	...{ reception: null, attendance: null, head: null, deputy: null, safeguarding: null }
};

describe('[Z8] no answer says more than its reader may know', () => {
	it.each(ASKING)('to %s', async (as) => {
		for (const { route, ask } of TABLE) {
			const text = await textOf(await ask(as, route));
			const unseen = [/"signInId":"[^"]/, UNSEEN[as] ?? /in-s-office/];
			expect([route, ...unseen.flatMap((each) => each.exec(text)?.[0] ?? [])]).toEqual([route]);
		}
	});

	it('though the desk, the office and the safeguarding lead are told the cause', async () => {
		const sync = TABLE.find(({ route }) => route === 'sync');
		for (const as of ['reception', 'attendance', 'head', 'deputy', 'safeguarding'] as const) {
			const text = sync && (await textOf(await sync.ask(as, 'sync')));
			for (const word of ['CAUSE', 'PARENT', 'PHONE']) expect(text).toContain(word);
		}
	});
});
