import { createServer, type Server } from 'node:http';
import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { AddressInfo } from 'node:net';
import type {
	AmendmentsAnswer,
	NoReasonAnswer,
	PastAnswer,
	ToCheckAnswer
} from '../../src/lib/protocol/past.ts';
import { addDays, mondayOf } from '../../src/lib/rules/calendar.ts';
import { londonInstant } from '../../src/lib/rules/sessions.ts';
import { Chance } from '../../src/lib/server/demo/chance.ts';
import { answerAmendments, answerNoReason, answerPast } from '../../src/lib/server/office/past.ts';
import { answerToCheck } from '../../src/lib/server/office/to-check.ts';
import type { OpenSchool } from '../../src/lib/server/school.ts';
import { KyselyStore } from '../../src/lib/server/store/kysely-store.ts';
import { openSqlite } from '../../src/lib/server/store/sqlite.ts';
import { p95 } from './measures.ts';
import { BIG_SCHOOL, CLASSES, sixYears, type BigSchool } from './six-years-school.ts';

const ASKED = 60;
const A_TERM_DAYS = 63;

/** What a screen of the lasting register waits for, p95 in ms over HTTP, in six years of 630 pupils. */
export interface SixYears {
	pupil: number;
	week: number;
	noReason: number;
	amendments: number;
	toCheck: number;
}

/** Asks the real endpoints over HTTP, the database as large as it gets before the first lawful purge. */
export async function readSixYears(): Promise<SixYears> {
	const big = await sixYears();
	const { db } = openSqlite(big.path);
	const store = new KyselyStore(db);
	const server = await serve(asHead(store, big));
	const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	const chance = new Chance('readers');
	try {
		const anyDay = () => chance.of(big.days.slice(0, -A_TERM_DAYS));
		const pupil = await times(address, () => {
			const year = Number(anyDay().slice(0, 4));
			return `/api/past?pupilId=${chance.of(big.pupilIds)}&from=${year}-09-01&to=${year + 1}-07-31`;
		});
		expectFull<PastAnswer>(pupil.last, ({ facts }) => facts.length >= 380);
		const week = await times(address, () => {
			const monday = mondayOf(anyDay());
			return `/api/past?classId=${chance.of(CLASSES)}&from=${monday}&to=${addDays(monday, 4)}`;
		});
		expectFull<PastAnswer>(week.last, ({ facts }) => facts.length >= 60);
		const noReason = await times(address, () => '/api/no-reason');
		expectFull<NoReasonAnswer>(noReason.last, ({ standing }) => standing.length > 50);
		const amendments = await times(address, () => {
			const at = chance.between(0, big.days.length - A_TERM_DAYS - 6);
			// As the screen asks: the first of them, and how many there are.
			return `/api/amendments?from=${big.days[at] ?? ''}&to=${big.days[at + A_TERM_DAYS - 1] ?? ''}&most=200`;
		});
		expectFull<AmendmentsAnswer>(
			amendments.last,
			({ amendments, counts }) =>
				amendments.length === 200 && counts.reduce((sum, { count }) => sum + count, 0) > 300
		);
		const toCheck = await times(address, () => '/api/to-check');
		expectFull<ToCheckAnswer>(toCheck.last, ({ facts }) => facts.length >= 200);
		return {
			...{ pupil: pupil.p95, week: week.p95, noReason: noReason.p95 },
			...{ amendments: amendments.p95, toCheck: toCheck.p95 }
		};
	} finally {
		server.close();
		await store.close();
	}
}

/** Lets go of the database; asked once, at the end of a run. */
export async function forgetSixYears(): Promise<void> {
	await rm(dirname((await sixYears()).path), { recursive: true, force: true });
}

async function times(address: string, path: () => string): Promise<{ p95: number; last: unknown }> {
	const took: number[] = [];
	let last: unknown = null;
	for (let n = 0; n < ASKED; n++) {
		const asked = path();
		const from = performance.now();
		const answer = await fetch(`${address}${asked}`);
		last = await answer.json();
		// The first few warm the server up.
		if (n >= 5) took.push(performance.now() - from);
		if (!answer.ok) throw new Error(`${asked} answered ${answer.status}: ${JSON.stringify(last)}`);
	}
	return { p95: p95(took), last };
}

/** A bench that measured an empty answer would measure nothing. */
function expectFull<T>(answer: unknown, isFull: (answer: T) => boolean): void {
	if (!isFull(answer as T))
		throw new Error(`Too little was answered: ${JSON.stringify(answer).slice(0, 300)}`);
}

function asHead(store: KyselyStore, { days }: BigSchool): OpenSchool {
	const now = londonInstant(days.at(-1) ?? '', '15:00');
	const head = {
		staffId: 's-head',
		name: 'Dr Head',
		position: 'Headteacher',
		role: 'head',
		deviceId: 'desk'
	};
	return {
		schoolId: BIG_SCHOOL,
		store,
		world: { secret: 'a secret of the big school, long enough' },
		now: () => now,
		access: { deviceOf: async () => ({ schoolId: BIG_SCHOOL, deviceId: 'desk' }), personOf: async () => head }
	} as unknown as OpenSchool;
}

function serve(school: OpenSchool): Promise<Server> {
	const answers = {
		'/api/past': answerPast,
		'/api/no-reason': answerNoReason,
		'/api/amendments': answerAmendments,
		'/api/to-check': answerToCheck
	};
	const server = createServer((request, response) => {
		const url = new URL(request.url ?? '/', 'http://school');
		const answer = answers[url.pathname as keyof typeof answers];
		void answer(school, new Request(url)).then(async (made) => {
			response.writeHead(made.status, Object.fromEntries(made.headers));
			response.end(Buffer.from(await made.arrayBuffer()));
		});
	});
	return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}
