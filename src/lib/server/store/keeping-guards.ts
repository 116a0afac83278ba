import { sql, type Kysely } from 'kysely';

// SQLite’s own SQL, all of it in this file: another database has triggers of another form that must refuse the same.

/** Has the database itself refuse whatever would lose a fact, whoever holds the connection [Y5, Q5]. */
export async function guardKeeping(db: Kysely<never>): Promise<void> {
	for (const name of ['payload_no_delete']) await sql`drop trigger ${sql.id(name)}`.execute(db);
	await guard(db, GUARDS);
}

/** The same for payloads, asked so that it reads no more than it must. */
export async function guardPayloadsAnew(db: Kysely<never>): Promise<void> {
	await sql`drop trigger ${sql.id('payload_no_delete')}`.execute(db);
	await guard(
		db,
		GUARDS.filter(([name]) => name === 'payload_no_delete')
	);
}

/** Has the database itself refuse a change of what was kept aside, but that it was accepted after all [Y5]. */
export async function guardKeptAside(db: Kysely<never>): Promise<void> {
	await guard(db, ASIDE_GUARDS);
}

/** Has the database itself refuse a hold, or a copy of the list, in the place of one that is there, and a purge beyond the facts [Q5]. */
export async function guardLists(db: Kysely<never>): Promise<void> {
	await guard(db, LIST_GUARDS);
}

/**
 * Has the database itself refuse to make a school a demo, whose clock may be ahead, to put another in its place, and any
 * row in the place that another kept row has in the file [Q5].
 */
export async function guardSchool(db: Kysely<never>): Promise<void> {
	await guard(db, SCHOOL_GUARDS);
}

/** Has the database itself refuse another seal of a purge, a hold or a noted copy, and a second end [Q5]. */
export async function guardSeals(db: Kysely<never>): Promise<void> {
	await guard(db, SEAL_GUARDS);
}

/** Runs work without some triggers, which stand again after it; inside the caller's transaction, so that nobody else is without. */
export async function withoutGuards(
	db: Kysely<never>,
	names: readonly string[],
	work: () => Promise<void>
): Promise<void> {
	const { rows } = await sql<{ name: string; sql: string }>`select "name", "sql" from sqlite_master
		where "type" = 'trigger' and "name" in (${sql.join(names)})`.execute(db);
	for (const { name } of rows) await sql`drop trigger ${sql.id(name)}`.execute(db);
	await work();
	for (const each of rows) await sql`${sql.raw(each.sql)}`.execute(db);
}

type Guard = readonly [name: string, when: string, rule: string | null, message: string];

async function guard(db: Kysely<never>, guards: readonly Guard[]): Promise<void> {
	for (const [name, when, rule, message] of guards)
		await sql`${sql.raw(
			`create trigger "${name}" before ${when} ${rule ? `when ${rule} ` : ''}begin select raise(abort, '${message}'); end`
		)}`.execute(db);
}

/** The later of made and received, as rules/retention.ts counts. */
const age = (fact: string) => `max(${fact}."madeAt", ${fact}."receivedAt")`;

const SAME_CELL = `g."schoolId" = f."schoolId" and g."pupilId" = f."pupilId" and g."date" = f."date" and g."session" = f."session"`;
const SAME_REGISTER = `g."schoolId" = f."schoolId" and g."classId" = f."classId" and g."date" = f."date" and g."session" = f."session"`;

/** A cell goes as a whole, once nothing in it, and nobody’s withdrawal in its register, is within the six years. */
const CELL_IS_OVER = `
	not exists (select 1 from "fact" g where ${SAME_CELL} and ${age('g')} >= p."madeBefore")
	and not exists (select 1 from "fact" g where ${SAME_REGISTER} and g."kind" = 'withdraw' and ${age('g')} >= p."madeBefore")`;

/** What is of a register and of no one pupil goes after the last of its entries. */
const REGISTER_IS_GONE = `
	not exists (select 1 from "fact" g join "payload" q on q."schoolId" = g."schoolId" and q."position" = g."position"
		where ${SAME_REGISTER} and g."kind" in ('mark', 'seen'))`;

