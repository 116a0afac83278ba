import type { Kysely } from 'kysely';
import type { Accepted } from '../../rules/facts.ts';
import type { Role } from '../../rules/roles.ts';
import { pieces } from '../store/reading.ts';
import type { Tables } from '../store/tables.ts';

export type WhoMade =
	| { maker: Accepted['maker']; deviceId: string; revokedAt: number | null }
	| 'unknown-sign-in'
	| 'not-appointed';

/** Who was behind a sign-in at an instant, with the name and job title of that time. */
export type Makers = (signInId: string, at: number) => WhoMade;

/** Looks up the people behind some sign-ins, once, before the facts are judged one by one. */
export async function makersOf(
	db: Kysely<Tables>,
	schoolId: string,
	signInIds: readonly string[]
): Promise<Makers> {
	const rows = [];
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
