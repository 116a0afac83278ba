import 'fake-indexeddb/auto';
import Database from 'better-sqlite3';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import { FACTS } from '../../src/lib/protocol/facts.ts';
import { PROTOCOL } from '../../src/lib/protocol/sync.ts';
import type { Device } from '../../src/lib/device/device.ts';
import { at, STAFF } from '../support/school-2026-27.ts';
import { REGISTER, SmallSchool } from '../support/small-school.ts';
import { openDevice, settle, shownOn, type Place } from './device-at.ts';
import { DEVICES, everyKind, type DeviceName, type Step } from './every-kind.ts';
import { dumpDatabase, rowsOf } from './indexed-db-dump.ts';
import { folderOf, type RecordedPush, type Recording } from './recording.ts';
import { openServer } from './served.ts';

/**
 * Records the code at hand, for all later versions to be tried on: `node tests/versions/record.ts 0.2.0`, by hand at each release.
 * A morning is delivered; then the line breaks, an afternoon waits, and browsers and school are copied as they lie.
 */
const [version] = process.argv.slice(2);
if (!version) throw new Error('Say the name of the version: node tests/versions/record.ts 0.2.0');
const folder = folderOf(version);
mkdirSync(folder);
const work = mkdtempSync(join(tmpdir(), 'firstbell-record-'));
const path = join(work, 'school.db');
const NAMES = Object.keys(DEVICES) as DeviceName[];

const school = await SmallSchool.open(path);
await school.enrol(DEVICES.study.deviceId);
await school.signIn(`in-${STAFF.head.staffId}`, STAFF.head, DEVICES.study.deviceId);
await school.close();
keepDatabase('at-start');

let pushes: RecordedPush[] = [];
const place: Place = {
	server: await openServer(path, () => place.time),
	time: at(REGISTER.date, '08:30'),
	isUp: true,
	heard: (body, answer, from) => {
		if (answer.status !== 200) throw new Error(`The server said ${answer.status}: ${answer.text}`);
		const { results } = JSON.parse(answer.text) as { results: RecordedPush['results'] };
		const told = results.map(({ id, status, position, code }) => ({ id, status, position, code }));
		pushes.push({ from, at: place.time, body, results: told });
	}
};
const devices = {} as Record<DeviceName, Device>;
for (const name of NAMES) {
	devices[name] = await openDevice(name, DEVICES[name], place);
	await devices[name].signIn('someone', 'secret');
	await settle(devices[name]);
}
const ids = new Map<string, string>();
const kinds = { AM: new Set<string>(), PM: new Set<string>() };
for (const step of everyKind('AM')) await take(step, kinds.AM, true);
place.time = at(REGISTER.date, '12:30');
for (const name of NAMES) await settle(devices[name]);
const delivered = pushes;
pushes = [];

place.isUp = false;
for (const step of everyKind('PM')) await take(step, kinds.PM, false);
for (const kind of Object.keys(FACTS))
	if (!kinds.AM.has(kind) || !kinds.PM.has(kind)) throw new Error(`No ${kind} was recorded: add a step.`);

const kept = {} as Recording['devices'];
for (const name of NAMES) {
	const device = devices[name];
	const [AM, PM] = [await shownOn(device, 'AM'), await shownOn(device, 'PM')];
	kept[name] = { dump: await dumpDatabase(name), AM, PM };
}
await place.server.close();
keepDatabase('at-dump');
const dumpedAt = place.time;

place.server = await openServer(path, () => place.time);
place.isUp = true;
place.time += 60_000;
for (const name of NAMES) await settle(devices[name]);
const waited = pushes.filter((push) => push.results.length > 0);
for (const device of Object.values(devices)) device.close();
const wrong = await place.server.verify();
if (wrong) throw new Error(`The school is not whole: ${wrong.why}`);
await place.server.close();

const recording: Recording = {
	protocol: PROTOCOL,
	delivered: delivered.filter((push) => push.results.length > 0),
	waited,
	dumpedAt,
	devices: kept
};
writeFileSync(join(folder, 'recording.json'), `${JSON.stringify(recording, null, '\t')}\n`);
await bundleServer();
rmSync(work, { recursive: true, force: true });

const facts = NAMES.reduce((sum, name) => sum + rowsOf(kept[name].dump, 'outbox').length, 0);
const answers = [...recording.delivered, ...waited].flatMap((push) => push.results);
const refused = answers.filter((each) => each.status === 'refused').map((each) => each.code);
process.stdout.write(
	`${version}: ${facts} facts of ${kinds.PM.size} kinds; refused: ${refused.join(', ') || 'none'}.\n`
);

async function take(step: Step, seen: Set<string>, isSent: boolean): Promise<void> {
	place.time = at(REGISTER.date, step.at);
	const device = devices[step.by];
	const draft = step.draft((name) => ids.get(name) ?? 'not-recorded');
	const [fact] = await device.record(draft);
	if (!fact) throw new Error(`${step.name} was not recorded.`);
	ids.set(step.name, fact.id);
	seen.add(fact.kind);
	if (isSent) await settle(device);
}

/** The database as one small file, without the log beside it. */
function keepDatabase(when: 'at-start' | 'at-dump'): void {
	const copy = join(work, `${when}.db`);
	const db = new Database(path);
	db.prepare('vacuum into ?').run(copy);
	db.close();
	writeFileSync(join(folder, `school-${when}.db.gz`), gzipSync(readFileSync(copy), { level: 9 }));
}

/** The sync handler with its store in one file; only the database's own machine code stays outside. */
async function bundleServer(): Promise<void> {
	await build({
		configFile: false,
		logLevel: 'error',
		ssr: { noExternal: true, external: ['better-sqlite3'] },
		build: {
			ssr: join(import.meta.dirname, 'served.ts'),
			outDir: folder,
			emptyOutDir: false,
			minify: true,
			target: 'node22',
			rolldownOptions: { output: { entryFileNames: 'server.mjs', codeSplitting: false } }
		}
	});
}
