import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { canonicalJson, sha256 } from '../../src/lib/server/store/chain.ts';
import { unbundle } from '../../src/lib/protocol/bundle.ts';
import type { Bundle } from '../../src/lib/protocol/sync.ts';
import type { OutboxRow, Receipt } from '../../src/lib/device/database.ts';
import { openDevice, settle, shownOn, type Place } from './device-at.ts';
import { DEVICES, type DeviceName } from './every-kind.ts';
import { dumpDatabase, loadDatabase, rowsOf } from './indexed-db-dump.ts';
import { OnDisk } from './on-disk.ts';
import { openRecordedServer, readRecording, recordedVersions, type RecordedPush } from './recording.ts';
import { openServer, type Served } from './served.ts';

const NAMES = Object.keys(DEVICES) as DeviceName[];
const MINUTE_MS = 60_000;

let disk: OnDisk;
let served: Served | null = null;
let time = 0;
let browsers = 0;

async function start(version: string, when: 'at-start' | 'at-dump', open = openServer): Promise<Served> {
	disk.remove();
	disk = OnDisk.of(version, when);
	served = await open(disk.path, () => time);
	return served;
}

/** Sends a recorded push as it was, and answers with what is said to each fact. */
async function send(server: Served, { from, at, body }: RecordedPush, said = body) {
	time = at;
	const { status, text } = await server.post(said, from);
	expect(status, text).toBe(200);
	const { results } = JSON.parse(text) as { results: RecordedPush['results'] };
	return results.map(({ id, status: is, position, code }) => ({ id, status: is, position, code }));
}

/** The facts of a body, each as the server of its time read it. */
const factsIn = ({ body }: RecordedPush) =>
	(JSON.parse(body) as { facts: Bundle[] }).facts.flatMap((each) => unbundle(each));
const hashOf = (fact: unknown) => sha256(canonicalJson(fact));
/** A later server may tell a fact with more beside it, so that its chain has other hashes: a push that starts a school afresh bears no witness. */
const withoutWitness = (body: string) => JSON.stringify({ ...(JSON.parse(body) as object), witness: null });

beforeEach(() => {
	disk = new OnDisk();
});
afterEach(async () => {
	await served?.close();
	served = null;
	disk.remove();
});

it('[F27] something was recorded: a version without a recording is not on trial', () => {
	expect(recordedVersions().length).toBeGreaterThan(1);
});

describe.each(recordedVersions())('what %s left behind', { timeout: 60_000 }, (version) => {
	const { delivered, waited, dumpedAt, devices } = readRecording(version);

	it('[F27] [Q1] today’s server opens its database: every fact, link and mark is what it was, and the record is whole', async () => {
		disk = OnDisk.of(version, 'at-dump');
		const [chain, marks, kept] = [disk.chain(), disk.marks(), disk.keptAside()];
		time = dumpedAt;
		served = await openServer(disk.path, () => time);
		expect(await served.verify()).toBeNull();
		expect(chain.length).toBeGreaterThan(10);
		expect(disk.chain()).toEqual(chain);
		expect(marks.length).toBeGreaterThan(3);
		expect(disk.marks()).toMatchObject(marks);
		expect(disk.marks()).toHaveLength(marks.length);
		expect(disk.keptAside()).toEqual(kept);
	});

	it('[F27] [Z11] today’s server takes every push of its first day, answers each fact as it was answered then, and loses none', async () => {
		const server = await start(version, 'at-start');
		for (const push of [...delivered, ...waited])
			expect(await send(server, push, withoutWitness(push.body))).toEqual(push.results);
		const sent = [...delivered, ...waited].flatMap(factsIn);
		const stored = [...disk.facts().map((each) => each.contentHash), ...disk.keptAside().map(rawHash)];
		expect(sent.map(hashOf).filter((hash) => !stored.includes(hash))).toEqual([]);
		expect(await server.verify()).toBeNull();
	});

	it('[F27] [Z2] today’s server, on its database, takes what waited, and repeats every earlier answer', async () => {
		const server = await start(version, 'at-dump');
		for (const push of waited) expect(await send(server, push)).toEqual(push.results);
		const before = disk.facts();
		for (const push of [...delivered, ...waited])
			expect(await send(server, { ...push, at: time })).toEqual(push.results);
		expect(disk.facts()).toEqual(before);
		expect(await server.verify()).toBeNull();
	});

	it.each([
		['today’s server', openServer],
		['its own server', (path: string, now: () => number) => openRecordedServer(version, path, now)]
	])(
		'[F27] [D-upgrade] today’s device opens its browsers, shows the same registers, and sends what waited to %s, byte for byte',
		async (_, open) => {
			const server = await start(version, 'at-dump', open);
			const answers = new Map(waited.flatMap((push) => push.results).map((each) => [each.id, each]));
			time = dumpedAt;
			const place: Place = { server, isUp: false, time };
			for (const name of NAMES) {
				const { dump, AM, PM } = devices[name];
				const browser = `${(browsers += 1)} ${version} ${name}`;
				await loadDatabase(browser, dump);
				const device = await openDevice(browser, DEVICES[name], place);
				expect(await shownOn(device, 'AM')).toEqual(AM);
				expect(await shownOn(device, 'PM')).toEqual(PM);

				const rows = rowsOf<OutboxRow>(dump, 'outbox');
				const known = new Set(rowsOf<Receipt>(dump, 'receipts').map((receipt) => receipt.id));
				const waiting = rows.filter((row) => !known.has(row.id));
				expect(waiting.length).toBeGreaterThan(0);
				expect((await device.state()).waiting).toBe(waiting.length);
				place.isUp = true;
				time = place.time = waited.find((push) => push.from.deviceId === name)?.at ?? dumpedAt + MINUTE_MS;
				await settle(device);
				place.isUp = false;

				expect((await device.state()).waiting).toBe(0);
				device.close();
				const after = await dumpDatabase(browser);
				expect(rowsOf<OutboxRow>(after, 'outbox')).toEqual(rows);
				const receipts = new Map(rowsOf<Receipt>(after, 'receipts').map((receipt) => [receipt.id, receipt]));
				const stored = new Map(disk.facts().map((fact) => [fact.id, fact.contentHash]));
				for (const { factId, raw } of disk.keptAside()) stored.set(factId, hashOf(JSON.parse(raw)));
				for (const row of waiting) {
					const { status, position, code } = answers.get(row.id) ?? {};
					expect(receipts.get(row.id)).toMatchObject(
						status === 'refused' ? { status, code } : { status, position }
					);
					expect(stored.get(row.id)).toBe(hashOf(JSON.parse(row.json)));
				}
			}
			expect(await server.verify()).toBeNull();
		}
	);
});

const rawHash = ({ raw }: { raw: string }) => hashOf(JSON.parse(raw));
