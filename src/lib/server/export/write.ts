import type { KeyObject } from 'node:crypto';
import type { Kysely } from 'kysely';
import { Book, BOOK_KINDS } from '../../rules/book.ts';
import type { Entry, HeldFact, Plan } from '../../rules/facts.ts';
import { factsBesideMarks, told } from '../store/reading.ts';
import type { SchoolTable, Tables } from '../store/tables.ts';
import { ExportFolder } from './folder.ts';
import { readme } from './readme.ts';
import { fingerprint } from './signing.ts';
import * as table from './tables.ts';
import { writeKeeping } from './write-keeping.ts';

const PAGE = 1000;

/** What an export holds. */
export interface Exported {
	path: string;
	facts: number;
	entries: number;
	amendments: number;
	fingerprint: string;
}

/** Writes one school’s whole register, as of one moment, as signed files that need no Firstbell. */
export async function exportSchool(
	db: Kysely<Tables>,
	schoolId: string,
	to: { path: string; key: KeyObject; now: number }
): Promise<Exported> {
	const folder = new ExportFolder(to.path);
	try {
		return await db.transaction().execute(async (tx) => {
			const school = await tx
				.selectFrom('school')
				.selectAll()
				.where('schoolId', '=', schoolId)
				.executeTakeFirstOrThrow();
			const known = await whatIsKnown(tx, schoolId);
			const entries = await writeFacts(tx, schoolId, folder, known);
			const amendments = await writeAmendments(tx, schoolId, folder, known);
			await writeMarks(tx, schoolId, folder, known);
			const settings = await factsBesideMarks(tx, schoolId, ['settings']).execute();
			folder.rows(
				'roll.csv',
				table.ROLL_COLUMNS,
				known.book.pupils().map(({ pupilId }) => table.rollRow(known, pupilId))
			);
			folder.rows('calendar.csv', table.CALENDAR_COLUMNS, table.calendarRows(known, settings.map(told)));
			await writeKeeping(tx, schoolId, folder);
			folder.text(
				'school.json',
				`${JSON.stringify(about(school, to.now, { entries, amendments }), null, '\t')}\n`
			);
			folder.text('README.html', readme(school, { now: to.now, fingerprint: fingerprint(to.key) }));
			folder.finish(to.key);
			return { path: to.path, facts: school.position, entries, amendments, fingerprint: fingerprint(to.key) };
		});
	} catch (cause) {
		folder.giveUp();
		throw cause;
	}
}

function about(school: SchoolTable, now: number, counts: { entries: number; amendments: number }) {
	const { schoolId, name, position, hash, epoch } = school;
	return {
		firstbell: 'export',
		version: 1,
		schoolId,
		name,
		exportedAt: table.moment(now),
		position,
		hash,
		epoch,
		...counts
	};
}

async function whatIsKnown(tx: Kysely<Tables>, schoolId: string): Promise<table.Known> {
	const ofKinds = async (kinds: readonly HeldFact['kind'][]) =>
		(await factsBesideMarks(tx, schoolId, kinds).execute()).map(told);
	const plans = await ofKinds(['plan']);
	const withdrawals = await ofKinds(['withdraw']);
	const amendments = await tx
		.selectFrom('amendment')
		.select('position')
		.where('schoolId', '=', schoolId)
		.execute();
	return {
		book: new Book().add(await ofKinds(BOOK_KINDS)),
		planCodes: new Map(
			plans.flatMap((plan) => (plan.kind === 'plan' && plan.code ? [[plan.id, plan.code] as const] : []))
		),
		takenBack: new Set(withdrawals.flatMap((fact) => (fact.kind === 'withdraw' ? fact.entries : []))),
		amendments: new Set(amendments.map(({ position }) => position))
	};
}

