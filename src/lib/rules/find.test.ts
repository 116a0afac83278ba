import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	arrival,
	call,
	CONTACTS,
	DATE,
	fact,
	finish,
	idOf,
	message,
	office,
	on,
	out,
	plan,
	presentAtPM,
	presentButFor,
	settle,
	tap
} from '../../../tests/support/office-day.ts';
import { list, rows, kinds, row, deeAbsent, unseen } from '../../../tests/support/to-find.ts';
import type { HeldFact } from './facts.ts';
import { aboutOf } from './find-row.ts';

describe('no reason yet', () => {
	it('[CF1] two tablets say it: missed since the first of them', () => {
		const again = tap('dee', '08:55', 'N', unseen);
		expect(row('09:12', [...deeAbsent(), again])).toMatchObject({ about: again.id, since: on('08:52') });
	});
	it('[CF1] case G1: N at 09:10:00 with no message: on the list at once, contact 1 of 3', () => {
		const found = row('09:10:00', deeAbsent());
		expect(found).toMatchObject({ kind: 'no-reason', urgent: false, since: on('08:52'), className: '3 Elm' });
		expect(found.words).toBe('No reason yet (N), marked 08:52.');
		expect(found.ring).toEqual({ contact: CONTACTS[0], index: 1, of: 3 });
		expect(found.contacts).toEqual(CONTACTS);
	});
	it('[CF4] before the close it may be seen and not rung', () => {
		const found = row('09:09:59', deeAbsent());
		expect(found.words).toBe('No reason yet (N), marked 08:52. May be rung from 09:10.');
		expect(found.ring).toBeNull();
	});
	it('[CF1] everybody accounted for: nobody to find', () => {
		expect(kinds('09:12', presentButFor())).toEqual([]);
		expect(kinds('09:12', [...presentButFor('dee'), office('dee', '08:55', 'I')])).toEqual([]);
	});
	it('[CF7] with an absence message nobody is told to ring, and nobody is to find', () => {
		expect(kinds('09:12', [...deeAbsent(), message('dee')])).toEqual([]);
	});
	it('[CF7] away by a message that was taken back, or given other days, accounts for nobody: somebody rings', () => {
		const told = message('dee');
		const confirmed = tap('dee', '08:52', undefined, { code: undefined, how: 'plan', confirms: told.id });
		const morning = [...presentButFor('dee'), told, confirmed];
		expect(kinds('09:12', morning)).toEqual([]);
		const wrongChild = message('dee', { cancelled: true, replaces: [told.id] });
		const found = row('09:12', [...morning, wrongChild]);
		expect(found).toMatchObject({ kind: 'no-reason', about: confirmed.id, session: 'AM' });
		expect(found.words).toBe('Marked away as known at 08:52, but that absence was taken back or changed.');
		expect(found.ring).toMatchObject({ contact: CONTACTS[0] });
		const day = (date: string) => ({
			from: { date, session: 'AM' as const },
			to: { date, session: 'PM' as const }
		});
		const tomorrow = message('dee', { ...day('2026-11-10'), replaces: [told.id] });
		expect(kinds('09:12', [...morning, tomorrow])).toEqual(['Dee no-reason']);
		const said = plan('dee', { code: 'I', replaces: [told.id] });
		expect(kinds('09:12', [...morning, said])).toEqual([]);
		const cause = office('dee', '09:20', 'I', { replaces: [confirmed.id], reason: 'Mother rang' });
		expect(kinds('09:30', [...morning, wrongChild, cause])).toEqual([]);
	});
	it('[CF1] A8 leaves by a stated cause or an arrival, and not by the mere word O', () => {
		const absent = tap('dee', '08:52', 'N');
		const after = (next: HeldFact) => kinds('09:30', [...presentButFor('dee'), absent, next]);
		expect(after(office('dee', '09:25', 'M', { replaces: [absent.id], reason: 'Dentist' }))).toEqual([]);
		expect(after(arrival('dee', '09:25', { replaces: [absent.id] }))).toEqual([]);
		const other = { replaces: [absent.id], reason: 'Looks after her brother' };
		expect(after(office('dee', '09:25', 'O', other))).toEqual([]);
		expect(after(office('dee', '09:25', 'O'))).toEqual(['Dee no-reason']);
	});
	it('[CF1] N at 08:52 offline, arrival 09:01 at the tablet back at 09:20: no call due', () => {
		const late = tap('dee', '08:52', 'N', { receivedAt: on('09:20'), position: 9000 });
		const seenInClass = tap('dee', '09:05', '/', { receivedAt: on('09:20') });
		expect(kinds('09:21', [...presentButFor('dee'), arrival('dee', '09:01'), late, seenInClass])).toEqual([]);
	});
	it('[CF9] viewed in the afternoon, the morning’s N is closed by a child seen since', () => {
		expect(kinds('14:00', deeAbsent(), { session: 'AM' })).toEqual(['Dee no-reason']);
		expect(kinds('14:00', [...deeAbsent(), ...presentAtPM()], { session: 'AM' })).toEqual([]);
		const still = [...deeAbsent(), ...presentAtPM('dee'), tap('dee', '13:12', 'N', { session: 'PM' })];
		expect(kinds('14:00', still, { session: 'AM' })).toEqual(['Dee no-reason']);
	});
});

