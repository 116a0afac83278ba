/** One class of the demo school and how many pupils of each year sit in it. */
export interface DemoClass {
	classId: string;
	name: string;
	room: string;
	seats: readonly { year: string; pupils: number }[];
	teacher: { title: string; forename: string; surname: string };
}

function of(
	classId: string,
	name: string,
	teacher: [string, string, string],
	...seats: [year: string, pupils: number][]
): Omit<DemoClass, 'room'> {
	const [title, forename, surname] = teacher;
	return {
		classId,
		name,
		seats: seats.map(([year, pupils]) => ({ year, pupils })),
		teacher: { title, forename, surname }
	};
}

/** Two forms from Reception to Year 6, 30 a class; one pair of classes mixes Years 1 and 2, and nursery children sit in R Elm. */
export const CLASSES: readonly DemoClass[] = [
	of('c-roak', 'R Oak', ['Mrs', 'Bethan', 'Amber'], ['R', 30]),
	of('c-relm', 'R Elm', ['Ms', 'Carys', 'Blue'], ['R', 26], ['N', 4]),
	of('c-1oak', '1 Oak', ['Mr', 'Joel', 'Coral'], ['1', 30]),
	of('c-12elm', '1/2 Elm', ['Mrs', 'Anita', 'Fawn'], ['1', 15], ['2', 15]),
	of('c-12ash', '1/2 Ash', ['Miss', 'Megan', 'Gold'], ['1', 15], ['2', 15]),
	of('c-2oak', '2 Oak', ['Mr', 'Owen', 'Grey'], ['2', 30]),
	of('c-3oak', '3 Oak', ['Mrs', 'Farida', 'Hazel'], ['3', 30]),
	of('c-3elm', '3 Elm', ['Ms', 'Tamsin', 'Indigo'], ['3', 30]),
	of('c-4oak', '4 Oak', ['Mr', 'Patrick', 'Jade'], ['4', 30]),
	of('c-4elm', '4 Elm', ['Ms', 'Rachel', 'Teal'], ['4', 30]),
	of('c-5oak', '5 Oak', ['Mrs', 'Chidi', 'Olive'], ['5', 30]),
	of('c-5elm', '5 Elm', ['Mr', 'Daniel', 'Rose'], ['5', 30]),
	of('c-6oak', '6 Oak', ['Ms', 'Imogen', 'Silver'], ['6', 30]),
	of('c-6elm', '6 Elm', ['Mr', 'Harjit', 'Violet'], ['6', 30])
].map((each, index) => ({ ...each, room: `Room ${index + 1}` }));

/** The class a newcomer meets first. */
export const FIRST_CLASS = 'c-4elm';
