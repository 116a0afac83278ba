/** What a person says of a register called from paper or by word, before it is recorded. */
export interface Called {
	how: 'paper' | 'told' | null;
	/** Someone of the staff; '' is somebody else, and null nobody yet. */
	who: string | null;
	other: string;
	/** `HH:MM`, or '' where it is not said. */
	takenAt: string;
}

/** What is missing or cannot be, beside the field that it is about. */
export interface CalledError {
	at: 'how' | 'who' | 'takenAt' | 'children';
	words: string;
	field: string;
}

/** Who called the register, in the words of the record; '' where nobody is named. */
export function calledBy({ who, other }: Called): string {
	return (who ? who : other).trim();
}

/** What keeps it from being recorded; `nowMinute` is null for the register of a day that is over. */
export function calledErrors(called: Called, nowMinute: string | null, stated: number): CalledError[] {
	const errors: CalledError[] = [];
	const say = (at: CalledError['at'], words: string, field: string) => errors.push({ at, words, field });
	const { how, takenAt } = called;
	if (!how) say('how', 'Select whether it is from paper or by word', 'called-how');
	if (!calledBy(called)) say('who', 'Enter who called the register', 'called-who');
	if (!/^\d\d:\d\d$/.test(takenAt))
		say('takenAt', 'Enter when it was called, for example 08:55', 'called-at');
	else if (nowMinute !== null && takenAt > nowMinute)
		say('takenAt', `It is ${nowMinute} now. Enter a time that has passed`, 'called-at');
	if (stated === 0) say('children', 'State at least one child', 'children');
	return errors;
}
