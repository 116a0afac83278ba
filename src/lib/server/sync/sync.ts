import { unbundle } from '../../protocol/bundle.ts';
import type { Reminder } from '../../protocol/office.ts';
import { PROTOCOL, type SyncReply, type SyncRequest } from '../../protocol/sync.ts';
import type { Book } from '../../rules/book.ts';
import type { HeldFact } from '../../rules/facts.ts';
import { londonDate } from '../../rules/sessions.ts';
import { viewOf, type Role, type View } from '../../rules/roles.ts';
import { inTurns } from '../in-turns.ts';
import { thoseAbout } from '../store/concern.ts';
import type { School, Store, Writing } from '../store/store.ts';
import { noteNumbers, numbersBefore } from './numbers.ts';
import { redact } from './redact.ts';
import { broughtBy, classOfScope, scopesOf, wholeOf } from './scopes.ts';
import type { Makers } from './makers.ts';
import { neededIn } from './needed.ts';
import { readFact, signInsOf, type Sent } from './read-fact.ts';
import { takeFacts, type Sender } from './take.ts';
import { withTakenBack } from './taken-back.ts';
import { bearWitness, keepRecovered } from './witness.ts';

/** Who is on the line: the enrolled device, and whoever is signed in on it now. */
export interface Caller {
	device: Sender;
	person: { staffId: string; name: string; position: string; role: Role } | null;
}

/** What the handler needs of the world. */
export interface SyncWorld {
	store: Store;
	schoolId: string;
	makersOf: (signInIds: readonly string[]) => Promise<Makers>;
	now: () => number;
	newId: () => string;
	shiftMs: number;
	/** Keys the tags that stand for codes a classroom may not know. */
	secret: string;
	/** What the office asks some classes for. */
	reminders: (classIds: ReadonlySet<string>, now: number) => Reminder[];
	/** Tells all devices but the one that pushed that there is something to pull. */
	nudge: (pusherId: string) => void;
}

/** Facts a page of changes holds at the most. */
export const PAGE_FACTS = 500;

/** One push and pull. Every fact sent is answered, and nothing is answered before it is on disk. */
export async function sync(world: SyncWorld, request: SyncRequest, caller: Caller): Promise<SyncReply> {
	const { store, schoolId } = world;
	// All that can be done before the counter row is locked is done before.
	const sent = request.facts.flatMap(unbundle).map((raw) => readFact(raw));
	const makers = await world.makersOf(signInsOf(sent));
	const pushed = await store.write(schoolId, (writing) =>
		push(world, writing, request, caller, sent, makers)
	);
	if (pushed.results.some((each) => each.status !== 'refused')) world.nudge(caller.device.deviceId);
	const { school } = pushed;
	const pulled = await pull(world, request, caller, pushed);
	return {
		protocol: PROTOCOL,
		epoch: school.epoch,
		epochFrom: school.epochFrom,
		now: world.now(),
		...(world.shiftMs ? { shiftMs: world.shiftMs } : {}),
		results: pushed.results,
		...pulled,
		// The head, not the cursor: what this device has just delivered is under witness too.
		witness: {
			position: school.position,
			hash: school.hash,
			...(school.asideNumber > 0 ? { aside: { number: school.asideNumber, hash: school.asideHash } } : {})
		},
		backedUpTo: school.backedUpTo,
		signedIn: caller.person,
		...remindersFor(world, pulled.scopes),
		...(pushed.cloned ? { newClientId: true } : {})
	};
}

async function push(
	world: SyncWorld,
	writing: Writing,
	request: SyncRequest,
	caller: Caller,
	sent: readonly Sent[],
	makers: Makers
) {
	await bearWitness(world, writing, request, caller.device.deviceId);
	const now = world.now();
	const { position } = writing.school;
	const facts = numbered(sent.map((each) => each.raw)).filter((each) => each.clientId === request.clientId);
	const before = await numbersBefore(writing, request.clientId, facts);
	const results = await takeFacts(writing, sent, caller.device, makers, now);
	const { cloned } = await noteNumbers(writing, {
		clientId: request.clientId,
		deviceId: caller.device.deviceId,
		held: request.held,
		facts,
		answered: new Set(results.map(({ id }) => id)),
		waiting: request.state.waiting,
		before,
		now
	});
	await keepRecovered(writing, request.recovered ?? [], caller.device.deviceId, now);
	await writing.touchDevice(caller.device.deviceId, lastHeard(world, request, results.length));
	// As the commit leaves it, at the least: what others push in the same commit is pulled the next time.
	const own = { after: position, facts: writing.placedSince(position) };
	return { results, cloned, school: writing.school, book: await writing.book(), own };
}

