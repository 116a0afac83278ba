import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	arrival,
	back,
	dayAt,
	elsewhere,
	message,
	MONDAY,
	out,
	tapped
} from '../../../tests/support/desk-facts.ts';
import { afternoon, classOf, here, list } from '../../../tests/support/evacuated.ts';
import { at, CLASS_3T, must, PUPILS, schoolBook } from '../../../tests/support/school-2026-27.ts';
import { readDay } from './day.ts';
import { evacuation } from './evacuation.ts';
import type { ClassFact, HeldFact, PlaceFact } from './facts.ts';

const { ava, ben, cal } = PUPILS;

describe('the list', () => {
	it('[V6] says how new the room’s word is, sent or not; the desk’s does not count', () => {
		expect(classOf('09:00', []).freshness).toBeNull();
		expect(classOf('09:10', [arrival('l', '09:01')]).freshness).toBeNull();
		expect(classOf('09:10', [here]).freshness).toEqual({ madeAt: at(MONDAY, '08:52'), receivedAt: null });
		const sent = { receivedAt: at(MONDAY, '08:57') };
		const facts = [
			{ ...here, ...sent },
			tapped('b', '08:54', '/', { ...sent, pupilId: ben.pupilId, clock: { offsetMs: 60_000, doubtMs: 0 } }),
			arrival('l', '09:01', { pupilId: cal.pupilId, receivedAt: at(MONDAY, '09:01') })
		];
		expect(classOf('09:10', facts).freshness).toEqual({
			madeAt: at(MONDAY, '08:55'),
			receivedAt: sent.receivedAt
		});
		// Since lunch the room has said nothing.
		expect(classOf('13:12', facts).freshness).toBeNull();
	});
	it('[V7] presences that the school did not accept have a heading of their own, on the roll or not', () => {
		const words = 'Marked present, not accepted: not on the roll';
		const refused = [
			{ pupilId: 'p-nobody', classId: 'c-nowhere', words },
			{ pupilId: ben.pupilId, classId: CLASS_3T.classId, words }
		];
		const { notAccepted, counts } = evacuation(dayAt('09:00', []), refused, at(MONDAY, '09:00'));
		expect(notAccepted.map((each) => [each.pupil?.forename, each.schoolClass?.name, each.words])).toEqual([
			['Ben', '3T', words],
			[undefined, undefined, words]
		]);
		expect(counts.roll).toBe(4);
	});
	it('[V1] holds no class on a day without school, and says when the school day is over', () => {
		const day = dayAt('09:00', [], '2026-11-27');
		expect(evacuation(day, [], at('2026-11-27', '09:00'))).toMatchObject({ classes: [], isOver: false });
		expect([list('15:19', []).isOver, list('15:20', []).isOver]).toEqual([false, true]);
	});
	it('[V1] classes are in the school’s order, each with its own half-day and count', () => {
		const fourK: HeldFact<ClassFact> = { ...CLASS_3T, id: 'f-4k', classId: 'c-4k', name: '4K', order: 0 };
		const moved: HeldFact<PlaceFact> = {
			...fourK,
			id: 'f-move',
			kind: 'place',
			pupilId: ben.pupilId,
			from: MONDAY
		};
		const facts = [here, tapped('t', '13:05', '\\', { ...afternoon, pupilId: ben.pupilId, classId: 'c-4k' })];
		const day = readDay(schoolBook().add([fourK, moved]), facts, MONDAY, at(MONDAY, '13:06'));
		const { classes, counts } = evacuation(day, [], at(MONDAY, '13:06'));
		expect(classes.map((each) => [each.schoolClass.name, each.session, each.counts])).toEqual([
			['4K', 'PM', { onSite: 1, out: 0, notKnown: 0, notHere: 0, roll: 1 }],
			['3T', 'AM', { onSite: 1, out: 0, notKnown: 2, notHere: 0, roll: 3 }]
		]);
		expect(counts).toEqual({ onSite: 2, out: 0, notKnown: 2, notHere: 0, roll: 4 });
	});

	const minute = fc.constantFrom('08:52', '09:05', '10:40', '11:30', '13:05', '13:12', '14:00');
	const pupilId = fc.constantFrom(ava.pupilId, ben.pupilId, cal.pupilId);
	const session = fc.constantFrom('AM', 'PM');
	const how = fc.constantFrom('tapped', 'filled', 'office', 'desk');
	const code = fc.constantFrom('/', '\\', 'L', 'U', 'N', 'I', 'V');
	const anyFacts = fc.array(
		fc.oneof(
			fc.tuple(minute, code, how, session, pupilId).map(
				([when, c, h, s, pupil]) =>
					(id: string) =>
						tapped(id, when, c, {
							how: h,
							session: s,
							pupilId: pupil,
							...(h === 'desk' ? { arrivedAt: when } : {})
						})
			),
			fc.tuple(minute, pupilId).map(
				([when, pupil]) =>
					(id: string) =>
						out(id, when, { pupilId: pupil })
			),
			fc.tuple(minute, pupilId).map(
				([when, pupil]) =>
					(id: string) =>
						back(id, when, 'f0', { pupilId: pupil })
			),
			fc.tuple(minute, pupilId).map(
				([when, pupil]) =>
					(id: string) =>
						elsewhere(id, when, { pupilId: pupil })
			),
			pupilId.map((pupil) => (id: string) => message(id, { pupilId: pupil }))
		),
		{ maxLength: 10 }
	);
	it('[V8] every child is on it once, the counts add up, and the order of facts is nothing', () => {
		fc.assert(
			fc.property(anyFacts, minute, (makers, when) => {
				const facts = makers.map((make, place) => make(`f${place}`));
				const { classes, counts } = list(when, facts);
				const ids = classes.flatMap(({ rows }) => rows.map(({ pupil }) => pupil.pupilId)).sort();
				expect(ids).toEqual(Object.values(PUPILS).map((pupil) => pupil.pupilId));
				expect(counts.onSite + counts.out + counts.notKnown + counts.notHere).toBe(counts.roll);
				expect(list(when, [...facts].reverse())).toMatchObject({
					counts,
					classes: classes.map(({ rows }) => ({ rows: rows.map(({ where, words }) => ({ where, words })) }))
				});
			})
		);
	});
	it('[V8] no child who may be inside is called out or not here: a leaving or an absence stands behind each', () => {
		fc.assert(
			fc.property(anyFacts, minute, (makers, when) => {
				const facts = makers.map((make, place) => make(`f${place}`));
				const day = dayAt(when, facts);
				for (const { pupil, where } of evacuation(day, [], at(MONDAY, when)).classes.flatMap(
					({ rows }) => rows
				)) {
					const child = must(day.pupils.get(pupil.pupilId), 'on the roll');
					if (where === 'out') expect(child.whereabouts.out).not.toBeNull();
					const marks = [child.AM.mark.shown, child.PM.mark.shown];
					if (where === 'not-here')
						expect(marks.some((shown) => shown === 'absent' || shown === 'away')).toBe(true);
					if (pupil.pupilId === PUPILS.dee.pupilId) expect(where).toBe('not-known');
				}
			})
		);
	});
});
