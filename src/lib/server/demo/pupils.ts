import { faker } from '@faker-js/faker/locale/en_GB';
import { addDays } from '../../rules/calendar.ts';
import type { AdmissionDetails } from '../../rules/facts.ts';
import { shortId } from './chance.ts';
import { CLASSES } from './classes.ts';
import { newFamily, type Family } from './families.ts';
import { SPECIAL_SEATS, type SpecialSeat } from './special-seats.ts';
import { upn } from './upn.ts';

/** A pupil of the demo school. */
export interface DemoPupil {
	pupilId: string;
	classId: string;
	/** 0 to 29 in the class: how the stories of the demo find their child. */
	seat: number;
	forename: string;
	surname: string;
	knownAs?: string;
	dob: string;
	year: string;
	/** The first day on the roll of the class this year. */
	from: string;
	register: AdmissionDetails;
	special: SpecialSeat;
}

const SEED = 2026;
const FIRST_DAY = '2026-09-02';

/** All 420, the same at every call. */
export function makePupils(): DemoPupil[] {
	faker.seed(SEED);
	const families: Family[] = [];
	const pupils = CLASSES.flatMap(({ classId, seats }) => {
		const taken = new Set(
			Object.values(SPECIAL_SEATS[classId] ?? {}).map((special) => special.forename ?? '')
		);
		return seats
			.flatMap(({ year, pupils: count }) => Array.from({ length: count }, () => year))
			.map((year, seat) => makePupil({ classId, seat, year }, families, taken));
	});
	for (const family of families)
		for (const member of family.members)
			member.register.siblings = family.members.filter((each) => each !== member).map((each) => each.pupilId);
	return pupils;
}

function makePupil(
	at: { classId: string; seat: number; year: string },
	families: Family[],
	taken: Set<string>
): DemoPupil {
	const special = SPECIAL_SEATS[at.classId]?.[at.seat] ?? {};
	const family = familyFor(at.year, special, families);
	const sex = special.sex ?? faker.helpers.arrayElement(['F', 'M'] as const);
	const names = sex === 'F' ? family.names.girls : family.names.boys;
	const own = new Set(family.members.map((member) => member.forename));
	const free = names.filter((name) => !own.has(name) && !taken.has(name) && name !== family.surname);
	const forename = special.forename ?? faker.helpers.arrayElement(free.length > 0 ? free : names);
	taken.add(forename);
	const twin = special.twin ? family.members.at(-1) : undefined;
	const startingDay = special.from ?? startingDayOf(at.year);
	const pupil: DemoPupil = {
		...at,
		pupilId: shortId('p', 'pupil', at.classId, at.seat),
		forename,
		surname: family.surname,
		...(special.knownAs ? { knownAs: special.knownAs } : {}),
		dob: twin?.dob ?? bornIn(at.year, family),
		from: startingDay > '2026-09-01' ? startingDay : '2026-09-01',
		special,
		register: {
			sex,
			address: family.address,
			upn: upn(at.classId, at.seat),
			startingDay,
			...lastSchoolOf(at.year, special),
			...(special.otherSchool ? { otherSchool: special.otherSchool } : {}),
			...(special.hasSocialWorker ? { hasSocialWorker: true } : {}),
			siblings: [],
			contacts: family.contacts
		}
	};
	family.members.push(pupil);
	return pupil;
}

const ages = ['N', 'R', '1', '2', '3', '4', '5', '6'];

/** A third of the pupils have a brother or sister here already; nobody is given one of their own age by chance. */
function familyFor(year: string, special: SpecialSeat, families: Family[]): Family {
	if (special.family) {
		const held = families.find((family) => family.key === special.family);
		if (held) return held;
	} else if (faker.datatype.boolean({ probability: 0.38 })) {
		const open = families.filter(
			(family) =>
				!family.key &&
				family.members.length < 3 &&
				family.members.every((member) => gap(member.year, year) > 0)
		);
		if (open.length > 0) return faker.helpers.arrayElement(open);
	}
	const family = newFamily(special, families);
	families.push(family);
	return family;
}

const gap = (a: string, b: string): number => Math.abs(ages.indexOf(a) - ages.indexOf(b));

/** In Year 1 in 2026/27 are those born from September 2020 to August 2021, and so on. */
function bornIn(year: string, { members }: Family): string {
	const first = 2022 - ages.indexOf(year);
	const [from, to] = [`${first}-09-01`, `${first + 1}-08-31`];
	const drawn = faker.date.between({ from: `${from}T12:00:00Z`, to: `${to}T12:00:00Z` });
	const day = drawn.toISOString().slice(0, 10);
	// Moved and not drawn again: what is made up after this child stays as it was.
	const days = [...daysBetween(day, to), ...daysBetween(from, day)];
	const apart = (each: string) => Math.min(...members.map((member) => daysApart(member.dob, each)));
	return days.find((each) => apart(each) >= DAYS_BETWEEN_BIRTHS) ?? day;
}

/** One mother’s children are not born nearer than this, unless they are twins. */
const DAYS_BETWEEN_BIRTHS = 300;

const DAY_MS = 86_400_000;

const daysApart = (a: string, b: string): number => Math.abs(Date.parse(a) - Date.parse(b)) / DAY_MS;

const daysBetween = (from: string, to: string): string[] =>
	Array.from({ length: daysApart(from, to) + 1 }, (_, days) => addDays(from, days));

function startingDayOf(year: string): string {
	const years = Math.max(0, ages.indexOf(year) - 1);
	if (years === 0) return FIRST_DAY;
	const cameLater = faker.datatype.boolean({ probability: 0.12 });
	const since = cameLater ? faker.number.int({ min: 0, max: years - 1 }) : years;
	return cameLater
		? `${2026 - since}-01-${faker.helpers.arrayElement(['06', '07', '08'])}`
		: `${2026 - since}-09-03`;
}

function lastSchoolOf(year: string, special: SpecialSeat): Pick<AdmissionDetails, 'lastSchool'> {
	if (!special.from && (year === 'N' || year === 'R' || faker.datatype.boolean({ probability: 0.8 })))
		return {};
	return {
		lastSchool: faker.helpers.arrayElement([
			'Canal Street Primary School, Alderbrook',
			'Beacon Infant School, Alderbrook',
			'St Wulfstan’s Catholic Primary School, Nether Haden'
		])
	};
}
