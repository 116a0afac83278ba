import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Tables } from '../tables.ts';

const TEXT = 'text' as const;
const INT = 'bigint' as const;

/** The tables of the register: facts and their chain, marks, devices, people. */
export const theRegister: Migration = {
	async up(db: Kysely<never>) {
		const make = (name: string) =>
			db.schema.createTable(name as never) as never as ReturnType<Kysely<Tables>['schema']['createTable']>;

		await make('school')
			.addColumn('schoolId', TEXT, (c) => c.primaryKey())
			.addColumn('name', TEXT, (c) => c.notNull())
			.addColumn('position', INT, (c) => c.notNull())
			.addColumn('hash', TEXT, (c) => c.notNull())
			.addColumn('epoch', TEXT, (c) => c.notNull())
			.addColumn('epochFrom', INT, (c) => c.notNull())
			.addColumn('backedUpTo', INT, (c) => c.notNull())
			.addColumn('demo', INT, (c) => c.notNull())
			.addColumn('clockShiftMs', INT, (c) => c.notNull())
			.execute();
		await make('epoch')
			.addColumn('schoolId', TEXT, (c) => c.notNull())
			.addColumn('epoch', TEXT, (c) => c.notNull())
			.addColumn('fromPosition', INT, (c) => c.notNull())
			.addColumn('startedAt', INT, (c) => c.notNull())
			.addColumn('why', TEXT, (c) => c.notNull())
			.addPrimaryKeyConstraint('epoch_pk', ['schoolId', 'epoch'])
			.execute();
		await make('fact')
			.addColumn('schoolId', TEXT, (c) => c.notNull())
			.addColumn('position', INT, (c) => c.notNull())
			.addColumn('id', TEXT, (c) => c.notNull())
			.addColumn('kind', TEXT, (c) => c.notNull())
			.addColumn('classId', TEXT)
			.addColumn('pupilId', TEXT)
			.addColumn('date', TEXT)
			.addColumn('session', TEXT)
			.addColumn('clientId', TEXT, (c) => c.notNull())
			.addColumn('seq', INT, (c) => c.notNull())
			.addColumn('staffId', TEXT, (c) => c.notNull())
			.addColumn('madeAt', INT, (c) => c.notNull())
			.addColumn('receivedAt', INT, (c) => c.notNull())
			.addColumn('status', TEXT, (c) => c.notNull())
			.addColumn('contentHash', TEXT, (c) => c.notNull())
			.addColumn('payloadHash', TEXT, (c) => c.notNull())
			.addColumn('hash', TEXT, (c) => c.notNull())
			.addPrimaryKeyConstraint('fact_pk', ['schoolId', 'position'])
			.addUniqueConstraint('fact_id', ['schoolId', 'id'])
			.execute();
		await make('payload')
			.addColumn('schoolId', TEXT, (c) => c.notNull())
			.addColumn('position', INT, (c) => c.notNull())
			.addColumn('json', TEXT, (c) => c.notNull())
			.addPrimaryKeyConstraint('payload_pk', ['schoolId', 'position'])
			.execute();
		await make('mark')
			.addColumn('schoolId', TEXT, (c) => c.notNull())
			.addColumn('pupilId', TEXT, (c) => c.notNull())
			.addColumn('date', TEXT, (c) => c.notNull())
			.addColumn('session', TEXT, (c) => c.notNull())
			.addColumn('classId', TEXT, (c) => c.notNull())
			.addColumn('code', TEXT)
			.addColumn('shownAs', TEXT, (c) => c.notNull())
			.addColumn('head', TEXT)
			.addColumn('arrivedAt', TEXT)
			.addColumn('dispute', INT, (c) => c.notNull())
			.addColumn('urgent', INT, (c) => c.notNull())
			.addColumn('provisional', INT, (c) => c.notNull())
			.addColumn('position', INT, (c) => c.notNull())
			.addPrimaryKeyConstraint('mark_pk', ['schoolId', 'pupilId', 'date', 'session'])
			.execute();
		await make('quarantine')
			.addColumn('schoolId', TEXT, (c) => c.notNull())
			.addColumn('number', INT, (c) => c.notNull())
			.addColumn('factId', TEXT)
			.addColumn('clientId', TEXT)
			.addColumn('seq', INT)
			.addColumn('deviceId', TEXT, (c) => c.notNull())
			.addColumn('contentHash', TEXT, (c) => c.notNull())
			.addColumn('raw', TEXT, (c) => c.notNull())
			.addColumn('code', TEXT, (c) => c.notNull())
			.addColumn('message', TEXT, (c) => c.notNull())
			.addColumn('receivedAt', INT, (c) => c.notNull())
			.addColumn('replayed', INT, (c) => c.notNull())
			.addPrimaryKeyConstraint('quarantine_pk', ['schoolId', 'number'])
			.addUniqueConstraint('quarantine_content', ['schoolId', 'contentHash'])
			.execute();
		await make('client')
			.addColumn('schoolId', TEXT, (c) => c.notNull())
			.addColumn('clientId', TEXT, (c) => c.notNull())
			.addColumn('deviceId', TEXT, (c) => c.notNull())
			.addColumn('contiguousTo', INT, (c) => c.notNull())
			.addColumn('maxSeq', INT, (c) => c.notNull())
			.addColumn('heldFrom', INT, (c) => c.notNull())
			.addColumn('firstSeenAt', INT, (c) => c.notNull())
			.addColumn('lastSeenAt', INT, (c) => c.notNull())
			.addPrimaryKeyConstraint('client_pk', ['schoolId', 'clientId'])
			.execute();
		await make('device')
			.addColumn('schoolId', TEXT, (c) => c.notNull())
			.addColumn('deviceId', TEXT, (c) => c.notNull())
			.addColumn('name', TEXT, (c) => c.notNull())
			.addColumn('credentialHash', TEXT, (c) => c.notNull())
			.addColumn('createdAt', INT, (c) => c.notNull())
			.addColumn('revokedAt', INT)
			.addColumn('lastSeenAt', INT)
			.addColumn('cursor', INT)
			.addColumn('waiting', INT)
			.addColumn('app', TEXT)
			.addColumn('persisted', INT)
			.addColumn('freeBytes', INT)
			.addColumn('battery', 'double precision')
			.addColumn('clockOffsetMs', INT)
			.addColumn('openRegister', TEXT)
			.addPrimaryKeyConstraint('device_pk', ['schoolId', 'deviceId'])
			.addUniqueConstraint('device_credential', ['credentialHash'])
			.execute();
		await make('signIn')
			.addColumn('schoolId', TEXT, (c) => c.notNull())
			.addColumn('signInId', TEXT, (c) => c.notNull())
			.addColumn('staffId', TEXT, (c) => c.notNull())
			.addColumn('deviceId', TEXT, (c) => c.notNull())
			.addColumn('userId', TEXT, (c) => c.notNull())
			.addColumn('at', INT, (c) => c.notNull())
			.addColumn('endedAt', INT)
			.addPrimaryKeyConstraint('signIn_pk', ['schoolId', 'signInId'])
			.execute();
		await make('appointment')
			.addColumn('schoolId', TEXT, (c) => c.notNull())
			.addColumn('staffId', TEXT, (c) => c.notNull())
			.addColumn('userId', TEXT)
			.addColumn('username', TEXT)
			.addColumn('name', TEXT, (c) => c.notNull())
			.addColumn('position', TEXT, (c) => c.notNull())
			.addColumn('role', TEXT, (c) => c.notNull())
			.addColumn('fromAt', INT, (c) => c.notNull())
			.addColumn('toAt', INT)
			.addPrimaryKeyConstraint('appointment_pk', ['schoolId', 'staffId', 'fromAt'])
			.execute();
		await make('notice')
			.addColumn('id', 'integer', (c) => c.primaryKey().autoIncrement())
			.addColumn('schoolId', TEXT, (c) => c.notNull())
			.addColumn('at', INT, (c) => c.notNull())
			.addColumn('kind', TEXT, (c) => c.notNull())
			.addColumn('deviceId', TEXT)
			.addColumn('detail', TEXT, (c) => c.notNull())
			.execute();
		await make('wrongPassword')
			.addColumn('username', TEXT, (c) => c.primaryKey())
			.addColumn('count', INT, (c) => c.notNull())
			.addColumn('firstAt', INT, (c) => c.notNull())
			.addColumn('lockedUntil', INT)
			.execute();

		const index = (name: string) => db.schema.createIndex(name);
		await index('fact_cell').on('fact').columns(['schoolId', 'pupilId', 'date', 'session']).execute();
		await index('fact_register').on('fact').columns(['schoolId', 'classId', 'date', 'session']).execute();
		await index('fact_client').on('fact').columns(['schoolId', 'clientId', 'seq']).execute();
		// All that is not a mark is little and is read by kind.
		await sql`create index "fact_kind" on "fact" ("schoolId", "kind", "position") where "kind" <> 'mark'`.execute(
			db
		);
		await index('mark_register').on('mark').columns(['schoolId', 'classId', 'date', 'session']).execute();
		await index('quarantine_fact').on('quarantine').columns(['schoolId', 'factId']).execute();
		await index('signIn_user').on('signIn').columns(['userId', 'at']).execute();
		await index('appointment_user').on('appointment').columns(['userId']).execute();

		// Facts are never changed and never deleted, whoever holds the connection.
		for (const table of ['fact', 'payload'])
			for (const act of ['update', 'delete'])
				await sql`${sql.raw(
					`create trigger "${table}_no_${act}" before ${act} on "${table}" begin select raise(abort, 'facts are kept: ${act} of ${table} refused'); end`
				)}`.execute(db);
	}
};
