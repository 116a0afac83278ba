import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Dump } from './indexed-db-dump.ts';
import type { DeviceName } from './every-kind.ts';
import type { Shown } from './device-at.ts';
import type { OnTheLine, Served } from './served.ts';

/** One push as it went over the wire, and the answer of that time to each fact. */
export interface RecordedPush {
	from: OnTheLine;
	/** The school's time, epoch ms. */
	at: number;
	body: string;
	results: { id: string; status: string; position?: number; code?: string }[];
}

/** What one version left behind: recorded once at its release, and never edited. */
export interface Recording {
	protocol: number;
	/** In the order in which they came; those after `delivered` carried what waited in the dumps. */
	delivered: RecordedPush[];
	waited: RecordedPush[];
	/** The school's time at the dumps, epoch ms. */
	dumpedAt: number;
	devices: Record<DeviceName, { dump: Dump; AM: Shown; PM: Shown }>;
}

const RECORDED = join(import.meta.dirname, 'recorded');

/** The name of every recorded version, oldest first. */
export function recordedVersions(): string[] {
	return existsSync(RECORDED) ? readdirSync(RECORDED).sort() : [];
}

/** The folder of one recorded version. */
export const folderOf = (version: string): string => join(RECORDED, version);

/** What was recorded of a version. */
export function readRecording(version: string): Recording {
	return JSON.parse(readFileSync(join(folderOf(version), 'recording.json'), 'utf8')) as Recording;
}

/** Lays a recorded database at a path: `at-start` before the first push, `at-dump` when the devices were dumped. */
export function layDatabase(version: string, when: 'at-start' | 'at-dump', path: string): void {
	writeFileSync(path, gunzipSync(readFileSync(join(folderOf(version), `school-${when}.db.gz`))));
}

/** The server of a recorded version, started on a database file. */
export async function openRecordedServer(version: string, path: string, now: () => number): Promise<Served> {
	const bundle = (await import(/* @vite-ignore */ join(folderOf(version), 'server.mjs'))) as {
		openServer: (path: string, now: () => number) => Promise<Served>;
	};
	return bundle.openServer(path, now);
}
