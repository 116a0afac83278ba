import type { Kysely } from 'kysely';
import type { Accepted } from '../../rules/facts.ts';
import type { Role } from '../../rules/roles.ts';
import { isSignInOf } from '../access/sign-in-id.ts';
import { pieces } from '../store/reading.ts';
import type { Tables } from '../store/tables.ts';

export type WhoMade =
	| { maker: Accepted['maker']; deviceId: string; revokedAt: number | null }
	| 'unknown-sign-in'
	| 'not-appointed';

/** Who was behind a sign-in at an instant, with the name and job title of that time. */
export type Makers = (signInId: string, at: number) => WhoMade;

interface Row {
	signInId: string;
	deviceId: string;
	staffId: string;
	revokedAt: number | null;
	name: string | null;
	position: string | null;
	role: string | null;
	fromAt: number | null;
	toAt: number | null;
}

/**
 * Looks up the people behind some sign-ins, once, before the facts are judged one by one. One that the database no longer has,
 * because it was restored from before it, is known by its seal.
 */
export async function makersOf(
	db: Kysely<Tables>,
	school: { schoolId: string; secret: string },
	signInIds: readonly string[]
): Promise<Makers> {
	const { schoolId } = school;
	const rows: Row[] = [];
	for (const some of pieces([...new Set(signInIds)]))
		rows.push(
			...(await db
				.selectFrom('signIn as s')
				.leftJoin('appointment as a', (join) =>
					join.onRef('a.schoolId', '=', 's.schoolId').onRef('a.staffId', '=', 's.staffId')
				)
				.leftJoin('device as d', (join) =>
					join.onRef('d.schoolId', '=', 's.schoolId').onRef('d.deviceId', '=', 's.deviceId')
				)
				.select([
					'd.revokedAt',
					's.signInId',
					's.deviceId',
					's.staffId',
					'a.name',
					'a.position',
					'a.role',
					'a.fromAt',
					'a.toAt'
				])
				.where('s.schoolId', '=', schoolId)
				.where('s.signInId', 'in', some)
				.execute())
		);
	const known = new Set(rows.map((row) => row.signInId));
	const lost = [...new Set(signInIds)].filter((signInId) => !known.has(signInId));
	if (lost.length > 0) rows.push(...(await bySeal(db, school, lost)));
	const bySignIn = Map.groupBy(rows, (row) => row.signInId);
	return (signInId, at) => {
		const known = bySignIn.get(signInId);
		if (!known) return 'unknown-sign-in';
		const was = known.find(
			(row) => row.fromAt !== null && row.fromAt <= at && (row.toAt === null || at < row.toAt)
		);
		if (!was || was.name === null || was.position === null || was.role === null) return 'not-appointed';
		const { deviceId, revokedAt, staffId, name, position, role } = was;
		return { deviceId, revokedAt, maker: { staffId, name, position, role: role as Role } };
	};
}

/** Sign-ins that no row is left of: tried on every person and device of the school, for a seal fits only its own. */
async function bySeal(
	db: Kysely<Tables>,
	{ schoolId, secret }: { schoolId: string; secret: string },
	signInIds: readonly string[]
): Promise<Row[]> {
	const people = await db
		.selectFrom('appointment')
		.select(['staffId', 'name', 'position', 'role', 'fromAt', 'toAt'])
		.where('schoolId', '=', schoolId)
		.execute();
	const devices = await db
		.selectFrom('device')
		.select(['deviceId', 'revokedAt'])
		.where('schoolId', '=', schoolId)
		.execute();
	const staffIds = new Set(people.map((person) => person.staffId));
	const found: Row[] = [];
	for (const signInId of signInIds)
		for (const { deviceId, revokedAt } of devices)
			for (const staffId of staffIds)
				if (isSignInOf(secret, signInId, { schoolId, staffId, deviceId }))
					for (const person of people)
						if (person.staffId === staffId) found.push({ ...person, signInId, deviceId, revokedAt });
	return found;
}
