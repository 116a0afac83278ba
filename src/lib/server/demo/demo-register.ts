import type { Code } from '../../rules/codes.ts';
import type { Entry, SessionTimes } from '../../rules/facts.ts';
import type { RegisterOf } from '../../rules/register.ts';
import { londonInstant, londonMinute } from '../../rules/sessions.ts';
import { Chance, demoId } from './chance.ts';
import { demoFact, type DemoFact } from './demo-fact.ts';
import { ATTENDANCE, RECEPTION, teacherOf } from './staff.ts';
import type { Stories, Story } from './stories.ts';

type Told = Pick<Entry, 'how'> &
	Partial<Pick<Entry, 'code' | 'confirms' | 'arrivedAt' | 'reason' | 'detail' | 'sawPlans' | 'actId'>>;

const SECOND_MS = 1000;

/** How one register was taken, by the stories of that half-day: taps, a fill, the desk, the office, and the finish. */
export class DemoRegister {
	readonly facts: DemoFact[] = [];
	readonly #of: RegisterOf;
	readonly #teacher: string;
	readonly #present: Code;
	readonly #chance: Chance;
	readonly #entries = new Map<string, string[]>();
	#at: number;

	private constructor(of: RegisterOf, times: SessionTimes) {
		this.#of = of;
		this.#teacher = teacherOf(of.classId);
		this.#present = of.session === 'AM' ? '/' : '\\';
		this.#chance = new Chance('register', of.classId, of.date, of.session);
		this.#at = londonInstant(of.date, times.open) + this.#chance.between(10, 70) * SECOND_MS;
	}

	/** The facts of one register, its pupils by id in calling order. */
	static take(
		of: RegisterOf,
		times: SessionTimes,
		pupilIds: readonly string[],
		stories: Stories
	): DemoFact[] {
		const register = new DemoRegister(of, times);
		register.#take(pupilIds, stories);
		return register.facts;
	}

	#take(pupilIds: readonly string[], stories: Stories): void {
		const { classId, date, session } = this.#of;
		// Some teachers tap every name, most tap who is missing and fill the rest.
		const tapsAll = new Chance('teacher', classId).holds(0.25);
		const rest: string[] = [];
		const away: (() => void)[] = [];
		for (const pupilId of pupilIds) {
			const story = stories.of(date, session, pupilId);
			if (!story && !tapsAll) {
				rest.push(pupilId);
				continue;
			}
			this.#at += this.#chance.between(900, tapsAll ? 2200 : 3800);
			if (story) this.#called(pupilId, story, away);
			else this.#entry(pupilId, this.#teacher, this.#at, { how: 'tapped', code: this.#present });
		}
		this.#fill(rest);
		this.#finish(pupilIds.length, stories, pupilIds);
		for (const later of away) later();
	}

	/** What the teacher taps when a name is called; what follows elsewhere is done after. */
	#called(pupilId: string, story: Story, later: (() => void)[]): void {
		const at = this.#at;
		if (story.is === 'away') {
			this.#entry(pupilId, this.#teacher, at, {
				how: 'plan',
				confirms: story.plan.id,
				sawPlans: [story.plan.id]
			});
			return;
		}
		if (story.is === 'there-anyway') {
			this.#entry(pupilId, this.#teacher, at, {
				how: 'tapped',
				code: this.#present,
				sawPlans: [story.plan.id]
			});
			return;
		}
		this.#entry(pupilId, this.#teacher, at, { how: 'tapped', code: 'N' });
		later.push(() => this.#afterwards(pupilId, story));
	}

	#afterwards(pupilId: string, story: Story): void {
		if (story.is === 'unexplained' && story.then) {
			const { at, code, reason } = story.then;
			this.#entry(pupilId, ATTENDANCE, at, { how: 'office', code, reason });
		}
		if (story.is === 'late') this.#late(pupilId, story);
		if (story.is === 'late-after') {
			const reason = `Arrived ${story.at}, after registers closed`;
			this.#arrival(pupilId, story.at, { how: 'desk', code: 'U', arrivedAt: story.at, reason });
		}
	}

	#late(pupilId: string, story: { at: string; desk: boolean }): void {
		if (story.desk) return this.#arrival(pupilId, story.at, { how: 'desk', code: 'L', arrivedAt: story.at });
		const at = londonInstant(this.#of.date, story.at) + this.#chance.between(5, 55) * SECOND_MS;
		this.#entry(pupilId, this.#teacher, at, { how: 'tapped', code: 'L', arrivedAt: londonMinute(at) });
	}

	/** Signed in at the desk, and seen in class a little later. */
	#arrival(pupilId: string, minute: string, told: Told): void {
		const at = londonInstant(this.#of.date, minute) + this.#chance.between(5, 50) * SECOND_MS;
		const arrival = this.#entry(pupilId, RECEPTION, at, told);
		const seenAt = at + this.#chance.between(90, 240) * SECOND_MS;
		const seen = { kind: 'seen', pupilId, ...this.#of, arrival } as const;
		this.facts.push(demoFact(this.#teacher, seenAt, this.#key(pupilId), seen, this.#of));
	}

	#fill(pupilIds: readonly string[]): void {
		if (pupilIds.length === 0) return;
		this.#at += this.#chance.between(2, 12) * SECOND_MS;
		const actId = demoId(this.#at, 'fill', ...this.#key());
		for (const pupilId of pupilIds)
			this.#entry(pupilId, this.#teacher, this.#at, { how: 'filled', code: this.#present, actId });
	}

	#finish(roll: number, stories: Stories, pupilIds: readonly string[]): void {
		const { date, session } = this.#of;
		this.#at += this.#chance.between(4, 40) * SECOND_MS;
		const out = pupilIds.filter(
			(id) => (stories.of(date, session, id)?.is ?? 'there-anyway') !== 'there-anyway'
		);
		const here = roll - out.length;
		const counted = this.#chance.holds(0.4) ? { heads: here, here } : {};
		const told = { kind: 'finish' as const, ...this.#of, blanks: [], ...counted };
		this.facts.push(demoFact(this.#teacher, this.#at, this.#key(), told, this.#of));
	}

	/** One entry over all the pupil has so far; answers its id. */
	#entry(pupilId: string, by: string, at: number, told: Told): string {
		const before = this.#entries.get(pupilId) ?? [];
		const made = demoFact(
			by,
			at,
			[...this.#key(pupilId), before.length],
			{ kind: 'mark', pupilId, ...this.#of, sawPlans: [], ...told, replaces: before },
			this.#of
		);
		this.facts.push(made);
		this.#entries.set(pupilId, [...before, made.fact.id]);
		return made.fact.id;
	}

	#key(pupilId = ''): string[] {
		return [this.#of.classId, this.#of.date, this.#of.session, pupilId];
	}
}