/**
 * A plan goes after the last mark of its days, and after the plans that it had replaced: else those would stand again. Crossed,
 * the joins keep their order: SQLite would begin with every fact of the school.
 */
const PLAN_IS_OVER = `
	not exists (select 1 from "mark" m where m."schoolId" = f."schoolId" and m."pupilId" = f."pupilId"
		and m."date" between json_extract(old."json", '$.from.date') and json_extract(old."json", '$.to.date'))
	and max(json_extract(old."json", '$.from.date'), json_extract(old."json", '$.to.date')) < date(p."madeBefore" / 1000, 'unixepoch')
	and not exists (select 1 from json_each(old."json", '$.replaces') r
		cross join "fact" g on g."schoolId" = f."schoolId" and g."id" = r."value"
		cross join "payload" q on q."schoolId" = g."schoolId" and q."position" = g."position")`;

const MAY_GO = `exists (
	select 1 from "purged" d
	join "purge" p on p."schoolId" = d."schoolId" and p."number" = d."number" and p."closedAt" is null
	join "fact" f on f."schoolId" = d."schoolId" and f."position" = d."position"
	where d."schoolId" = old."schoolId" and d."position" = old."position" and ${age('f')} < p."madeBefore"
	and not exists (select 1 from "hold" h
		where h."schoolId" = f."schoolId" and h."pupilId" = f."pupilId" and h."liftedAt" is null)
	and case
		when f."kind" in ('mark', 'seen', 'propose', 'out', 'back', 'elsewhere', 'call') then ${CELL_IS_OVER}
		when f."kind" in ('withdraw', 'finish', 'unlisted') then ${REGISTER_IS_GONE}
		when f."kind" = 'plan' then ${PLAN_IS_OVER}
		else 0 end)`;

/** The school’s time by the database’s own clock: whoever names a later one would purge early. */
const NOW = `(unixepoch('now') * 1000 + 300000 + coalesce(
	(select s."clockShiftMs" from "school" s where s."schoolId" = new."schoolId" and s."demo" = 1), 0))`;

const OPEN_PURGE = `exists (select 1 from "purge" p
	where p."schoolId" = new."schoolId" and p."number" = new."number" and p."closedAt" is null)`;

const isOther = (...columns: string[]) => columns.map((c) => `new."${c}" is not old."${c}"`).join(' or ');

/** Name, what it comes before, when it refuses, and with which words. */
const GUARDS: readonly Guard[] = [
	[
		'payload_no_delete',
		'delete on "payload"',
		`not ${MAY_GO}`,
		'facts are kept: delete of payload refused; only an open purge by a named person takes what is over six years old and not held'
	],
	// A replacing insert deletes without a delete trigger.
	[
		'payload_no_replace',
		'insert on "payload"',
		`exists (select 1 from "payload" q where q."schoolId" = new."schoolId" and q."position" = new."position")`,
		'facts are kept: replacing a payload refused'
	],
	[
		'fact_no_replace',
		'insert on "fact"',
		`exists (select 1 from "fact" f where f."schoolId" = new."schoolId" and (f."position" = new."position" or f."id" = new."id"))`,
		'facts are kept: UNIQUE, replacing a fact refused'
	],
	[
		'purge_not_ahead',
		'insert on "purge"',
		`new."openedAt" > ${NOW}
			or exists (select 1 from "purge" p where p."schoolId" = new."schoolId" and p."number" = new."number")`,
		'a purge is opened now, not later, and once'
	],
	[
		'purge_no_update',
		'update on "purge"',
		`old."closedAt" is not null or ${isOther('schoolId', 'number', 'byName', 'byPosition', 'reason', 'openedAt', 'madeBefore', 'upTo')}`,
		'purges are kept: one can only be closed'
	],
	['purge_no_delete', 'delete on "purge"', null, 'purges are kept: delete refused'],
	[
		'purged_under_purge',
		'insert on "purged"',
		`not ${OPEN_PURGE} or exists (select 1 from "purged" d where d."schoolId" = new."schoolId" and d."position" = new."position")`,
		'purges are kept: there is no open purge of that number, or the place was purged before'
	],
	['purged_no_update', 'update on "purged"', null, 'purges are kept: update refused'],
	['purged_no_delete', 'delete on "purged"', null, 'purges are kept: delete refused'],
	[
		'hold_no_update',
		'update on "hold"',
		`old."liftedAt" is not null or ${isOther('schoolId', 'number', 'pupilId', 'why', 'byName', 'byPosition', 'fromAt')}`,
		'holds are kept: one can only be lifted'
	],
	['hold_no_delete', 'delete on "hold"', null, 'holds are kept: delete refused'],
	[
		'backup_no_update',
		'update on "backup"',
		`old."droppedAt" is not null or ${isOther('schoolId', 'number', 'at', 'file', 'position', 'hash', 'verifiedAt')}`,
		'the list of copies is kept: a copy can only be noted as gone'
	],
	['backup_no_delete', 'delete on "backup"', null, 'the list of copies is kept: delete refused']
];

