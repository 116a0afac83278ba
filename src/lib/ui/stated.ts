import type { Answer } from './answer.ts';

/** What a paper register, or a teacher's word, says of one child. */
export interface Stated {
	answer: Answer;
	/** HH:MM, of a late child whose time is known. */
	arrivedAt?: string;
	/** Stated with the others by *All present but*. */
	withOthers?: true;
}

/** What is stated, by pupil. */
export type AllStated = ReadonlyMap<string, Stated>;

export const NOTHING_STATED: AllStated = new Map();

/** With one child stated, or no longer (null). */
export function withStated(all: AllStated, pupilId: string, stated: Stated | null): AllStated {
	const others = [...all].filter(([id]) => id !== pupilId);
	return new Map(stated ? [...others, [pupilId, stated]] : others);
}

/** With these children stated present together. */
export function withTogether(all: AllStated, pupilIds: readonly string[]): AllStated {
	const together: Stated = { answer: 'present', withOthers: true };
	return new Map([...all, ...pupilIds.map((id) => [id, together] as const)]);
}

/** Without those who were stated together. */
export function withoutTogether(all: AllStated): AllStated {
	return new Map([...all].filter(([, { withOthers }]) => !withOthers));
}
