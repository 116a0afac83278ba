import fc from 'fast-check';
import { NotSaved } from '../../../src/lib/device/not-saved.ts';
import type { Draft } from '../../../src/lib/device/draft.ts';
import type { Code } from '../../../src/lib/rules/codes.ts';
import { readRegister } from '../../../src/lib/rules/register.ts';
import { londonMinute } from '../../../src/lib/rules/sessions.ts';
import { PUPILS } from '../../support/school-2026-27.ts';
import { REGISTER } from '../../support/small-school.ts';
import { PRIVATE } from './ledger.ts';
import { FATES, type Fate, type SimulatedTablet } from './tablet.ts';
import type { Town, Who } from './town.ts';

const PUPIL_IDS = Object.values(PUPILS).map((pupil) => pupil.pupilId);
const MOST_TABLETS = 6;
const MINUTE_MS = 60_000;

type Model = object;

/** One thing that happens in the town; after it, everything recorded is accounted for. */
class Step implements fc.AsyncCommand<Model, Town> {
	#words: string;
	#happen: (town: Town) => Promise<void>;

	constructor(words: string, happen: (town: Town) => Promise<void>) {
		this.#words = words;
		this.#happen = happen;
	}

	check(): boolean {
		return true;
	}

	async run(_model: Model, town: Town): Promise<void> {
		town.pass(137);
		await this.#happen(town);
		await town.ledger.check(town);
	}

	toString(): string {
		return this.#words;
	}
}

const which = fc.nat({ max: MOST_TABLETS - 1 });
const pupil = fc.constantFrom(...PUPIL_IDS);
const on = (town: Town, at: number): SimulatedTablet => {
	const tablet = town.tablets[at % town.tablets.length];
	if (!tablet) throw new Error('There is no tablet.');
	return tablet;
};

/** Nobody signed in: the device says so and takes nothing, and nothing is in the ledger. */
async function tryTo(tablet: SimulatedTablet, town: Town, ...drafts: Draft[]): Promise<void> {
	if (drafts.length === 0) return;
	try {
		await tablet.record(...drafts);
	} catch (cause) {
		if (!(cause instanceof NotSaved) || tablet.who !== null) throw cause;
		town.met.note('not signed in');
	}
}

const registerOn = async (tablet: SimulatedTablet) => {
	const { book, facts } = await tablet.device.registerFacts(
		REGISTER.classId,
		REGISTER.date,
		REGISTER.session
	);
	return { facts, register: readRegister(book, facts, REGISTER) };
};

const HOW: Record<Who, 'tapped' | 'office' | 'desk'> = {
	teal: 'tapped',
	office: 'office',
	recep: 'desk',
	head: 'office'
};

const tap = fc
	.record({ at: which, pupilId: pupil, code: fc.constantFrom<Code>('/', '/', '/', 'L', 'N', 'I') })
	.map(
		({ at, pupilId, code }) =>
			new Step(`tablet ${at} marks ${pupilId} ${code}`, async (town) => {
				const tablet = on(town, at);
				const who = tablet.who ?? 'teal';
				const how = HOW[who];
				const arrived = how === 'desk' || code === 'L' ? { arrivedAt: londonMinute(town.time) } : {};
				const why = who === 'teal' ? {} : { reason: `${PRIVATE} ${code}` };
				const sawPlans = (await registerOn(tablet)).facts.flatMap((f) => (f.kind === 'plan' ? [f.id] : []));
				await tryTo(tablet, town, {
					kind: 'mark',
					...REGISTER,
					pupilId,
					how,
					code: how === 'desk' ? 'L' : code,
					sawPlans,
					...arrived,
					...why
				});
			})
	);

const fill = which.map(
	(at) =>
		new Step(`tablet ${at} marks the rest present`, async (town) => {
			const tablet = on(town, at);
			if (tablet.who !== 'teal') return;
			const { register } = await registerOn(tablet);
			const blank = register.rows.filter((row) => row.mark.head === null && !row.plan);
			const actId = town.newId();
			await tryTo(
				tablet,
				town,
				...blank.map((row): Draft => ({
					kind: 'mark',
					...REGISTER,
					pupilId: row.pupil.pupilId,
					how: 'filled',
					code: '/',
					sawPlans: [],
					actId
				}))
			);
			town.met.note('fill');
		})
);

const undo = which.map(
	(at) =>
		new Step(`tablet ${at} takes its last fill back`, async (town) => {
			const tablet = on(town, at);
			const { facts } = await registerOn(tablet);
			const last = facts.filter((fact) => fact.kind === 'mark' && fact.actId !== undefined).at(-1);
			if (last?.kind !== 'mark' || tablet.who !== 'teal') return;
			const entries = facts.flatMap((f) => (f.kind === 'mark' && f.actId === last.actId ? [f.id] : []));
			await tryTo(tablet, town, { kind: 'withdraw', ...REGISTER, entries });
			town.met.note('withdrawal');
		})
);

const finish = which.map(
	(at) =>
		new Step(`tablet ${at} finishes the register`, async (town) => {
			const tablet = on(town, at);
			if (tablet.who === 'recep') return;
			await tryTo(tablet, town, { kind: 'finish', ...REGISTER, blanks: [] });
		})
);

