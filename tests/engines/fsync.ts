import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EnrolledDevice } from '../support/enrolled-device.ts';
import { makeDemoSchool } from '../support/demo-school.ts';
import { ServerProcess } from '../support/server-process.ts';
import { systemCalls, type SystemCall } from '../support/system-calls.ts';

/** Shows, by what the kernel was asked, that a push is on disk before its reply begins: run with `node tests/engines/fsync.ts`. */
const CALLS = 'read,recvfrom,pwrite64,fsync,fdatasync,write,writev,sendto,sendmsg';
const PUSHES = 5;
/** The log's own first bytes name a request or a reply; more would only make the file longer. */
const BYTES_SHOWN = 32;

const folder = await mkdtemp(join(tmpdir(), 'firstbell-strace-'));
try {
	const calls = await callsOfPushes(join(folder, 'calls'));
	const replies = pushReplies(calls);
	if (replies.length < PUSHES) throw new Error(`Only ${replies.length} of ${PUSHES} pushes were seen.`);
	for (const reply of replies) mustBeOnDisk(reply);
	process.stdout.write(
		`${replies.length} pushes: each was written to the log and fsynced before the first byte of its reply.\n`
	);
} finally {
	await rm(folder, { recursive: true, force: true });
}

/** What the server asked of the kernel while a device pushed some registers. */
async function callsOfPushes(log: string): Promise<SystemCall[]> {
	await makeDemoSchool();
	const server = await ServerProcess.prepare({
		under: ['strace', '-D', '-f', '-y', '-s', String(BYTES_SHOWN), '-e', `trace=${CALLS}`, '-o', log]
	});
	try {
		const address = `http://127.0.0.1:${server.port}`;
		await server.start(address);
		const device = await EnrolledDevice.signIn(address, address);
		const [[classId = '', pupilIds = []] = []] = await device.wholeClasses();
		for (let push = 0; push < PUSHES; push++) await device.pushMarks(classId, pupilIds, '/');
		// Once the server has ended, all that it asked is in the file.
		await server.stop();
		return systemCalls(readFileSync(log, 'utf8'));
	} finally {
		await server.remove();
	}
}

/** Of each push: what was asked from the reading of its request to the first byte of its reply. */
function pushReplies(calls: readonly SystemCall[]): SystemCall[][] {
	const socketOf = ({ args }: SystemCall) => args.slice(0, args.indexOf(', '));
	return calls
		.flatMap((call, at) => {
			if (!/^(read|recvfrom)$/.test(call.name) || !call.args.includes('"POST /api/sync')) return [];
			const socket = socketOf(call);
			const end = calls.findIndex(
				(each, later) =>
					later > at && /^(write|writev|sendto|sendmsg)$/.test(each.name) && socketOf(each) === socket
			);
			return end === -1 ? [] : [calls.slice(at, end + 1)];
		})
		.slice(-PUSHES);
}

/** Throws unless the log was written, then fsynced, and not touched again before the reply began. */
function mustBeOnDisk(calls: readonly SystemCall[]): void {
	const inLog = (name: RegExp) => (each: SystemCall) =>
		name.test(each.name) && each.args.includes('/firstbell.db-wal>');
	const written = calls.findLastIndex(inLog(/^(pwrite64|write|writev)$/));
	const synced = calls.findLastIndex((each) => inLog(/^f(data)?sync$/)(each) && each.result === '0');
	const told = calls.map(({ name, args, result }) => `${name}(${args}) = ${result}`).join('\n');
	if (written === -1) throw new Error(`A reply began and nothing had been written to the log:\n${told}`);
	if (synced < written) throw new Error(`A reply began before the log was on disk:\n${told}`);
}
