import 'fake-indexeddb/auto';
import { expect, it } from 'vitest';
import { json, SIGNED_IN } from './fake-school.ts';
import { AT, signedInTablet, type FakeTablet } from './fake-tablet.ts';

const RECEPTION = { staffId: 's-1', name: 'Ms Adeyemi', position: 'Receptionist', role: 'reception' };
const BOY = { about: 'a', pupilId: 'p-9', classId: '3A', message: 'not on roll.', deviceName: 'Elm tablet' };

/** The desk, told once of a boy; what the school answers from then on is in the test’s hand. */
async function deskToldOf(presences: readonly object[] = [BOY]) {
	const answer = { now: () => Response.error() };
	const line = { get: () => Promise.resolve(answer.now()) };
	const desk = await signedInTablet(line);
	await becomes(desk, RECEPTION);
	const today = () => json(200, { now: desk.school.now, tablets: [], presencesAside: presences });
	answer.now = today;
	await desk.device.today();
	return { ...desk, answer, today };
}

async function becomes(
	{ device, school }: FakeTablet,
	person: NonNullable<typeof school.signedIn>
): Promise<void> {
	school.signedIn = person;
	await device.sync('test');
}

const toldOf = async ({ device }: Pick<FakeTablet, 'device'>, date: string = AT.date) =>
	(await device.day(date)).presencesAside;
const keptIn = async ({ db }: FakeTablet) => JSON.stringify(await db.meta.toArray()).includes('p-9');

it('[V9] what was told is there after a start without a network, with the minute at which it was told', async () => {
	const desk = await deskToldOf();
	const again = await desk.again();
	expect(await toldOf(again)).toMatchObject({ at: desk.school.now, presences: [BOY] });
	expect(await toldOf(again, '2026-11-24')).toBeNull();
});

it('[V9] an answer that cannot be had leaves what was told, and a later answer takes its place', async () => {
	const desk = await deskToldOf();
	desk.answer.now = () => Response.error();
	expect(await desk.device.today()).toBeNull();
	expect(await toldOf(desk)).toMatchObject({ presences: [BOY] });
	desk.answer.now = () => json(200, { now: desk.school.now, tablets: [], presencesAside: [] });
	await desk.device.today();
	expect(await toldOf(desk)).toMatchObject({ presences: [] });
	expect(await keptIn(desk)).toBe(false);
});

it('[V9] the same answer is written once a minute, so that asking wakes no screen', async () => {
	const desk = await deskToldOf();
	const told = desk.school.now;
	desk.school.now += 59_000;
	await desk.device.today();
	expect(await toldOf(desk)).toMatchObject({ at: told });
	desk.school.now += 1_000;
	await desk.device.today();
	expect(await toldOf(desk)).toMatchObject({ at: told + 60_000 });
});

it.each([
	['signing out', (desk: FakeTablet) => desk.device.signOut()],
	[
		'another sign-in',
		async (desk: FakeTablet) => {
			desk.school.between = (path, answer) =>
				path === '/api/sign-in' ? json(200, { ...SIGNED_IN, signInId: 'sign-in-2' }) : answer();
			await desk.device.signIn('other', 'secret');
		}
	],
	[
		'a class taken away',
		async (desk: FakeTablet) => {
			desk.school.scopes = ['school'];
			await desk.device.sync('test');
		}
	]
])('[V9] %s takes what was told off the device', async (_what, happens) => {
	const desk = await deskToldOf();
	expect(await keptIn(desk)).toBe(true);
	await happens(desk);
	expect(await keptIn(desk)).toBe(false);
	expect(await toldOf(desk)).toBeNull();
});

it('[V9] a role that sees one class only is not shown it, and a no of the school’s takes it off the device', async () => {
	const desk = await deskToldOf();
	await becomes(desk, { ...RECEPTION, role: 'teacher' });
	expect(await toldOf(desk)).toBeNull();
	desk.answer.now = () => json(403, { code: 'role', message: 'No.' });
	await desk.device.today();
	expect(await keptIn(desk)).toBe(false);
});

it('[V9] an answer that comes after its asker has gone is not kept for whoever comes next', async () => {
	const desk = await deskToldOf([]);
	const late = json(200, { now: desk.school.now, tablets: [], presencesAside: [BOY] });
	const line = Promise.withResolvers<Response>();
	const isAsked = Promise.withResolvers<undefined>();
	const again = await desk.again({
		get: () => {
			isAsked.resolve(undefined);
			return line.promise;
		}
	});
	const asked = again.device.today();
	await isAsked.promise;
	await desk.device.signOut();
	line.resolve(late);
	expect(await asked).toMatchObject({ presencesAside: [BOY] });
	expect(await keptIn(desk)).toBe(false);
});
