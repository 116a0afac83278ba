import Dexie, { type Table } from 'dexie';
import type { Fact, HeldFact } from '../rules/facts.ts';
import type { Session } from '../rules/sessions.ts';
import type { Meta } from './meta.ts';

/** A fact made here, exactly as it will be sent. Such rows are added, and never rewritten. */
export interface OutboxRow {
	id: string;
	clientId: string;
	seq: number;
	kind: string;
	madeAt: number;
	json: string;
	half?: string;
	cell?: string;
	register?: string;
	pupilId?: string;
	classId?: string;
}

/** The server's answer to one fact of this device, kept beside it. */
export interface Receipt {
	id: string;
	status: 'accepted' | 'disputed' | 'refused';
	/** Answers of an older epoch no longer count: the fact is sent again. */
	epoch: string;
	/** The school's time of the answer. */
	at: number;
	position?: number;
	code?: string;
	message?: string;
	half?: string;
}

/** A fact the server gave, as this person may see it. */
export interface PulledRow {
	id: string;
	position: number;
	epoch: string;
	kind: string;
	json: string;
	half?: string;
	cell?: string;
	register?: string;
	pupilId?: string;
	classId?: string;
}

/** Somebody else's fact that a restored server may have lost; sent once more, then dropped. */
export interface RecoveredRow {
	id: string;
	json: string;
}

/** Released versions of the tables, oldest first. A later one only adds: nothing here is ever edited. */
const VERSION_1 = {
	meta: 'key',
	outbox: '[clientId+seq], &id, half, cell, kind, madeAt',
	receipts: 'id, half, [epoch+status]',
	facts: 'id, position, epoch, half, cell, kind, pupilId',
	recovered: 'id'
} as const;

/** The device's own database; every write of a mark is on disk before it counts as saved. */
export class Database extends Dexie {
	declare meta: Table<{ key: keyof Meta; value: unknown }, string>;
	declare outbox: Table<OutboxRow, [string, number]>;
	declare receipts: Table<Receipt, string>;
	declare facts: Table<PulledRow, string>;
	declare recovered: Table<RecoveredRow, string>;

	constructor(name: string) {
		// A screen may show only what has been committed, so nothing is answered from memory ahead of it.
		super(name, { chromeTransactionDurability: 'strict', cache: 'disabled' });
		this.version(1).stores(VERSION_1);
	}
}

/** One class, one session, as one key. */
export function registerKey(classId: string, date: string, session: Session): string {
	return `${classId}|${date}|${session}`;
}

/** One session of one day, as one key. */
export function halfKey(date: string, session: Session): string {
	return `${date}|${session}`;
}

/** One pupil, one session, as one key. */
export function cellKey(pupilId: string, date: string, session: Session): string {
	return `${pupilId}|${date}|${session}`;
}

/** What a fact is found by. */
export function keysOf(fact: Fact): Pick<OutboxRow, 'half' | 'cell' | 'register' | 'pupilId' | 'classId'> {
	const pupil = 'pupilId' in fact ? { pupilId: fact.pupilId } : {};
	const schoolClass = 'classId' in fact ? { classId: fact.classId } : {};
	if (!('session' in fact)) return { ...pupil, ...schoolClass };
	const { classId, date, session } = fact;
	const cell = 'pupilId' in fact ? { cell: cellKey(fact.pupilId, date, session) } : {};
	return {
		...pupil,
		...schoolClass,
		...cell,
		half: halfKey(date, session),
		register: registerKey(classId, date, session)
	};
}

/** The fact of a row. */
export function factOf(row: { json: string }): HeldFact {
	return JSON.parse(row.json) as HeldFact;
}
