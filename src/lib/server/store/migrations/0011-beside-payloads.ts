import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * Finds in six years of payloads the few that a question is about: a pupil's plans by their days, what a settling is about, marks
 * that bear a flag; and what classes and desks asked of the office, by day. A payload that is no JSON any more is left to `verify`.
 */
export const besidePayloads: Migration = {
	async up(db: Kysely<never>) {
		const of = (path: string) => `case when json_valid("json") then json_extract("json", '${path}') end`;
		const index = (name: string, columns: readonly string[], where: string) =>
			sql`${sql.raw(`create index "${name}" on "payload" ("schoolId", ${columns.join(', ')}) where ${where}`)}`.execute(
				db
			);
		// What takes the place of others may end before they would have: it is asked for whatever its days.
		const first = `case when instr("json", '"replaces":[]') > 0 then ${of('$.from.date')} else '' end`;
		const last = `case when instr("json", '"replaces":[]') > 0 then ${of('$.to.date')} else '9999' end`;
		await index('payload_plan', [of('$.pupilId'), last, first], `instr("json", '"kind":"plan"') > 0`);
		await index('payload_about', [of('$.about')], `instr("json", '"kind":"settle"') > 0`);
		await index('payload_flagged', [of('$.date'), of('$.id')], `instr("json", '"flags":["') > 0`);
		await sql`create index "fact_asked" on "fact" ("schoolId", "date") where "kind" in ('propose', 'unlisted')`.execute(
			db
		);
	}
};
