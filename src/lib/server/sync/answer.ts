import { Bundle, PROTOCOL, SyncRequest } from '../../protocol/sync.ts';
import { correctedAt } from '../../rules/clock.ts';
import { readJson } from '../access/read-json.ts';
import { jsonAnswer } from '../json-answer.ts';
import type { OpenSchool } from '../school.ts';
import { sync } from './sync.ts';
import { takeFile, WaitingFile } from './take-file.ts';

/** A push is at most this long; a device that is told 413 sends half as much. */
const PUSH_BYTES_MAX = 1_000_000;
/** A file may hold what waited on a tablet for weeks. */
const FILE_BYTES_MAX = 20_000_000;

/** Answers POST /api/sync: only a bad envelope is a 400; every fact in a good one gets its own answer. */
export async function answerSync(school: OpenSchool, request: Request): Promise<Response> {
	const read = await readJson(request, PUSH_BYTES_MAX);
	if (!read.ok) return say(read.denial.status, read.denial.code, read.denial.message);
	const device = await school.access.knownDevice(request);
	if (!device)
		return say(
			401,
			'no-device',
			'This browser is not set up for the school, or its setting up was lost. Sign in again. Nothing on it is lost.'
		);
	const envelope = SyncRequest.safeParse(read.body);
	if (!envelope.success || isTooDeep(read.body))
		return say(
			400,
			'bad-envelope',
			'The tablet’s message did not have the form that this server reads. Nothing was taken in.'
		);
	if (mayBeMisread(envelope.data.protocol, read.body.facts))
		return say(
			400,
			'newer',
			'This tablet runs a newer Firstbell than the school’s server. Nothing was taken in, and nothing on it is lost.'
		);
	if (isSwollen(envelope.data.facts, PUSH_BYTES_MAX))
		return say(413, 'too-large', 'The request was too large.');
	if (device.schoolId !== school.schoolId)
		return say(403, 'other-school', 'This tablet belongs to another school.');
	const person = await school.access.personOf(request, school.now(), device);
	const reply = await sync(school.world, envelope.data, {
		device: { deviceId: device.deviceId, revokedAt: device.revokedAt, byFile: false },
		person: person && {
			staffId: person.staffId,
			name: person.name,
			position: person.position,
			role: person.role
		}
	});
	return jsonAnswer(request, 200, reply);
}

const BUNDLE_PARTS = new Set(Object.keys(Bundle.shape));

/** Facts of a later form may share more than we know how to put back: read by our own rule they would say what nobody recorded. */
function mayBeMisread(protocol: number, bundles: unknown): boolean {
	if (protocol <= PROTOCOL || !Array.isArray(bundles)) return false;
	return bundles.some((each: object) => Object.keys(each).some((part) => !BUNDLE_PARTS.has(part)));
}

/** Answers POST /api/take-in: a file saved on a tablet without network. What arrives later by sync is the same facts, once. */
export async function answerTakeIn(school: OpenSchool, request: Request): Promise<Response> {
	const read = await readJson(request, FILE_BYTES_MAX);
	if (!read.ok) return say(read.denial.status, read.denial.code, read.denial.message);
	const device = await school.access.deviceOf(request);
	const person = device && (await school.access.personOf(request, school.now(), device));
	if (!device || !person) return say(401, 'signed-out', 'Sign in first.');
	if (device.schoolId !== school.schoolId)
		return say(403, 'other-school', 'This device belongs to another school.');
	if (!['attendance', 'head', 'deputy'].includes(person.role))
		return say(403, 'role', 'Only the office or the head can take in a tablet’s file.');
	const file = WaitingFile.safeParse(read.body);
	if (!file.success || isTooDeep(read.body)) return notAFile();
	if (file.data.protocol > PROTOCOL)
		return say(
			400,
			'newer',
			'This file was saved by a newer Firstbell. Update this school’s server, then take it in.'
		);
	if (isSwollen(file.data.facts, FILE_BYTES_MAX)) return say(413, 'too-large', 'The file was too large.');
	const { isWhole, sent, results } = await takeFile(school.world, file.data, {
		...{ deviceId: device.deviceId, name: person.name, position: person.position }
	});
	if (!isWhole) return notAFile();
	school.nudges.nudge(school.schoolId);
	const times = sent.flatMap(({ parsed }) => ('fact' in parsed ? [correctedAt(parsed.fact)] : []));
	return json(200, {
		taken: results.filter((each) => each.status !== 'refused').length,
		refused: results.filter((each) => each.status === 'refused'),
		madeFrom: times.length ? Math.min(...times) : null,
		madeTo: times.length ? Math.max(...times) : null
	});
}

/** An honest push is a few times as long once each fact says again what they share; bounded, so that a short one cannot fill the disk. */
const GROWS_MOST = 10;
const FACT_BYTES_LEAST = 200;

function isSwollen(bundles: readonly Bundle[], bytesMax: number): boolean {
	const bytes = bundles.map(
		({ shared, each }) => each.length * Math.max(FACT_BYTES_LEAST, JSON.stringify(shared).length)
	);
	return bytes.reduce((sum, one) => sum + one, 0) > GROWS_MOST * bytesMax;
}

/** Deeper than any fact that we or a later version would send. */
const DEPTH_MAX = 20;

function isTooDeep(value: unknown, depth = 0): boolean {
	if (typeof value !== 'object' || value === null) return false;
	if (depth > DEPTH_MAX) return true;
	const held = value as Record<string, unknown>;
	for (const key in held) if (isTooDeep(held[key], depth + 1)) return true;
	return false;
}

function notAFile(): Response {
	return say(
		400,
		'not-a-file',
		'This is not a file that a Firstbell tablet saved. Choose the one that was saved on the tablet.'
	);
}

function say(status: number, code: string, message: string): Response {
	return json(status, { code, message });
}

function json(status: number, body: unknown): Response {
	return new Response(JSON.stringify(body), {
		status,
		headers: { 'content-type': 'application/json', 'cache-control': 'no-store' }
	});
}