describe('what nobody has said', () => {
	it('[CF1] each blank in a finished register, and none in one that is not', () => {
		const facts = presentButFor('dee');
		expect(kinds('09:12', facts)).toEqual([]);
		const found = row('09:12', [...facts, finish('08:57')]);
		expect(found).toMatchObject({ kind: 'blank', since: on('08:57'), about: `blank:p-dee:${DATE}:AM` });
		expect(found.words).toBe('Left blank in 3 Elm’s finished register.');
		expect(row('09:00', [...facts, finish('08:57')]).ring).toBeNull();
	});
	it('[CF10] a class that has not reported is named, and its blanks are nobody’s to ring', () => {
		expect(list('09:09:59', [])).toEqual({ rows: [], notReported: [], unfinished: [] });
		const silent = { rows: [], notReported: [{ classId: 'c-3t', name: '3 Elm' }], unfinished: [] };
		expect(list('09:10', [])).toEqual(silent);
		expect(list('09:10', [office('dee', '08:55', 'I')])).toEqual(silent);
		expect(list('12:30', [])).toEqual(silent);
	});
	it('[CF10] B4 a class that the office has answered for whole is not named', () => {
		const closed = (['ava', 'ben', 'cal', 'dee'] as const).map((who) =>
			office(who, '12:30', 'Y4', { session: 'PM' })
		);
		const nothing = { rows: [], notReported: [], unfinished: [] };
		expect(list('13:45', [...presentButFor(), ...closed])).toEqual(nothing);
	});
	it('[CF10] not reported, though all of the class are expected away', () => {
		const trip = (['ava', 'ben', 'cal', 'dee'] as const).map((who) => plan(who, { code: 'V' }));
		expect(list('09:12', trip)).toMatchObject({ rows: [], notReported: [{ name: '3 Elm' }] });
	});
	it('[CF10] a register that was only finished has reported', () => {
		const trip = (['ava', 'ben', 'cal', 'dee'] as const).map((who) => plan(who, { code: 'V' }));
		const { rows: found, notReported } = list('09:12', [...trip, finish('08:57')]);
		expect([found.map(({ kind }) => kind), notReported]).toEqual([Array(4).fill('plan'), []]);
	});
	it('[CF10] a register begun and not finished is named with what is left, and nobody rung for it', () => {
		const unfinished = [{ classId: 'c-3t', name: '3 Elm', left: 2 }];
		const begun = presentButFor('cal', 'dee');
		expect(list('09:12', begun)).toEqual({ rows: [], notReported: [], unfinished });
	});
	it('[CF1] plans that nobody confirmed, after the close, in a register that is otherwise taken or finished', () => {
		const dentist = plan('dee');
		const facts = [...presentButFor('dee'), dentist];
		expect(kinds('09:09:59', facts)).toEqual([]);
		expect(row('09:10', facts)).toMatchObject({
			...{ kind: 'plan', about: dentist.id, words: 'An absence is known, not confirmed in class.' }
		});
		expect(row('09:10', facts).ring?.index).toBe(1);
		expect(kinds('09:12', [...presentButFor('cal', 'dee'), dentist])).toEqual([]);
		expect(kinds('09:12', [...presentButFor('cal', 'dee'), dentist, finish('08:57')])).toEqual([
			'Cal blank',
			'Dee plan'
		]);
		const confirmed = tap('dee', '08:52', undefined, { how: 'plan', confirms: dentist.id });
		expect(kinds('09:12', [...facts, confirmed])).toEqual([]);
	});
	it('[CF1] a fill that had not seen the plan is nobody’s word', () => {
		const facts = [...presentButFor('dee'), tap('dee', '08:53', '/', { how: 'filled' }), plan('dee')];
		expect(kinds('09:12', facts)).toEqual(['Dee plan']);
		expect(kinds('09:12', facts.slice(1))).toEqual(['Dee plan']);
	});
	it('[CF7] an absence message that nobody confirmed says so, and that nobody needs to ring', () => {
		const found = row('09:12', [...presentButFor('dee'), message('dee')]);
		expect(found).toMatchObject({ kind: 'plan', ring: null, prompts: [] });
		expect(found.words).toBe('Absence message from Mary: nobody needs to ring. Not confirmed in class.');
	});
	it('[CF1] N where an absence is known: to be confirmed, after the close', () => {
		expect(kinds('09:09', [...deeAbsent(), plan('dee')])).toEqual([]);
		expect(row('09:12', [...deeAbsent(), plan('dee')])).toMatchObject({
			...{ kind: 'plan', words: 'Absent (N), marked 08:52. An absence is known, not confirmed.' }
		});
	});
	it('[CF1] a doubted presence stays: present and absent, or present and away, unseen', () => {
		const seen = presentButFor();
		expect(kinds('08:58', [...seen, tap('ava', '08:53', 'N', unseen)])).toEqual(['Ava disputed']);
		expect(kinds('08:58', [...seen, office('ava', '08:53', 'I')])).toEqual(['Ava disputed']);
		expect(kinds('08:58', [...seen, tap('ava', '08:53', 'L', unseen)])).toEqual([]);
	});
	it('[CF1] a filled presence and an unseen N is no presence', () => {
		const filled = tap('dee', '08:53', '/', { how: 'filled' });
		const found = row('09:12', [...presentButFor('dee'), filled, tap('dee', '08:52', 'N', unseen)]);
		expect(found.kind).toBe('no-reason');
		expect(found.words).toContain('present by rest present at 08:53');
	});
});

