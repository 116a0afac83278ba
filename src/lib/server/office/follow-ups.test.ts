import { afterEach, expect, it } from 'vitest';
import { at, entry, PUPILS, STAFF } from '../../../../tests/support/school-2026-27.ts';
import { SCHOOL, SmallSchool } from '../../../../tests/support/small-school.ts';
import type { NoReasonAnswer } from '../../protocol/past.ts';
import { aboutFollowUp, NOT_ESTABLISHED } from '../../rules/n-clock.ts';
import type { OpenSchool } from '../school.ts';
import { answerNoReason } from './past.ts';

const opened: SmallSchool[] = [];
afterEach(async () => {
	for (const school of opened.splice(0)) await school.close();
});
const { ava, ben } = PUPILS;

/** The school on Monday 21 September, the last day for an N of the 14th, with one that was not established. */
async function atDeadline() {
	const small = await SmallSchool.open();
	opened.push(small);
	small.time = at('2026-09-21', '15:00');
	const office = { how: 'office', clientId: 'c-office', madeAt: small.time, maker: STAFF.office } as const;
	await small.add(
		entry({ id: 'n-ava', code: 'N' }),
		entry({ id: 'n-ben', code: 'N', pupilId: ben.pupilId }),
		entry({ id: 'o-ava', code: 'O', replaces: ['n-ava'], reason: NOT_ESTABLISHED, ...office }),
		entry({
			...{ id: 'o-ben', code: 'O', pupilId: ben.pupilId, replaces: ['n-ben'], reason: 'Shopping' },
			...office
		})
	);
	const school = {
		schoolId: SCHOOL,
		store: small.store,
		now: () => small.time,
		access: {
			deviceOf: async () => ({ schoolId: SCHOOL, deviceId: 'office' }),
			personOf: async () => ({ ...STAFF.office, schoolId: SCHOOL, deviceId: 'office', signInId: 'in' })
		}
	} as unknown as OpenSchool;
	const asked = async () => {
		const response = await answerNoReason(school, new Request('http://school/api/no-reason'));
		const { standing, open } = (await response.json()) as NoReasonAnswer;
		return { standing, open: open.map(({ pupilId, date, entry }) => `${pupilId} ${date} ${entry}`) };
	};
	return { small, office, asked };
}

it('[N4] case E5: an O that was not established leaves the child to be followed up until a person closes it', async () => {
	const { small, asked } = await atDeadline();
	expect(await asked()).toEqual({ standing: [], open: [`${ava.pupilId} 2026-09-14 o-ava`] });
	small.time = at('2026-12-01', '09:00');
	expect((await asked()).open).toHaveLength(1);
	const { pupilId: _, code: _code, how: _how, replaces: _r, sawPlans: _s, ...base } = entry({ id: 'closed' });
	const about = aboutFollowUp('o-ava');
	const said = { kind: 'settle', about, outcome: 'closed', reason: 'Seen at home, safe' } as const;
	await small.add({ ...base, ...said, madeAt: small.time });
	expect((await asked()).open).toEqual([]);
});

it('[N4] case E5: a reason that was found after all ends it too', async () => {
	const { small, office, asked } = await atDeadline();
	await small.add(entry({ id: 'ill', code: 'I', replaces: ['n-ava', 'o-ava'], reason: 'Letter', ...office }));
	expect((await asked()).open).toEqual([]);
});

it('[N4] is found without reading the marks of six years', async () => {
	const { small, asked } = await atDeadline();
	const { sqlite } = small.database;
	const questions: string[] = [];
	const prepare = sqlite.prepare.bind(sqlite);
	sqlite.prepare = (sql: string) => {
		if (sql.includes(`"code" = 'O'`)) questions.push(sql);
		return prepare(sql);
	};
	await asked();
	const [question = ''] = questions;
	const plan = prepare(`explain query plan ${question}`).all('', '') as { detail: string }[];
	expect(plan[0]?.detail).toContain('INDEX mark_other (schoolId=? AND date>?)');
});
