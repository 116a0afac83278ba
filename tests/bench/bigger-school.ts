import { cp, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Chance } from '../../src/lib/server/demo/chance.ts';
import { demoFact, numbered } from '../../src/lib/server/demo/demo-fact.ts';
import { DEMO_SCHOOL_ID } from '../../src/lib/server/demo/demo-school.ts';
import { NAME_LISTS } from '../../src/lib/server/demo/names.ts';
import { openStore } from '../../src/lib/server/school.ts';
import { canonicalJson, sha256 } from '../../src/lib/server/store/chain.ts';
import { DEMO_SCHOOL } from '../support/demo-school.ts';

const OFFICE = { staffId: 's-office', name: 'Mrs Office', position: 'Office', role: 'attendance' } as const;
const A_CLASS = 30;

/** A data folder with the demo school and so many classes of thirty more; the same every time. */
export async function biggerSchool(moreClasses: number): Promise<string> {
	const dataDir = await mkdtemp(join(tmpdir(), 'firstbell-bigger-'));
	await cp(DEMO_SCHOOL, dataDir, { recursive: true });
	const { store } = await openStore(dataDir);
	const facts = Array.from({ length: moreClasses }, (_, n) => classFacts(n)).flat();
	await store.write(DEMO_SCHOOL_ID, (writing) =>
		writing.append(
			numbered('bench-roll', facts).map(({ fact, receivedAt }) => ({
				fact,
				contentHash: sha256(canonicalJson(fact)),
				maker: OFFICE,
				receivedAt,
				flags: []
			}))
		)
	);
	await store.close();
	return dataDir;
}

function classFacts(n: number) {
	const classId = `c-more${n}`;
	const chance = new Chance(classId);
	const at = Date.UTC(2026, 7, 26, 9) + n * 100_000;
	const names = NAME_LISTS[n % NAME_LISTS.length] ?? NAME_LISTS[0];
	if (!names) throw new Error('The demo school has no names.');
	const pupils = Array.from({ length: A_CLASS }, (_, seat) => {
		const pupilId = `p-more${n}-${seat}`;
		const forename = chance.of([...names.girls, ...names.boys]);
		return [
			demoFact(OFFICE.staffId, at + 2 * seat + 1, [pupilId], {
				kind: 'pupil',
				pupilId,
				forename,
				surname: chance.of(names.surnames),
				dob: `2018-0${1 + (seat % 9)}-11`,
				year: '4',
				register: {
					sex: 'F',
					address: '1 High Street',
					startingDay: '2026-09-02',
					siblings: [],
					contacts: []
				}
			}),
			demoFact(OFFICE.staffId, at + 2 * seat + 2, [pupilId], {
				kind: 'place',
				pupilId,
				classId,
				from: '2026-09-02'
			})
		];
	});
	const schoolClass = demoFact(OFFICE.staffId, at, [classId], {
		kind: 'class',
		classId,
		name: `${3 + (n % 4)} ${['Ash', 'Beech', 'Birch', 'Cedar', 'Hazel', 'Holly', 'Larch', 'Lime'][n % 8] ?? 'Yew'} ${Math.floor(n / 8) + 1}`,
		years: ['4'],
		order: 100 + n,
		room: `Room ${40 + n}`
	});
	return [schoolClass, ...pupils.flat()];
}
