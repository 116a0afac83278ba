/** What is told of a seat beyond chance: the things that trip real schools up. */
export interface SpecialSeat {
	forename?: string;
	surname?: string;
	knownAs?: string;
	sex?: 'F' | 'M';
	/** Pupils with the same word here are one family. */
	family?: string;
	/** Born the same day as the brother or sister before. */
	twin?: true;
	hasSocialWorker?: true;
	/** One telephone number in all: every alarm hangs on it. */
	onePhone?: true;
	/** Also registered at another school, and due there on these weekdays (1 is Monday). */
	otherSchool?: string;
	elsewhereOn?: number[];
	/** Below compulsory school age and part-time: not timetabled in these sessions. */
	partTime?: { until: string; weekdays?: number[]; only?: 'AM' | 'PM' };
	/** Joined in the school year. */
	from?: string;
}

const AUTUMN_END = '2026-12-18';
const YEAR_END = '2027-07-20';
const afternoons = (weekdays: number[]) => ({ until: YEAR_END, weekdays, only: 'PM' as const });

/** By class and seat. */
export const SPECIAL_SEATS: Record<string, Record<number, SpecialSeat>> = {
	// Two children of one name in one class, who are not related.
	'c-4elm': {
		3: { forename: 'Olivia', surname: 'Brown', sex: 'F', family: 'brown of Mill Street' },
		4: { forename: 'Olivia', surname: 'Brown', sex: 'F', family: 'brown of Lime Grove' },
		7: { forename: 'Amina', surname: 'Yusuf', sex: 'F', family: 'yusuf' },
		12: { forename: 'Tyler', surname: 'Marsh', sex: 'M', family: 'marsh', hasSocialWorker: true },
		18: { forename: 'Kacper', surname: 'Nowak', sex: 'M', family: 'nowak', onePhone: true },
		21: { forename: 'Elizabeth', surname: 'Hartley', knownAs: 'Betsy', sex: 'F', family: 'hartley' }
	},
	'c-1oak': { 5: { forename: 'Idris', surname: 'Yusuf', sex: 'M', family: 'yusuf' } },
	'c-6oak': {
		9: { forename: 'Maryam', surname: 'Yusuf', sex: 'F', family: 'yusuf' },
		15: { hasSocialWorker: true }
	},
	'c-2oak': {
		10: { forename: 'Isaac', surname: 'Fletcher', sex: 'M', family: 'fletcher' },
		11: { forename: 'Esme', surname: 'Fletcher', sex: 'F', family: 'fletcher', twin: true }
	},
	'c-3oak': {
		14: {
			otherSchool: 'Beacon Hill Special School, Alderbrook',
			elsewhereOn: [4, 5],
			sex: 'M',
			family: 'lane',
			surname: 'Lane'
		},
		20: { hasSocialWorker: true }
	},
	'c-5oak': { 22: { from: '2026-11-02', family: 'abara', surname: 'Abara' } },
	// Reception children on mornings only for their first term.
	'c-roak': {
		2: { partTime: { until: AUTUMN_END, only: 'PM' } },
		17: { partTime: { until: AUTUMN_END, only: 'PM' } }
	},
	// Four nursery children: three in the mornings, one all day from Monday to Wednesday.
	'c-relm': {
		26: { partTime: afternoons([1, 2, 3, 4, 5]) },
		27: { partTime: afternoons([1, 2, 3, 4, 5]) },
		28: { partTime: afternoons([1, 2, 3, 4, 5]), hasSocialWorker: true },
		29: { partTime: { until: YEAR_END, weekdays: [4, 5] } }
	}
};
