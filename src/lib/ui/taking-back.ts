import { isClassroom } from '$lib/rules/answers.ts';
import type { Entry, HeldFact } from '$lib/rules/facts.ts';
import type { RegisterRow } from '$lib/rules/register.ts';

type IsMine = (entry: HeldFact<Entry>) => boolean;

/** [A7] Whether a reader may take back, before the close, what shows of a child: nothing stands but the reader’s own from the room. */
export function isOwn({ mark, facts }: Pick<RegisterRow, 'mark' | 'facts'>, isMine: IsMine): boolean {
	const own = ownEntries({ facts }, isMine);
	return mark.heads.length > 0 && mark.heads.every((id) => own.includes(id));
}

/** The ids of a reader’s own entries of a child from the room: taken back together, none of them stands again. */
export function ownEntries({ facts }: Pick<RegisterRow, 'facts'>, isMine: IsMine): string[] {
	return facts.flatMap((fact) =>
		fact.kind === 'mark' && isClassroom(fact) && isMine(fact) ? [fact.id] : []
	);
}