const ASIDE_GUARDS: readonly Guard[] = [
	[
		'quarantine_no_update',
		'update on "quarantine"',
		`old."replayed" is not 0 or new."replayed" is not 1 or ${isOther('schoolId', 'number', 'factId', 'clientId', 'seq', 'deviceId', 'contentHash', 'raw', 'code', 'message', 'receivedAt')}`,
		'what was kept aside is kept: it can only be noted as accepted after all'
	],
	['quarantine_no_delete', 'delete on "quarantine"', null, 'what was kept aside is kept: delete refused'],
	[
		// A replacing insert deletes without a delete trigger.
		'quarantine_no_replace',
		'insert on "quarantine"',
		`exists (select 1 from "quarantine" q where q."schoolId" = new."schoolId" and (q."number" = new."number" or q."contentHash" = new."contentHash"))`,
		'what was kept aside is kept: replacing it refused'
	]
];

const isThere = (table: string) =>
	`exists (select 1 from "${table}" o where o."schoolId" = new."schoolId" and o."number" = new."number")`;

const LIST_GUARDS: readonly Guard[] = [
	['hold_no_replace', 'insert on "hold"', isThere('hold'), 'holds are kept: replacing one refused'],
	[
		'backup_no_replace',
		'insert on "backup"',
		isThere('backup'),
		'the list of copies is kept: replacing one refused'
	],
	[
		// Which facts came after a purge bears out when it was: it may not claim those to come.
		'purge_up_to_head',
		'insert on "purge"',
		`new."upTo" > (select coalesce(max(f."position"), 0) from "fact" f where f."schoolId" = new."schoolId")`,
		'a purge reaches no further than the facts that there are'
	]
];

const SEAL_GUARDS: readonly Guard[] = ['purge', 'hold', 'backup'].map((table) => [
	`${table}_keeps_seal`,
	`update on "${table}"`,
	'new."seal" is not old."seal" or (old."endSeal" is not null and new."endSeal" is not old."endSeal")',
	`${table}: what is kept keeps its seal: update refused`
]);

/** Where the school stands by its own clock, nobody can put it ahead; a demo keeps no legal record, and its clock may. */
const SCHOOL_GUARDS: readonly Guard[] = [
	[
		'school_stays',
		'update on "school"',
		`${isOther('schoolId', 'demo')} or (old."demo" is not 1 and new."clockShiftMs" is not 0)`,
		'a school stays what it was made, and keeps the real time where it is no demo'
	],
	['school_no_delete', 'delete on "school"', null, 'a school stays: delete refused'],
	[
		'school_no_replace',
		'insert on "school"',
		`exists (select 1 from "school" s where s."schoolId" = new."schoolId")`,
		'a school stays: UNIQUE, replacing it refused'
	],
	// A statement that names the place of a row in the file replaces what is there, with no delete trigger and whatever its key.
	...['fact', 'payload', 'purge', 'purged', 'hold', 'backup', 'quarantine', 'school'].flatMap(
		(table): Guard[] => [
			[
				`${table}_own_place`,
				`insert on "${table}"`,
				`exists (select 1 from "${table}" o where o.rowid = new.rowid)`,
				`${table}: what is kept keeps its place: replacing it refused`
			],
			[
				`${table}_keeps_place`,
				`update on "${table}"`,
				'new.rowid is not old.rowid',
				`${table}: what is kept keeps its place: update refused`
			]
		]
	)
];
