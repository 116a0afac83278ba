import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Device } from '../../src/lib/device/device.ts';
import type { OutboxRow, Receipt } from '../../src/lib/device/database.ts';
import { PROTOCOL, type Bundle } from '../../src/lib/protocol/sync.ts';
import { at, PUPILS } from '../support/school-2026-27.ts';
import { REGISTER } from '../support/small-school.ts';
import { openDevice, settle, type Place } from './device-at.ts';
import { DEVICES } from './every-kind.ts';
import { dumpDatabase, rowsOf } from './indexed-db-dump.ts';
import { OnDisk } from './on-disk.ts';
import { recordedVersions } from './recording.ts';
import { openServer } from './served.ts';

// After a roll-back of the server, tablets speak a form that it does not know yet.

type Envelope = Record<string, unknown> & { facts: Bundle[] };

let disk: OnDisk;
let place: Place;
let tablet: Device;
let answers: { status: number; text: string }[];
let browsers = 0;
const browser = () => `newer ${browsers}`;

/** From now on the tablet's messages go out in another form than the one this code speaks. */
function speaks(form: (envelope: Envelope) => unknown): void {
	place.sends = (body) => JSON.stringify(form(JSON.parse(body) as Envelope));
}

const newer = (envelope: Envelope) => ({
	...envelope,
	protocol: PROTOCOL + 1,
	weather: 'sunny',
	state: { ...(envelope.state as object), mood: 'good' }
});

const each = (
	of: Envelope,
	change: (fact: Record<string, unknown>) => Record<string, unknown>
): Envelope => ({
	...of,
	facts: of.facts.map(({ shared, each: own }) => ({
		shared: {},
		each: own.map((fact) => change({ ...shared, ...fact }))
	}))
});

async function tapAll(): Promise<string[]> {
	const ids: string[] = [];
	for (const { pupilId } of Object.values(PUPILS)) {
		const [fact] = await tablet.record({
			kind: 'mark',
			...REGISTER,
			pupilId,
			how: 'tapped',
			code: '/',
			sawPlans: []
		});
		if (fact) ids.push(fact.id);
	}
	return ids;
}

async function onTablet() {
	const dump = await dumpDatabase(browser());
	return { outbox: rowsOf<OutboxRow>(dump, 'outbox'), receipts: rowsOf<Receipt>(dump, 'receipts') };
}

beforeEach(async () => {
	disk = OnDisk.of(recordedVersions().at(-1) ?? '', 'at-start');
	const now = () => place.time;
	answers = [];
	place = {
		server: await openServer(disk.path, now),
		time: at(REGISTER.date, '08:52'),
		isUp: true,
		heard: (_sent, answer) => answers.push(answer)
	};
	browsers += 1;
	tablet = await openDevice(browser(), DEVICES.tablet, place);
	await tablet.signIn('someone', 'secret');
	await settle(tablet);
});
afterEach(async () => {
	tablet.close();
	await place.server.close();
	disk.remove();
});

describe('a tablet one version newer than the server', () => {
	it('[F27] [Z5] what it sends in newer forms is kept raw, each fact for itself, and the tablet keeps it and says so', async () => {
		const started = disk.facts().length;
		const ids = await tapAll();
		const [v2, kind, field, known] = ids as [string, string, string, string];
		speaks((envelope) =>
			each(envelope, (fact) => {
				if (fact.id === v2) return { ...fact, v: 2 };
				if (fact.id === kind) return { ...fact, kind: 'dance' };
				return fact.id === field ? { ...fact, mood: 'sunny' } : fact;
			})
		);
		await settle(tablet);
		expect(
			disk
				.facts()
				.slice(started)
				.map((fact) => fact.id)
		).toEqual([known]);
		expect(disk.keptAside().map(({ factId, code }) => [factId, code])).toEqual([
			[v2, 'too-new'],
			[kind, 'too-new'],
			[field, 'unreadable']
		]);
		const raw = disk.keptAside().map((kept) => JSON.parse(kept.raw) as Record<string, unknown>);
		expect(raw).toMatchObject([
			{ v: 2, code: '/' },
			{ kind: 'dance', code: '/' },
			{ mood: 'sunny', code: '/' }
		]);
		expect((await onTablet()).outbox.map((row) => row.id)).toEqual(ids);
		expect(await tablet.state()).toMatchObject({ waiting: 0, refused: 3 });
		expect((await tablet.registerFacts(REGISTER.classId, REGISTER.date, 'AM')).refused).toMatchObject([
			{ code: 'too-new', message: expect.stringMatching(/It is kept/) },
			{ code: 'too-new' },
			{ code: 'unreadable', message: expect.stringMatching(/The office has it as it was sent/) }
		]);
	});

	it('[F27] [Z11] its newer envelope with more in it: facts of known forms are accepted once, and it is answered in the form of this server', async () => {
		speaks(newer);
		const ids = await tapAll();
		await settle(tablet);
		expect(answers.map((answer) => answer.status)).not.toContain(400);
		expect(JSON.parse(answers.at(-1)?.text ?? '{}')).toMatchObject({ protocol: PROTOCOL });
		expect(
			disk
				.facts()
				.slice(-ids.length)
				.map((fact) => fact.id)
		).toEqual(ids);
		const { outbox, receipts } = await onTablet();
		expect(outbox.map((row) => row.id)).toEqual(ids);
		expect(receipts.map((receipt) => receipt.status)).toEqual(ids.map(() => 'accepted'));
		expect(await tablet.state()).toMatchObject({ waiting: 0, refused: 0, trouble: null });
	});

	it.each<[string, (envelope: Envelope) => unknown]>([
		[
			'its facts lie elsewhere in it',
			({ facts, ...rest }) => ({ ...newer({ ...rest, facts }), facts: undefined, rows: facts })
		],
		['a part of it has another form', (envelope) => ({ ...newer(envelope), clock: { now: '08:52' } })],
		[
			'its facts share in a way that this server would misread',
			(envelope) => ({
				...newer(envelope),
				facts: envelope.facts.map((all) => ({ ...all, besides: [{ at: 0, code: 'N' }] }))
			})
		]
	])(
		'[F27] [Z11] where %s, nothing is taken in, the tablet keeps all and says that it waits, and delivers to the next server',
		async (_, form) => {
			const before = disk.facts();
			speaks(form);
			const ids = await tapAll();
			await settle(tablet);
			expect(new Set(answers.slice(-3).map((answer) => answer.status))).toEqual(new Set([400]));
			expect(disk.facts()).toEqual(before);
			expect(disk.keptAside()).toEqual([]);
			const { outbox, receipts } = await onTablet();
			expect(outbox.map((row) => row.id)).toEqual(ids);
			expect(receipts).toEqual([]);
			expect(await tablet.state()).toMatchObject({
				waiting: ids.length,
				refused: 0,
				trouble: 'school-error'
			});

			delete place.sends;
			await settle(tablet);
			expect(
				disk
					.facts()
					.slice(before.length)
					.map((fact) => fact.id)
					.sort()
			).toEqual([...ids].sort());
			expect(await tablet.state()).toMatchObject({ waiting: 0, refused: 0, trouble: null });
		}
	);
});
