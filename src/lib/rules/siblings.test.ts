import { describe, expect, it } from 'vitest';
import { MONDAY } from '../../../tests/support/desk-facts.ts';
import { at, PUPILS, schoolBook } from '../../../tests/support/school-2026-27.ts';
import { readDay } from './day.ts';
import type { HeldFact, LeaveFact, PupilFact } from './facts.ts';
import { siblingLinks, siblings } from './siblings.ts';

describe('siblings', () => {
	const register = (...ids: string[]) => ({
		register: { sex: 'F' as const, address: '', startingDay: '', siblings: ids, contacts: [] }
	});
	const later = (pupil: HeldFact<PupilFact>, ...ids: string[]) => ({
		...pupil,
		...register(...ids),
		id: `${pupil.id}-2`,
		position: 900
	});
	const { ava, ben, cal, dee } = PUPILS;
	const namesOf = (pupilId: string, facts: HeldFact[]) => {
		const day = readDay(schoolBook().add(facts), [], MONDAY, at(MONDAY, '09:00'));
		return siblings(day, pupilId).map(({ pupil }) => pupil.forename);
	};
	it('[H9] the links of a book hold every child of it once, nobody beside themselves, and each beside the other', () => {
		const links = siblingLinks(
			schoolBook().add([
				later(ava, ben.pupilId, ava.pupilId),
				later(ben, ava.pupilId),
				later(dee, ava.pupilId)
			])
		);
		expect(new Map([...links].sort())).toEqual(
			new Map([
				[ava.pupilId, [dee.pupilId, ben.pupilId]],
				[ben.pupilId, [ava.pupilId]],
				[dee.pupilId, [ava.pupilId]]
			])
		);
	});
	it('[H9] are found whichever of the two admissions names the other, oldest first', () => {
		const facts = [later(ava, ben.pupilId), later(dee, ava.pupilId)];
		expect(namesOf(ava.pupilId, facts)).toEqual(['Dee', 'Ben']);
		expect(namesOf(ben.pupilId, facts)).toEqual(['Ava']);
		expect(namesOf(cal.pupilId, facts)).toEqual([]);
	});
	it('[H9] who is not on the roll that day is not beside', () => {
		const leave: HeldFact<LeaveFact> = {
			...ava,
			id: 'f-left',
			kind: 'leave',
			pupilId: ben.pupilId,
			lastDay: '2026-09-11',
			ground: 'f'
		};
		expect(namesOf(ava.pupilId, [later(ava, ben.pupilId, ava.pupilId), leave])).toEqual([]);
	});
});
