import type { Kysely } from 'kysely';
import { factsBesideMarks, told } from './reading.ts';
import type { School } from './store.ts';
import type { Tables } from './tables.ts';

/** A child whom the school has placed with another class for a half-day of a date. */
export interface Guest {
	pupilId: string;
	/** The child’s own class. */
	classId: string;
	withClass: string;
	date: string;
}

interface Held {
	guests: Guest[];
	upTo: number;
	epoch: string;
}

/** Who is with which other class [B7], read once and then only what came after. */
export class Guests {
	#held = new Map<string, Held>();

	/** Those of a date who are with one of some classes; once placed, a child stays among them that day. */
	async on(
		db: Kysely<Tables>,
		school: Pick<School, 'schoolId' | 'position' | 'epoch'>,
		{ classIds, date }: { classIds: readonly string[]; date: string }
	): Promise<Guest[]> {
		const { schoolId, position, epoch } = school;
		let held = this.#held.get(schoolId);
		if (!held || held.upTo > position || held.epoch !== epoch) {
			held = { guests: [], upTo: 0, epoch };
			this.#held.set(schoolId, held);
		}
		if (held.upTo < position) {
			const rows = await factsBesideMarks(db, schoolId, ['elsewhere'])
				.where('fact.position', '>', held.upTo)
				.where('fact.date', '>=', date)
				.execute();
			const fresh = rows.map(told).flatMap((fact): Guest[] => {
				if (fact.kind !== 'elsewhere' || fact.withClass === undefined) return [];
				const { pupilId, classId, withClass, date } = fact;
				return [{ pupilId, classId, withClass, date }];
			});
			held.guests = [...held.guests.filter((guest) => guest.date >= date), ...fresh];
			held.upTo = position;
		}
		return held.guests.filter((guest) => guest.date === date && classIds.includes(guest.withClass));
	}
}
