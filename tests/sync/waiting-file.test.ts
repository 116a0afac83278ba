import { createCipheriv, randomBytes } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { canonicalJson, sha256 } from '../../src/lib/server/store/chain.ts';
import { fileKeyOf } from '../../src/lib/server/access/file-seal.ts';
import { replayKeptAside } from '../../src/lib/server/sync/replay.ts';
import { takeFile, WaitingFile } from '../../src/lib/server/sync/take-file.ts';
import { bundle, unbundle } from '../../src/lib/protocol/bundle.ts';
import { newBrowsers, Tablet } from '../support/in-process.ts';
import { entry, PUPILS, STAFF } from '../support/school-2026-27.ts';
import { REGISTER, SCHOOL, SmallSchool } from '../support/small-school.ts';

const AVA = PUPILS.ava.pupilId;
const OFFICE = { deviceId: 'office', name: STAFF.office.name, position: STAFF.office.position };
const TEALS_SIGN_IN = 'in-s-teal';

let school: SmallSchool;
afterEach(() => school.close());

/** Ms Teal's tablet, on which N for Ava waits and cannot be sent; and the file that was saved there. */
async function saved(): Promise<{ tablet: Tablet; text: string; file: WaitingFile }> {
	newBrowsers();
	school = await SmallSchool.open();
	const tablet = await Tablet.open(() => school, 'tablet', STAFF.teal);
	tablet.line = 'down';
	await tablet.tap(AVA, 'N');
	const text = await (await tablet.device.saveWaitingAsFile()).text();
	return { tablet, text, file: WaitingFile.parse(JSON.parse(text)) };
}
type WaitingFile = ReturnType<typeof WaitingFile.parse>;

/** A file as somebody writes it who knows Ms Teal's sign-in, with a seal of the device's own or without one. */
function forged(over: Record<string, unknown>, sealedBy?: string, sealed?: string): WaitingFile {
	const { signInId, ...open } = { ...entry({ id: 'forged', code: '/', signInId: TEALS_SIGN_IN }), ...over };
	const plain = { firstbell: 'waiting', protocol: 1, clientId: String(open.clientId) } as const;
	if (sealedBy === undefined) return { ...plain, facts: bundle([{ ...open, signInId }]) };
	const facts = bundle([open]);
	const key = fileKeyOf(school.world.secret, { schoolId: SCHOOL, deviceId: sealedBy });
	const iv = randomBytes(12);
	const cipher = createCipheriv('aes-256-gcm', Buffer.from(key, 'base64'), iv);
	cipher.setAAD(Buffer.from(JSON.stringify(facts)));
	const held = [cipher.update(sealed ?? JSON.stringify([signInId]), 'utf8'), cipher.final()];
	const seal = Buffer.concat([iv, ...held, cipher.getAuthTag()]).toString('base64');
	return { ...plain, facts, deviceId: sealedBy, seal };
}

async function sendItself(tablet: Tablet): Promise<void> {
	tablet.line = 'up';
	await tablet.sync();
}

