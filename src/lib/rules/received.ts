import { isClassroom } from './answers.ts';
import type { HeldFact } from './facts.ts';
import type { Register, RegisterRow } from './register.ts';

/** How much of a register has come. */
export interface Received {
	/** Whether anything has come from the room: a mark made, told or written there, or a finish. The desk's and the office's do not count. */
	hasReported: boolean;
	/** Pupils with an answer that a person stands behind. */
	marked: number;
	/** Of those, answers that this device holds and the server has not acknowledged. */
	unsent: number;
	/** The server's time at which every pupil had an answer, or the register was finished; null: not so yet. */
	completeAt: number | null;
}

/** What has come of a register: all by facts that the server has acknowledged, so that nothing is called received that may be lost [O3]. */
export function receivedOf(register: Register): Received {
	const known = counted.get(register) ?? countOf(register);
	counted.set(register, known);
	return known;
}

/** The board, its alarms and the children to find ask of the same register, which is never changed: it is counted once. */
const counted = new WeakMap<Register, Received>();

function countOf(register: Register): Received {
	const { rows, finish, classId } = register;
	let hasReported = finish !== null;
	let marked = 0;
	let unsent = 0;
	let answeredAt = -Infinity;
	for (const row of rows) {
		hasReported ||= row.mark.history.some(
			({ entry, standing }) => standing !== 'withdrawn' && entry.classId === classId && isClassroom(entry)
		);
		if (isLeft(row)) {
			answeredAt = Infinity;
			continue;
		}
		marked += 1;
		const at = answerCameAt(row);
		if (at === Infinity) unsent += 1;
		answeredAt = Math.max(answeredAt, at);
	}
	const completeAt = Math.min(rows.length > 0 ? answeredAt : Infinity, finish?.receivedAt ?? Infinity);
	return { hasReported, marked, unsent, completeAt: completeAt === Infinity ? null : completeAt };
}

/** Whether no person's answer stands for the pupil yet. */
export function isLeft({ mark }: Pick<RegisterRow, 'mark'>): boolean {
	return mark.shown === 'unmarked' || mark.provisional;
}

/** When the pupil's first answer that stands for something came: a later correction does not make a register late. */
function answerCameAt({ mark, plans }: RegisterRow): number {
	let first = Infinity;
	for (const { entry, standing } of mark.history) {
		if (standing === 'withdrawn') continue;
		// A fill that had not seen the known absence was no answer [E10].
		if (entry.how === 'filled' && plans.expected.some((plan) => !entry.sawPlans.includes(plan.id))) continue;
		first = Math.min(first, (entry as HeldFact<typeof entry>).receivedAt ?? Infinity);
	}
	return first;
}