describe('leaving the list', () => {
	it('[CF8] a person settles a row by what it is about', () => {
		const facts = deeAbsent();
		const about = aboutOf(row('09:12', facts));
		expect(about).toBe(facts.find((each) => each.code === 'N')?.id);
		expect(kinds('09:20', [...facts, settle(about, '09:15')])).toEqual([]);
		expect(kinds('09:20', [...facts, settle('something-else', '09:15')])).toHaveLength(1);
		const blank = [...presentButFor('dee'), finish('08:57')];
		expect(kinds('09:20', [...blank, settle(`blank:p-dee:${DATE}:AM`, '09:15')])).toEqual([]);
		const dentist = plan('dee');
		const planned = [...presentButFor('dee'), dentist, settle(dentist.id, '09:15')];
		expect(kinds('09:20', planned)).toEqual([]);
		expect(kinds('13:31', [...planned, ...presentAtPM('dee')])).toEqual(['Dee plan']);
	});
	it('[CF8] what comes after a settling brings the row back', () => {
		const desk = arrival('dee', '09:01');
		const facts = [...presentButFor('dee'), desk, settle(desk.id, '09:15')];
		expect(kinds('09:20', facts)).toEqual([]);
		const late = tap('dee', '09:03', 'N', { receivedAt: on('09:18') });
		expect(kinds('09:20', [...facts, late])).toEqual(['Dee signed-in-not-in-class, urgent']);
	});
	it('[CF8] no fact of the desk, and no plan, makes a child vanish who was marked absent', () => {
		// A row leaves only by presence, cause, message or settling: none of these is one.
		const noise = [
			...[out('dee', '10:40'), plan('dee'), finish('09:05'), call('dee', '09:15', 'spoke', CONTACTS[0])],
			...[settle('another', '09:16'), tap('ben', '08:55', 'N', unseen), out('ava', '10:00')],
			tap('dee', '08:51', '/', { how: 'filled' })
		];
		fc.assert(
			fc.property(fc.shuffledSubarray(noise), (some) => {
				const found = rows('11:00', [...deeAbsent(), ...some]).map(({ pupil }) => pupil.forename);
				expect(found.filter((name) => name === 'Dee')).toEqual(['Dee']);
			})
		);
	});
});

describe('the order to ring', () => {
	it('[CF1] urgent ones first, then by kind, then who was never rung, then who is missed longest', () => {
		const seen = tap('ava', '08:52', '/');
		const facts = [
			...[seen, tap('ava', '09:20', 'N', { replaces: [seen.id] })],
			...[tap('ben', '08:53', 'N'), tap('cal', '08:52', 'N'), tap('dee', '08:51', 'N')],
			call('dee', '09:15', 'no-answer', CONTACTS[0])
		];
		expect(kinds('09:30', facts)).toEqual([
			'Ava turned-absent, urgent',
			'Cal no-reason',
			'Ben no-reason',
			'Dee no-reason'
		]);
	});
	it('[CF1] an urgent child comes before one who is said to be elsewhere, whatever the kind', () => {
		const seen = tap('ava', '08:52', '/');
		const turned = [seen, tap('ava', '09:15', 'N', { replaces: [seen.id] })];
		const nurse = { pupilId: idOf('dee'), at: '09:02', where: 'nurse', replaces: [] };
		const elsewhere = fact('09:02', { kind: 'elsewhere', ...nurse });
		const facts = [...presentButFor('ava', 'dee'), ...turned, arrival('dee', '09:01'), elsewhere];
		expect(kinds('09:30', facts)).toEqual(['Ava turned-absent, urgent', 'Dee signed-in-not-in-class']);
	});
	it('[CF1] the same facts in any order, however often they came, give the same list, each child once', () => {
		const seen = tap('ava', '08:52', '/');
		const facts = [
			...[seen, tap('ava', '09:20', 'N', { replaces: [seen.id] }), tap('ava', '09:21', 'N', unseen)],
			...[tap('ben', '08:53', 'N'), plan('ben'), arrival('dee', '09:01'), tap('dee', '09:03', 'N')],
			...[out('ben', '10:00', { expectedBack: '10:10' }), call('ben', '09:20', 'no-answer', CONTACTS[0])],
			...[finish('08:57'), tap('cal', '08:55', '/', { how: 'filled' }), message('cal')]
		];
		const expected = list('10:20', facts);
		expect(expected.rows).toHaveLength(4);
		fc.assert(
			fc.property(fc.shuffledSubarray([...facts, ...facts], { minLength: facts.length * 2 }), (again) => {
				expect(list('10:20', again)).toEqual(expected);
			})
		);
	});
});