describe('[Z14] a file of what waits on a tablet', () => {
	it('counts as the tablet’s own sending, carries no sign-in that can be read, and meets the later sync without doubling', async () => {
		const { tablet, text, file } = await saved();
		expect(text).not.toContain(TEALS_SIGN_IN);
		const { results } = await takeFile(school.world, file, OFFICE);
		expect(results).toMatchObject([{ status: 'accepted' }]);
		const [kept] = await school.store.registerFacts(SCHOOL, REGISTER);
		expect(kept).toMatchObject({ code: 'N', maker: { staffId: STAFF.teal.staffId } });
		await sendItself(tablet);
		expect(await school.store.registerFacts(SCHOOL, REGISTER)).toEqual([kept]);
		expect(await school.store.quarantine(SCHOOL)).toEqual([]);
		expect((await tablet.device.state()).waiting).toBe(0);
	});

	it('is told to the office, with who brought it, how many facts it held and from which tablet', async () => {
		const { file } = await saved();
		await takeFile(school.world, file, OFFICE);
		await takeFile(school.world, { ...file, facts: [] }, OFFICE);
		expect(await school.store.notices(SCHOOL)).toMatchObject([
			{
				kind: 'file-taken-in',
				deviceId: 'tablet',
				detail: 'A file of 1 fact was taken in by Mrs Office, Attendance Officer; 0 of them not accepted.'
			}
		]);
	});

	it('that was changed on the way is kept aside whole, and the tablet’s own sending is taken in as it was made', async () => {
		const { tablet, file } = await saved();
		const facts = bundle(file.facts.flatMap(unbundle).map((fact) => ({ ...fact, code: '/' })));
		const { results } = await takeFile(school.world, { ...file, facts }, OFFICE);
		expect(results).toMatchObject([{ status: 'refused' }]);
		expect(await school.mark(AVA)).toBeNull();
		expect(await school.store.quarantine(SCHOOL)).toMatchObject([{ replayed: 0 }]);
		await sendItself(tablet);
		expect(await school.mark(AVA)).toMatchObject({ code: 'N' });
	});

	it.each<[string, string | undefined]>([
		['without a seal', undefined],
		['under the seal of the device that brings it', 'office']
	])('%s speaks in no name of another device, whatever sign-in it knows', async (_how, sealedBy) => {
		const { tablet } = await saved();
		await sendItself(tablet);
		const { clientId } = await tablet.device.state();
		const { results } = await takeFile(school.world, forged({ clientId, seq: 99 }, sealedBy), OFFICE);
		expect(results).toMatchObject([{ id: 'forged', status: 'refused', code: 'unsealed' }]);
		expect(await replayKeptAside(school.world)).toBe(0);
		expect(await school.mark(AVA)).toMatchObject({ code: 'N', dispute: 0 });
	});

	it('without a seal still brings what the bringing device could have sent itself', async () => {
		await saved();
		const own = { clientId: 'c-office', how: 'office', code: 'I', signInId: 'in-s-office' };
		const { results } = await takeFile(school.world, forged(own), OFFICE);
		expect(results).toMatchObject([{ status: 'accepted' }]);
	});

	it('without a seal is kept aside, and taken in once its tablet sends the same itself', async () => {
		await saved();
		const fact = entry({ id: 'waits', clientId: 'c-tablet', signInId: TEALS_SIGN_IN });
		const file = { firstbell: 'waiting', protocol: 1, clientId: 'c-tablet', facts: bundle([{ ...fact }]) };
		const brought = await takeFile(school.world, WaitingFile.parse(file), OFFICE);
		expect(brought.results).toMatchObject([{ status: 'refused', code: 'unsealed' }]);
		const reply = await school.sync({ deviceId: 'tablet', person: STAFF.teal }, [fact]);
		expect(reply.results).toMatchObject([{ id: 'waits', status: 'accepted' }]);
		expect(await school.store.keptAside(SCHOOL, 10)).toEqual([]);
	});

	it.each(['no JSON', '{}', '[1]', '[]'])(
		'whose own seal holds %s is no file of a tablet’s: nothing of it is taken in, nor kept aside',
		async (sealed) => {
			await saved();
			const own = { clientId: 'c-office', how: 'office', code: 'I', signInId: 'in-s-office' };
			const answer = await takeFile(school.world, forged(own, 'office', sealed), OFFICE);
			expect(answer).toEqual({ isWhole: false, sent: [], results: [] });
			expect(await school.store.quarantine(SCHOOL)).toEqual([]);
			expect(await school.store.notices(SCHOOL)).toEqual([]);
		}
	);

	it('without a seal is judged as a file once this version reads what it held: it speaks in no name of another device', async () => {
		const { tablet } = await saved();
		await sendItself(tablet);
		const { clientId } = await tablet.device.state();
		const readable = { ...entry({ id: 'forged', code: '/', signInId: TEALS_SIGN_IN }), clientId, seq: 99 };
		// As an older version kept it, which could not read it yet.
		await school.store.write(SCHOOL, (writing) =>
			writing.refuse([
				{
					...{ factId: 'forged', clientId, seq: 99, deviceId: 'office', receivedAt: school.world.now() },
					...{ contentHash: sha256(canonicalJson(readable)), raw: canonicalJson(readable) },
					...{ code: 'too-new', message: 'It is kept, and read when the server knows its form.' }
				}
			])
		);
		expect(await replayKeptAside(school.world)).toBe(0);
		expect(await school.mark(AVA)).toMatchObject({ code: 'N', dispute: 0 });
		expect(await school.store.verify(SCHOOL)).toBeNull();
	});
});
