import type { RegisterOf, RegisterRow } from '$lib/rules/register.ts';
import { phaseAt } from '$lib/rules/sessions.ts';
import type { Answer } from './answer.ts';
import { outcomeOf, type TapAt } from './asking.ts';
import type { Over } from './over.ts';
import { fullName } from './pupil-words.ts';
import { entriesIn } from './register-reading.ts';
import type { RegisterTaking } from './register-taking.svelte.ts';

/** What is known at the moment of a tap, beside the register itself. */
export type Moment = Pick<TapAt, 'window' | 'times' | 'now' | 'clientId' | 'signInId'>;

/** Where taps and keys arrive: each one is recorded, answered by a sentence, or asks its question first. */
export class Tapping {
	/** What lies over the register. */
	over: Over | null = $state.raw(null);
	/** Why the last tap recorded nothing, in a sentence; '' if it did. */
	said = $state('');
	/** The last answer, for a screen reader. */
	heard = $state('');

	#taking: RegisterTaking;
	#moment: (of: RegisterOf) => Moment | null;
	#isFinished: () => boolean;
	#allInRoom = false;

	/** `moment` answers by the times of the register that is asked about: a guest’s class has its own. */
	constructor(taking: RegisterTaking, moment: (of: RegisterOf) => Moment | null, isFinished: () => boolean) {
		this.#taking = taking;
		this.#moment = moment;
		this.#isFinished = isFinished;
	}

	/** One tap on an answer of one pupil. */
	answer(row: RegisterRow, given: Answer): void {
		const of = this.#taking.registerOf(row);
		const moment = this.#moment(of);
		if (!moment) return;
		const entries = entriesIn(this.#taking.readings);
		const outcome = outcomeOf(row, given, {
			of,
			...moment,
			entries,
			// Whether a guest’s own register was begun late, or finished, is not known here: a change of it says why [A3].
			finished: of !== this.#taking.of || this.#isFinished()
		});
		this.said = ('sentence' in outcome && outcome.sentence) || '';
		if (outcome.kind === 'seen' && !row.mark.arrival?.seenInClass) this.#taking.seeInClass(row);
		if (outcome.kind === 'mark') this.#mark(row, given);
		if (outcome.kind === 'history') this.open(row, true);
		if (outcome.kind !== 'ask') return;
		if (outcome.ask === 'which-is-right') {
			this.over = { show: 'which-is-right', pupilId: row.pupil.pupilId, answer: given };
			return;
		}
		const withReason = 'withReason' in outcome && outcome.withReason;
		if (outcome.ask === 'in-the-room' && !withReason && this.#allInRoom) this.#mark(row, given);
		else this.over = { show: 'ask', row, answer: given, ask: outcome.ask, withReason };
	}

	/** *Rest present*: after the close it asks first whether they were all in the room. */
	fill(): void {
		const moment = this.#moment(this.#taking.of);
		if (!moment) return;
		if (this.#allInRoom || phaseAt(moment.window, moment.now) === 'open') this.#taking.fillRest();
		else this.over = { show: 'fill' };
	}

	/** Takes back a *Rest present*, as long as registers are open at the very tap [A7]. */
	undo(actId: string): void {
		const moment = this.#moment(this.#taking.of);
		if (moment && phaseAt(moment.window, moment.now) === 'open') this.#taking.undoFill(actId);
		else this.said = 'Registers have closed. Correct each mark by itself.';
	}

	/** A tap on a name: what is in dispute, if the reader may settle it, else its history. */
	open(row: RegisterRow, canMark: boolean): void {
		const { pupilId } = row.pupil;
		const isAsked = canMark && row.mark.dispute !== null;
		this.over = isAsked ? { show: 'which-is-right', pupilId, answer: null } : { show: 'history', pupilId };
	}

	/** From here on everyone marked present was in the room by the close. */
	everyoneWasInRoom(): void {
		this.#allInRoom = true;
	}

	#mark(row: RegisterRow, given: Answer): void {
		this.#taking.mark(row, given);
		this.heard = `${fullName(row.pupil)}, ${given}`;
	}
}
