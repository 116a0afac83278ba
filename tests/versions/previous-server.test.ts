import { afterEach, describe, expect, it } from 'vitest';
import type { Device } from '../../src/lib/device/device.ts';
import type { HeldFact } from '../../src/lib/rules/facts.ts';
import type { OutboxRow, Receipt } from '../../src/lib/device/database.ts';
import { unbundle } from '../../src/lib/protocol/bundle.ts';
import type { Bundle } from '../../src/lib/protocol/sync.ts';
import { canonicalJson, sha256 } from '../../src/lib/server/store/chain.ts';
import { at } from '../support/school-2026-27.ts';
import { REGISTER } from '../support/small-school.ts';
import { openDevice, settle, shownOn, type Place } from './device-at.ts';
import { DEVICES, everyKind, type DeviceName } from './every-kind.ts';
import { dumpDatabase, rowsOf } from './indexed-db-dump.ts';
import { OnDisk } from './on-disk.ts';
import { openRecordedServer, readRecording, recordedVersions } from './recording.ts';
import { openServer } from './served.ts';

const NAMES = Object.keys(DEVICES) as DeviceName[];
/** What a server says of a form that it does not know yet. */
const NOT_READ = ['too-new', 'unreadable'];
const hashOf = (json: string) => sha256(canonicalJson(JSON.parse(json)));

let disk: OnDisk | null = null;
let place: Place;
let devices: Record<DeviceName, Device>;
let browsers = 0;
const browserOf = (name: DeviceName) => `${browsers} ${name}`;

afterEach(async () => {
	for (const device of Object.values(devices)) device.close();
	await place.server.close();
	disk?.remove();
});

/** The kinds of fact that a version could make, and so its server knows. */
function kindsOf(version: string): Set<unknown> {
	const { delivered, waited } = readRecording(version);
	const bundles = [...delivered, ...waited].flatMap(
		({ body }) => (JSON.parse(body) as { facts: Bundle[] }).facts
	);
	return new Set(bundles.flatMap((each) => unbundle(each)).map((fact) => fact.kind));
}

/** Today's devices at the school of an earlier version's server: a morning is sent as it is made, an afternoon at its end. */
async function aDayAt(version: string): Promise<Map<string, HeldFact>> {
	browsers += 1;
	const on = (disk = OnDisk.of(version, 'at-start'));
	const [server, time] = [
		await openRecordedServer(version, on.path, () => place.time),
		at(REGISTER.date, '08:30')
	];
	place = { server, time, isUp: true };
	devices = {} as Record<DeviceName, Device>;
	for (const name of NAMES) {
		devices[name] = await openDevice(browserOf(name), DEVICES[name], place);
		await devices[name].signIn('someone', 'secret');
		await settle(devices[name]);
	}
	const made = new Map<string, HeldFact>();
	for (const step of [...everyKind('AM'), ...everyKind('PM')]) {
		place.time = at(REGISTER.date, step.at);
		place.isUp = step.at < '12:00';
		const [fact] = await devices[step.by].record(step.draft((name) => made.get(name)?.id ?? 'not-made'));
		if (fact) made.set(step.name, fact);
		if (place.isUp) await devices[step.by].sync('test');
	}
	place.isUp = true;
	for (const name of NAMES) await settle(devices[name]);
	return made;
}

/** Every fact that the devices made, as they hold it, with the answer that they hold to it. */
async function held(): Promise<Map<string, { json: string; receipt: Receipt | undefined }>> {
	const all = new Map<string, { json: string; receipt: Receipt | undefined }>();
	for (const name of NAMES) {
		const dump = await dumpDatabase(browserOf(name));
		const receipts = new Map(rowsOf<Receipt>(dump, 'receipts').map((each) => [each.id, each]));
		for (const { id, json } of rowsOf<OutboxRow>(dump, 'outbox'))
			all.set(id, { json, receipt: receipts.get(id) });
	}
	return all;
}

