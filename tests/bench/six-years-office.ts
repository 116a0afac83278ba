import type { Accepted } from '../../src/lib/rules/facts.ts';
import { londonInstant, type Session } from '../../src/lib/rules/sessions.ts';
import { Chance } from '../../src/lib/server/demo/chance.ts';

/** The newest school days of which a screen must still be told something that nobody decided. */
const UNDECIDED_DAYS = 200;
/** One thing in so many is left undecided in those days. */
const LEFT_OF = 40;
const A_MESSAGE_FOR = 3;

interface MarkPut {
	id: string;
	pupilId: string;
	classId: string;
	date: string;
	session: Session;
	code: string;
}

type Put = (
	fact: Record<string, unknown> & { kind: string; madeAt: number },
	maker: Accepted['maker']
) => { id: string };

/** What an office records beside marks in six years: messages, names, proposals, and that each of them, and each flag, was looked at. */
export class OfficeWork {
	readonly #chance = new Chance('the office');
	readonly #put: Put;
	readonly #by: { teacher: Accepted['maker']; office: Accepted['maker'] };
	#wasLate = '';
	#isLate = false;

	constructor(put: Put, by: { teacher: Accepted['maker']; office: Accepted['maker'] }) {
		this.#put = put;
		this.#by = by;
	}

	/** What the school says of a mark as it takes it in: of one register in fifty, that it was taken late. */
	flagsOf(of: { classId: string; date: string; session: Session }): string[] | undefined {
		const register = `${of.classId}|${of.date}|${of.session}`;
		if (register !== this.#wasLate) this.#isLate = this.#oneOf(50);
		this.#wasLate = register;
		return this.#isLate ? ['late-taking'] : undefined;
	}

	/** What follows one mark: a parent's message, that a flag was looked at, a proposal that was dealt with; a few of the newest were not. */
	after(mark: MarkPut, { isFlagged, daysToGo }: { isFlagged: boolean; daysToGo: number }): void {
		const { pupilId, classId, date, session } = mark;
		const madeAt = londonInstant(date, '14:40');
		const isLeft = () => daysToGo <= UNDECIDED_DAYS && this.#oneOf(LEFT_OF);
		const settle = (about: string) => {
			if (!isLeft())
				this.#put(
					{
						...{ kind: 'settle', madeAt, classId, date, session, about },
						...{ outcome: 'closed', reason: 'Looked at' }
					},
					this.#by.office
				);
		};
		if (isFlagged) settle(`flag:${mark.id}`);
		if (mark.code !== 'I' && mark.code !== 'N') return;
		if (this.#oneOf(A_MESSAGE_FOR) === false)
			this.#put(
				{
					...{ kind: 'plan', madeAt: londonInstant(date, '08:20'), pupilId, replaces: [], reason: 'A cold' },
					...{ from: { date, session }, to: { date, session }, message: { from: 'Mother', via: 'phone' } }
				},
				this.#by.office
			);
		if (!this.#oneOf(30)) return;
		const proposal = {
			kind: 'propose',
			madeAt,
			pupilId,
			classId,
			date,
			session,
			code: 'U',
			arrivedAt: '09:25'
		};
		settle(this.#put(proposal, this.#by.teacher).id);
		settle(
			this.#put({ kind: 'unlisted', madeAt, classId, date, session, name: 'Zoe Visitor' }, this.#by.teacher)
				.id
		);
	}

	#oneOf(many: number): boolean {
		return this.#chance.between(1, many) === 1;
	}
}