/** How a push has left the school. */
interface Pushed {
	school: School;
	book: Book;
	/** What it placed, and the position after which that lies. */
	own: { after: number; facts: readonly HeldFact[] };
}

async function pull(world: SyncWorld, request: SyncRequest, caller: Caller, { school, book, own }: Pushed) {
	const { store, schoolId } = world;
	const { person } = caller;
	const isSameEpoch = request.epoch === school.epoch;
	const cursor = isSameEpoch ? request.cursor : 0;
	const held = isSameEpoch ? request.scopes : [];
	if (!person || caller.device.revokedAt !== null) return { changes: [], more: false, cursor, scopes: held };

	const view = viewOf(person.role);
	const now = world.now();
	const scopes = scopesOf(book, person, now);
	const kept = scopes.filter((scope) => held.includes(scope));
	const added = scopes.filter((scope) => !held.includes(scope));
	const ofScopes = scopes.flatMap((scope) => classOfScope(scope) ?? []);
	// The office holds every class: a guest of one is a pupil of another.
	const guests =
		view === 'class'
			? await store.guestsOn(school, {
					classIds: ofScopes,
					date: londonDate(now)
				})
			: [];
	const whole = await wholeOf(store, schoolId, added, guests, now);
	const isFresh = kept.length === 0;
	// A device that holds nothing yet has no past to catch up on: what is new comes whole, and the rest from here on.
	const classIds = kept.flatMap((scope) => classOfScope(scope) ?? []);
	const laterFacts = async () => {
		// Of a device that had read all there was, only what it has just sent is new: that is in hand.
		const isUpToDate = cursor === own.after && own.facts.length < PAGE_FACTS;
		return isUpToDate
			? thoseAbout(own.facts, book, classIds, guests)
			: store.changesAfter(schoolId, cursor, { book, classIds, guests }, PAGE_FACTS);
	};
	const later = isFresh ? [] : await laterFacts();
	const brought = await broughtBy(store, schoolId, later, { classIds, guests, view, now });
	const more = later.length === PAGE_FACTS;
	// Never beyond what the whole was surely read with: of what others pushed after that it may hold only a part.
	const reached = more ? Math.min(later.at(-1)?.position ?? cursor, school.position) : school.position;
	const told = [...whole, ...brought, ...later];
	const holding = { book, classIds: ofScopes, guests, upTo: school.position };
	const forClass = (facts: HeldFact[]) => withTakenBack(store, schoolId, neededIn(facts, holding), holding);
	return {
		changes: await changesFor(view, view === 'class' ? await forClass(told) : told, world.secret),
		more,
		cursor: reached,
		scopes
	};
}

/** A whole school has tens of thousands of them. */
const FACTS_A_TURN = 2000;

function changesFor(
	view: View,
	facts: readonly HeldFact[],
	secret: string
): Promise<Record<string, unknown>[]> {
	const once = new Map(facts.map((fact) => [fact.id, fact]));
	return inTurns([...once.values()], FACTS_A_TURN, (some) =>
		some.flatMap((fact) => {
			const seen = redact(fact, view, secret);
			return seen ? [{ ...seen }] : [];
		})
	);
}

function numbered(raw: readonly Record<string, unknown>[]): { clientId: string; id: string; seq: number }[] {
	return raw.flatMap(({ clientId, id, seq }) =>
		typeof clientId === 'string' &&
		typeof id === 'string' &&
		typeof seq === 'number' &&
		Number.isSafeInteger(seq)
			? [{ clientId, id, seq }]
			: []
	);
}

function remindersFor(world: SyncWorld, scopes: readonly string[]): { reminders?: Reminder[] } {
	const classIds = new Set(scopes.flatMap((scope) => classOfScope(scope) ?? []));
	const reminders = world.reminders(classIds, world.now());
	return reminders.length > 0 ? { reminders } : {};
}

function lastHeard(world: SyncWorld, { cursor, app, state, clock }: SyncRequest, answered: number) {
	return {
		lastSeenAt: world.now(),
		cursor,
		app,
		// What it has still to send once it has read this answer.
		waiting: Math.max(0, state.waiting - answered),
		persisted: state.persisted === null ? null : state.persisted ? (1 as const) : (0 as const),
		freeBytes: state.freeBytes === null ? null : Math.round(state.freeBytes),
		battery: state.battery,
		clockOffsetMs: world.now() - world.shiftMs - clock.now,
		openRegister: state.openRegister ?? null
	};
}