/** Every fact with its link of the chain, and each in the table of its kind; answers how many entries there are. */
async function writeFacts(
	tx: Kysely<Tables>,
	schoolId: string,
	folder: ExportFolder,
	known: table.Known
): Promise<number> {
	const put = <F extends HeldFact>({ file, columns }: table.Table<F>, facts: readonly F[]) =>
		folder.rows(
			file,
			columns.map(([name]) => name),
			facts.map((fact) => columns.map(([, , value]) => value(fact, known)))
		);
	let entries = 0;
	for (let after = 0, more = true; more;) {
		const page = await tx
			.selectFrom('fact')
			.leftJoin('payload', (join) =>
				join.onRef('payload.schoolId', '=', 'fact.schoolId').onRef('payload.position', '=', 'fact.position')
			)
			.select(['fact.position', 'fact.payloadHash', 'fact.hash', 'payload.json'])
			.where('fact.schoolId', '=', schoolId)
			.where('fact.position', '>', after)
			.orderBy('fact.position')
			.limit(PAGE)
			.execute();
		const lines = page.map(({ position, payloadHash, hash, json }) =>
			JSON.stringify({ position, payloadHash, hash, payload: json })
		);
		folder.text('facts.jsonl', lines.map((line) => `${line}\n`).join(''));
		const facts = page.flatMap(({ json }) => (json === null ? [] : [told({ json })]));
		const marks = facts.filter((fact): fact is HeldFact<Entry> => fact.kind === 'mark');
		put(table.ENTRIES, marks);
		put(
			table.PLANS,
			facts.filter((fact): fact is HeldFact<Plan> => fact.kind === 'plan')
		);
		put(
			table.OTHERS,
			facts.filter(({ kind }) => kind !== 'mark' && kind !== 'plan')
		);
		entries += marks.length;
		after = page.at(-1)?.position ?? after;
		more = page.length === PAGE;
	}
	return entries;
}

async function writeAmendments(
	tx: Kysely<Tables>,
	schoolId: string,
	folder: ExportFolder,
	known: table.Known
): Promise<number> {
	let count = 0;
	for (let after = 0, more = true; more;) {
		const page = await tx
			.selectFrom('amendment')
			.selectAll()
			.where('schoolId', '=', schoolId)
			.where('position', '>', after)
			.orderBy('position')
			.limit(PAGE / 10)
			.execute();
		const places = page.flatMap(({ position, originals }) => [position, ...originals.split(',').map(Number)]);
		const rows = places.length
			? await tx
					.selectFrom('payload')
					.select(['position', 'json'])
					.where('schoolId', '=', schoolId)
					.where('position', 'in', places)
					.execute()
			: [];
		const entries = new Map(
			rows.flatMap((row) => {
				const fact = told(row);
				return fact.kind === 'mark' || fact.kind === 'withdraw' ? [[row.position, fact] as const] : [];
			})
		);
		const written = page.flatMap(({ position, originals }) => {
			const entry = entries.get(position);
			const changed = originals.split(',').flatMap((at) => {
				const fact = entries.get(Number(at));
				return fact?.kind === 'mark' ? [fact] : [];
			});
			return entry ? [table.amendmentRow(entry, changed, known)] : [];
		});
		folder.rows('amendments.csv', table.AMENDMENT_COLUMNS, written);
		count += written.length;
		after = page.at(-1)?.position ?? after;
		more = page.length === PAGE / 10;
	}
	return count;
}

async function writeMarks(
	tx: Kysely<Tables>,
	schoolId: string,
	folder: ExportFolder,
	{ book }: table.Known
): Promise<void> {
	const header = [
		'date',
		'session',
		'class',
		'pupil number',
		'forename',
		'surname',
		'code',
		'arrived',
		'in dispute',
		'entry'
	];
	folder.rows('marks.csv', header, []);
	const dates = await tx
		.selectFrom('mark')
		.select('date')
		.distinct()
		.where('schoolId', '=', schoolId)
		.orderBy('date')
		.execute();
	for (const { date } of dates) {
		const marks = await tx
			.selectFrom('mark')
			.selectAll()
			.where('schoolId', '=', schoolId)
			.where('date', '=', date)
			.orderBy('session')
			.orderBy('classId')
			.orderBy('pupilId')
			.execute();
		folder.rows(
			'marks.csv',
			header,
			marks.map((mark) => {
				const pupil = book.pupil(mark.pupilId);
				return [
					...[mark.date, mark.session, book.classNamed(mark.classId)?.name ?? mark.classId, mark.pupilId],
					...[pupil?.forename ?? '', pupil?.surname ?? '', mark.code ?? '', mark.arrivedAt ?? ''],
					...[mark.dispute ? 'yes' : '', mark.head ?? '']
				];
			})
		);
	}
}