const plan = fc.record({ at: which, pupilId: pupil, code: fc.constantFrom<Code>('I', 'M', 'V') }).map(
	({ at, pupilId, code }) =>
		new Step(`tablet ${at} plans ${code} for ${pupilId}`, async (town) => {
			const tablet = on(town, at);
			if (tablet.who !== 'office' && tablet.who !== 'head') return;
			const { date } = REGISTER;
			await tryTo(tablet, town, {
				kind: 'plan',
				pupilId,
				from: { date, session: 'AM' },
				to: { date, session: 'PM' },
				code,
				reason: PRIVATE,
				replaces: []
			});
			town.met.note('plan');
		})
);

const confirm = fc.record({ at: which, pupilId: pupil }).map(
	({ at, pupilId }) =>
		new Step(`tablet ${at} confirms that ${pupilId} is away`, async (town) => {
			const tablet = on(town, at);
			const { register } = await registerOn(tablet);
			const held = register.rows.find((row) => row.pupil.pupilId === pupilId)?.plan;
			if (!held || tablet.who === 'recep') return;
			await tryTo(tablet, town, {
				kind: 'mark',
				...REGISTER,
				pupilId,
				how: 'plan',
				confirms: held.id,
				sawPlans: [held.id],
				...(tablet.who === 'teal' ? {} : { reason: PRIVATE })
			});
			town.met.note('confirmation');
		})
);

const fate = fc.constantFrom<Fate>(...FATES);
const sync = fc.record({ at: which, fates: fc.array(fate, { maxLength: 3 }) }).map(
	({ at, fates }) =>
		new Step(`tablet ${at} syncs (${fates.join(', ') || 'all well'})`, async (town) => {
			const tablet = on(town, at);
			tablet.fates = [...fates];
			await tablet.sync();
			tablet.fates = [];
		})
);

const together = fc.constant(
	new Step('all tablets mark somebody and sync at once', async (town) => {
		for (const [at, tablet] of town.tablets.entries())
			if (tablet.who === 'teal')
				await tryTo(tablet, town, {
					kind: 'mark',
					...REGISTER,
					pupilId: PUPIL_IDS[at % PUPIL_IDS.length] ?? '',
					how: 'tapped',
					code: '/',
					sawPlans: []
				});
		town.isCrowded = true;
		await Promise.all(town.tablets.map((tablet) => tablet.sync()));
		town.isCrowded = false;
		town.met.note('together');
	})
);

const overtaken = which.map(
	(at) =>
		new Step(`what tablet ${at} sent long ago arrives`, async (town) => {
			if ((await on(town, at).deliverOvertaken()) > 0) town.met.note('overtaken');
		})
);

const crash = fc.oneof(
	which.map((at) => new Step(`tablet ${at} is killed and opened`, (town) => on(town, at).relaunch())),
	fc.constant(new Step('the server is killed and started', (town) => town.restart()))
);

const backUp = fc.constant(new Step('the school is backed up', (town) => town.backUp()));
const restore = fc.boolean().map(
	(isSilent) =>
		new Step(`the backup is ${isSilent ? 'copied back by hand' : 'restored'}`, async (town) => {
			if (await town.restore(isSilent)) town.met.note(isSilent ? 'copied back' : 'restore');
		})
);

const clone = which.map(
	(at) =>
		new Step(`tablet ${at} is cloned`, async (town) => {
			if (town.tablets.length >= MOST_TABLETS) return;
			town.tablets.push(await on(town, at).clone());
			town.met.note('clone');
		})
);

const people = fc
	.record({ at: which, who: fc.constantFrom<Who | null>('teal', 'office', 'recep', 'head', null) })
	.map(
		({ at, who }) =>
			new Step(`on tablet ${at} ${who ?? 'nobody'} signs in`, async (town) => {
				const tablet = on(town, at);
				await tablet.signOut();
				if (who) await tablet.signIn(who);
				town.met.note('person');
			})
	);

const clock = fc
	.record({ at: which, ms: fc.constantFrom(-86_400_000, -3_600_000, -70_000, 0, 70_000, 3 * 3_600_000) })
	.map(
		({ at, ms }) =>
			new Step(`the clock of tablet ${at} is ${ms / 1000} s off`, async (town) => {
				on(town, at).skewMs = ms;
				town.met.note('clock');
			})
	);

const wait = fc.integer({ min: 1, max: 9 }).map(
	(minutes) =>
		new Step(`${minutes} minutes pass`, async (town) => {
			town.pass(minutes * MINUTE_MS);
		})
);

/** All that may happen, about as often as it matters. */
export const STEPS = [
	...[tap, tap, tap, tap, sync, sync, sync],
	...[
		together,
		fill,
		undo,
		finish,
		plan,
		confirm,
		overtaken,
		crash,
		backUp,
		restore,
		clone,
		people,
		clock,
		wait
	]
];

/** Everything works again, and everybody syncs until nothing more comes of it. */
export async function heal(town: Town): Promise<void> {
	for (const tablet of town.tablets) {
		tablet.fates = [];
		tablet.skewMs = 0;
		await tablet.deliverOvertaken();
		if (tablet.who === null) await tablet.signIn('teal');
	}
	// Twice, so that what the first round brought has reached those who went first; a new epoch asks for once more.
	for (let round = 0; round < 4; round += 1) for (const tablet of town.tablets) await tablet.sync();
}