/** Where a fact lies in the school, whole: in its record, or aside under a code. */
function whereabouts(on: OnDisk): Map<string, { hash: string; code: string | null }> {
	const there = new Map<string, { hash: string; code: string | null }>();
	for (const { factId, code, raw } of on.keptAside()) there.set(factId, { hash: hashOf(raw), code });
	for (const { id, contentHash } of on.facts()) there.set(id, { hash: contentHash, code: null });
	return there;
}

describe.each(recordedVersions())('today’s devices at the server of %s', { timeout: 60_000 }, (version) => {
	it('[F27] [Z5] a fact of a kind that it does not know is kept aside as too new and told so; what both know goes through; none is lost', async () => {
		const made = await aDayAt(version);
		const known = kindsOf(version);
		const [there, here] = [whereabouts(disk as OnDisk), await held()];
		expect(here.size).toBe(made.size);
		for (const [name, fact] of made) {
			const { json = '', receipt } = here.get(fact.id) ?? {};
			expect(there.get(fact.id)?.hash, name).toBe(hashOf(json));
			expect(receipt?.code ?? null, name).toBe(there.get(fact.id)?.code);
			if (!known.has(fact.kind)) expect(receipt, name).toMatchObject({ status: 'refused', code: 'too-new' });
		}
		const goThrough = [
			'present',
			'absent',
			'wrong tap',
			'taken back',
			'rest present',
			'finish',
			'arrival',
			'seen'
		];
		for (const name of goThrough.flatMap((each) => [`AM ${each}`, `PM ${each}`]))
			expect(there.get(made.get(name)?.id ?? ''), name).toMatchObject({ code: null });

		for (const name of NAMES) {
			const state = await devices[name].state();
			const own = [...made].filter(([step]) => byOf(step) === name);
			const refused = own.filter(([, fact]) => here.get(fact.id)?.receipt?.status === 'refused');
			expect(state).toMatchObject({ waiting: 0, refused: refused.length });
			const { refused: told } = await devices[name].registerFacts(REGISTER.classId, REGISTER.date, 'AM');
			for (const [step, fact] of refused)
				if (step.startsWith('AM') && 'session' in fact)
					expect(told.find((each) => each.fact.id === fact.id)?.message, step).toMatch(/\w/);
		}
	});

	it('[F27] [Z5] [Z11] once the school has today’s server, what was kept aside as too new is accepted, and the devices say so', async () => {
		const made = await aDayAt(version);
		const on = disk as OnDisk;
		const names = new Map([...made].map(([name, fact]) => [fact.id, name]));
		const aside = on.keptAside().filter(({ code }) => NOT_READ.includes(code));
		await place.server.close();
		place.time += 3_600_000;
		place.server = await openServer(on.path, () => place.time);
		expect(await place.server.verify()).toBeNull();
		const stored = new Set(on.facts().map((fact) => fact.id));
		expect(aside.filter(({ factId }) => !stored.has(factId)).map(({ factId }) => names.get(factId))).toEqual(
			[]
		);

		for (const name of NAMES) await settle(devices[name]);
		const there = whereabouts(on);
		for (const [name, fact] of made) expect(there.has(fact.id), name).toBe(true);
		for (const name of NAMES) {
			const refused = [...made].filter(
				([step, fact]) => byOf(step) === name && there.get(fact.id)?.code !== null
			);
			expect(await devices[name].state()).toMatchObject({ waiting: 0, refused: refused.length });
			const ofDay = refused.flatMap(([, fact]) => ('session' in fact ? [fact.id] : []));
			const day = await devices[name].day(REGISTER.date);
			expect(day.refused.map((each) => each.fact.id).sort()).toEqual(ofDay.sort());
			for (const session of ['AM', 'PM'] as const)
				expect((await shownOn(devices[name], session)).refused).toEqual(
					refused
						.flatMap(([, fact]) => ('session' in fact && fact.session === session ? [fact.id] : []))
						.sort()
				);
		}
	});
});

const STEPS = new Map([...everyKind('AM'), ...everyKind('PM')].map((step) => [step.name, step.by]));
const byOf = (step: string) => STEPS.get(step);
