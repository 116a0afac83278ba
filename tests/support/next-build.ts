import { cp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');
const TABLES = 'this.version(1).stores(';

/**
 * The project's build as its next version: the same code under another version name, so that browsers meet a new
 * service worker; with `tables`, under other file names too, and with a device database of that version. Far cheaper than
 * building twice. It lies inside the project, where its packages are found.
 */
export async function nextBuild(version: string, tables?: number): Promise<string> {
	const build = join(ROOT, '.svelte-kit', `build-${version}`);
	await rm(build, { recursive: true, force: true });
	await cp(join(ROOT, 'build'), build, { recursive: true });
	const client = join(build, 'client');
	const told = join(client, '_app/version.json');
	const { version: present } = JSON.parse(await readFile(told, 'utf8')) as { version: string };
	await writeFile(told, JSON.stringify({ version }));
	const worker = join(client, 'service-worker.js');
	const script = await readFile(worker, 'utf8');
	if (!script.includes(present))
		throw new Error('The service worker does not say its version, so no browser would see a new one.');
	await writeFile(worker, script.replaceAll(present, version));
	if (tables !== undefined) await raiseTables(build, tables);
	// Compressed copies would still say the old version.
	for (const name of await readdir(client, { recursive: true }))
		if (/\.(gz|br)$/.test(name) && (tables !== undefined || OF_A_VERSION.test(name)))
			await rm(join(client, name));
	return build;
}

const OF_A_VERSION = /^(service-worker\.js|_app\/version\.json)\.(gz|br)$/;

/** A file that never changes is never asked for again, so all of them get another folder, as other hashes would do. */
async function raiseTables(build: string, tables: number): Promise<void> {
	await rename(join(build, 'client/_app/immutable'), join(build, 'client/_app/immutable-next'));
	let raised = 0;
	for (const entry of await readdir(build, { recursive: true, withFileTypes: true })) {
		if (!entry.isFile() || !['.js', '.css', '.html', '.json'].includes(extname(entry.name))) continue;
		const path = join(entry.parentPath, entry.name);
		const before = await readFile(path, 'utf8');
		const after = before
			.replaceAll('_app/immutable/', '_app/immutable-next/')
			.replaceAll(TABLES, `this.version(${tables}).stores(`);
		if (before.includes(TABLES) && path.includes('/client/')) raised += 1;
		if (after !== before) await writeFile(path, after);
	}
	if (raised !== 1)
		throw new Error(`The device’s tables were found in ${raised} files of the build, not in one.`);
}
