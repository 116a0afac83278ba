import { watch } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { Chance } from '../../src/lib/server/demo/chance.ts';
import { runFirstbell } from '../support/command-line.ts';
import { CRASH_SEED, inTurns } from '../support/crash-turns.ts';
import { endsHalfWritten } from '../support/half-written.ts';
import { Rush } from '../support/rush.ts';
import type { School } from '../support/school.ts';
import { expect, test } from '../support/test.ts';

/** How often the server is killed in all: 60 with every change, 500 in a soak. */
const KILLS = Number(process.env.CRASH_KILLS ?? 60);
/** Kills of one school: with more, a register would have been marked so often that a push takes longer than in any school. */
const KILLS_EACH = 30;
/** A verification walks every fact of the demo school, which takes as long as several kills. */
const VERIFY_EVERY = 15;

for (const { first, last } of inTurns(KILLS, KILLS_EACH))
	test(`[F4] [F5] a server killed in mid-push has all of it or none, and after the retry all of it once: kills ${first} to ${last}`, async ({
		school
	}) => {
		test.setTimeout(60_000 + (last - first + 1) * 20_000);
		const chance = new Chance(CRASH_SEED, first);
		const rush = await Rush.of(school, chance);
		const { epochs } = rush;
		const start = school.ledger.head();
		const met = { answers: 0, inFlight: 0, committed: 0, notCommitted: 0, halfWritten: 0 };
		const seen = { upTo: start, placed: new Set<string>() };

		for (let kill = first; kill <= last; kill++) {
			const pushing = rush.run();
			// A failure of the rush is told where it is awaited, after the kill.
			pushing.catch(() => {});
			await Promise.race([rush.answers(chance.between(0, 4)), pushing]);
			// As far into a push as chance has it, on a fast machine and a slow one; or just when it is being written.
			if (chance.holds(0.5)) await pause(chance.next() * rush.roundTripMs);
			else await Promise.race([isWritten(`${school.server.databasePath}-wal`), pushing]);
			rush.cut();
			await school.server.kill();
			await pushing;
			if (endsHalfWritten(`${school.server.databasePath}-wal`)) met.halfWritten += 1;
			look(school, rush, seen, met, `kill ${kill}, seed ${CRASH_SEED}`);
			if (kill % VERIFY_EVERY === 0 && kill < last) await isWhole(school);
			await school.server.start(school.url);
		}

		await rush.finish();
		met.answers = rush.acknowledged.size;
		process.stdout.write(`Seed ${CRASH_SEED}, kills ${first} to ${last}: ${JSON.stringify(met)}\n`);
		const kept = new Map(school.ledger.since(start).map((fact) => [fact.id, fact.position]));
		expect(kept, 'every mark that was made is there once, where the school said').toEqual(rush.acknowledged);
		expect(new Set(kept.keys())).toEqual(rush.made);
		expect(school.ledger.head() - start, 'and nothing else is').toBe(rush.made.size);
		expect(school.ledger.quarantined()).toBe(0);
		expect(rush.epochs, 'no tablet saw the past change').toEqual(epochs);
		await isWhole(school);

		expect(met.committed, 'pushes that were on disk and had no answer').toBeGreaterThan(0);
		expect(met.notCommitted, 'pushes that were on their way and not on disk').toBeGreaterThan(0);
	});

/** The dead server's database holds what it had acknowledged, and of each push without an answer all or nothing. */
function look(
	school: School,
	rush: Rush,
	seen: { upTo: number; placed: Set<string> },
	met: { inFlight: number; committed: number; notCommitted: number },
	when: string
): void {
	const found = school.ledger.since(seen.upTo);
	const wrong = found.filter(({ id, position }) => {
		const isNextPosition = position === (seen.upTo += 1);
		const isWhereSaid = (rush.acknowledged.get(id) ?? position) === position;
		return !rush.made.has(id) || seen.placed.has(id) || !isNextPosition || !isWhereSaid;
	});
	expect(wrong, `${when}: made by nobody, there twice, or not where it was said to be`).toEqual([]);
	for (const pushed of rush.unanswered) {
		// What an earlier kill had left on disk is sent again beside what is new.
		const fresh = pushed.filter((id) => !seen.placed.has(id));
		if (fresh.length === 0) continue;
		const here = found.filter(({ id }) => fresh.includes(id)).length;
		expect([0, fresh.length], `${when}: part of a push`).toContain(here);
		met.inFlight += 1;
		met[here > 0 ? 'committed' : 'notCommitted'] += 1;
	}
	for (const { id } of found) seen.placed.add(id);
	const lost = [...rush.acknowledged.keys()].filter((id) => !seen.placed.has(id));
	expect(lost, `${when}: acknowledged and lost`).toEqual([]);
}

/** Waits until a file is next written to. */
function isWritten(path: string): Promise<void> {
	return new Promise((heard) => {
		const watching = watch(path, () => {
			watching.close();
			heard();
		});
	});
}

async function isWhole(school: School): Promise<void> {
	expect(await runFirstbell(school.server.dataDir, 'verify')).toMatchObject({
		code: 0,
		out: expect.stringContaining('Verdict: whole.')
	});
}
