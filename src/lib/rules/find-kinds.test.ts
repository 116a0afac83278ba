// Longer than others: each kind of child to find is told apart from the one beside it, on one school day.
import { describe, expect, it } from 'vitest';
import {
	arrival,
	fact,
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
import { deeAbsent, kinds, list, prompts, row } from '../../../tests/support/to-find.ts';

describe('signed in, and not in class', () => {
	const elm = presentButFor('dee');
	it('[CF2] the wrong child signed in at 09:01: the missing one is back in the list by 09:11', () => {
		const absent = tap('dee', '08:52', 'N');
		const facts = [...elm, absent, arrival('dee', '09:01', { replaces: [absent.id] })];
		expect(kinds('09:10:59', facts)).toEqual([]);
		const found = row('09:11', facts);
		expect(found).toMatchObject({ kind: 'signed-in-not-in-class', urgent: true, since: on('09:01') });
		expect(found.words).toBe('Signed in at 09:01, and not yet seen in class.');
		// The desk has seen the child: no call is due before somebody has looked in class.
		expect(found.prompts).toEqual([
			{
				words: 'Ask in 3 Elm first: no call is due yet. If not there, tell the safeguarding lead and ring',
				isToRing: true
			}
		]);
		expect(found.ring).toBeNull();
		expect(found.contacts).toHaveLength(3);
		const asked = row('09:13', [...facts, tap('dee', '09:12', 'N')]);
		expect(asked.prompts.slice(0, 2)).toEqual([
			{ words: 'Ask in 3 Elm first', isToRing: false },
			{ words: 'Tell the safeguarding lead now', isToRing: false }
		]);
		expect(asked.ring?.index).toBe(1);
	});
	it('[CF2] ten minutes count from the stated minute, or from the making where that was earlier', () => {
		const held = arrival('dee', '09:06', { arrivedAt: '09:01' });
		expect(kinds('09:11', [...elm, held])).toEqual(['Dee signed-in-not-in-class, urgent']);
		const ahead = arrival('dee', '09:01', { arrivedAt: '09:06' });
		expect(kinds('09:11', [...elm, ahead])).toEqual(['Dee signed-in-not-in-class, urgent']);
	});
	it('[CF2] seen in class, by a tap or by *In class*: not to find', () => {
		const desk = arrival('dee', '09:01');
		expect(kinds('09:15', [...elm, desk, tap('dee', '09:03', 'L')])).toEqual([]);
		const seen = fact('09:03', { kind: 'seen', pupilId: idOf('dee'), arrival: desk.id });
		expect(kinds('09:15', [...elm, desk, seen])).toEqual([]);
		expect(kinds('09:15', [...elm, desk, tap('dee', '09:03', '/', { how: 'filled' })])).toHaveLength(1);
	});
	it('[CF2] marked absent in class after the arrival: urgent at once', () => {
		const found = row('09:05', [...elm, arrival('dee', '09:01'), tap('dee', '09:03', 'N')]);
		expect(found).toMatchObject({ kind: 'signed-in-not-in-class', urgent: true });
		expect(found.words).toBe(
			'Signed in at 09:01, and marked absent in class at 09:03: signed in, not in class.'
		);
	});
	it('[CF2] too close to tell which came first: to find, and not yet urgent', () => {
		const facts = [...elm, arrival('dee', '09:01'), tap('dee', '09:01:30', 'N')];
		expect(kinds('09:05', facts)).toEqual(['Dee disputed']);
		expect(kinds('09:11', facts)).toEqual(['Dee signed-in-not-in-class, urgent']);
	});
	it('[CF10] in a class that has not reported the child is looked for, and no family rung for a missing register', () => {
		const found = row('09:12', [arrival('dee', '09:01')]);
		expect(found.words).toBe('Signed in at 09:01, and not yet seen in class. 3 Elm has not reported.');
		expect(found).toMatchObject({ kind: 'signed-in-not-in-class', urgent: true, ring: null });
	});
	it('[CF3] signed in and then signed out again: not in class, and not missing', () => {
		const facts = [...elm, arrival('dee', '09:01')];
		expect(kinds('09:20', [...facts, out('dee', '09:05')])).toEqual([]);
		expect(kinds('09:20', [...facts, out('dee', '08:55')])).toHaveLength(1);
	});
	it('[CF2] in school, elsewhere: looked for there first, and not urgent', () => {
		const said = { pupilId: idOf('dee'), at: '09:02', where: 'nurse', replaces: [] };
		const facts = [...elm, arrival('dee', '09:01'), fact('09:02', { kind: 'elsewhere', ...said })];
		const found = row('09:12', facts);
		expect(found).toMatchObject({ kind: 'signed-in-not-in-class', urgent: false });
		expect(prompts(found)).toEqual(['In school, elsewhere: nurse: look there first']);
	});
	it('[CF9] an arrival late in the morning is followed into the afternoon, until the class has seen the child', () => {
		const facts = [...elm, arrival('dee', '11:58')];
		expect(kinds('12:07:59', facts)).toEqual([]);
		expect(kinds('12:08', facts)).toEqual(['Dee signed-in-not-in-class, urgent']);
		expect(kinds('13:13', [...facts, ...presentAtPM()])).toEqual([]);
		const filled = tap('dee', '13:12', '\\', { session: 'PM', how: 'filled' });
		expect(kinds('13:13', [...facts, ...presentAtPM('dee'), filled])).toHaveLength(1);
	});
});

describe('here, and then missing', () => {
	const missing = () => [
		...presentButFor(),
		...presentAtPM('ava'),
		tap('ava', '13:12', 'N', { session: 'PM' })
	];
	it('[CF3] B2 here in the morning and missing at 13:10 with no sign-out: urgent, at once', () => {
		const found = row('13:13', missing());
		expect(found).toMatchObject({ kind: 'missing-at-pm', urgent: true, since: on('13:12') });
		expect(found.words).toBe(
			'Here in the morning, missing in the afternoon (N), marked 13:12. Nobody signed the child out.'
		);
		expect(prompts(found)).toContain('Tell the safeguarding lead now');
		expect(found.ring?.index).toBe(1);
	});
	it('[CF3] B1 signed out ill at 10:40 and not back: not missing', () => {
		expect(kinds('13:13', [...missing(), out('ava', '10:40', { why: 'ill' })])).toEqual([]);
	});
	it('[CF3] B5 signed out after the afternoon register: not missing', () => {
		expect(kinds('14:05', [...presentButFor(), ...presentAtPM(), out('ava', '14:00')])).toEqual([]);
	});
	it('[CF3] signed out and back, and then missing: urgent', () => {
		const lunch = out('ava', '12:00', { why: 'lunch' });
		const back = fact('12:55', {
			...{ kind: 'back', pupilId: idOf('ava'), at: '12:55', out: lunch.id, replaces: [] }
		});
		expect(kinds('13:13', [...missing(), lunch, back])).toEqual(['Ava missing-at-pm, urgent']);
	});
	it('[CF3] signed out though never here: another child left, and this one is still to find', () => {
		const facts = [...deeAbsent(), out('dee', '10:40')];
		expect(kinds('10:45', facts)).toEqual(['Dee no-reason']);
		expect(row('10:45', facts).words).toContain('Signed out at 10:40: make sure which child left.');
		const both = [...facts, ...presentAtPM('dee'), tap('dee', '13:12', 'N', { session: 'PM' })];
		expect(row('13:13', both)).toMatchObject({ kind: 'no-reason', session: 'PM', since: on('13:12') });
	});
	it('[CF3] signed out with a trip and marked absent in class or on the coach, before or after: no reason yet, and its leader is asked first', () => {
		const trip = out('dee', '09:15', { why: 'trip', expectedBack: '15:00' });
		const asked = 'Signed out with a trip at 09:15: ask its leader first.';
		const before = [...deeAbsent(), trip];
		const after = [...presentButFor('dee'), trip, tap('dee', '09:18', 'N')];
		for (const facts of [before, after])
			for (const time of ['09:20', '12:30', '13:35']) {
				expect(row(time, facts), time).toMatchObject({
					kind: 'no-reason',
					session: 'AM',
					ring: { index: 1 }
				});
				expect(row(time, facts).words).toContain(asked);
			}
		// Whoever stayed behind may have marked who went.
		const afternoon = row('13:35', [...missing(), out('ava', '09:15', { why: 'trip' })]);
		expect(afternoon).toMatchObject({ kind: 'missing-at-pm', urgent: false });
		expect(afternoon.words).toContain(asked);
		// With a parent it is as it was: who left before the register was called is not missing from it.
		expect(kinds('09:20', [...presentButFor('dee'), out('dee', '08:45'), tap('dee', '08:52', 'N')])).toEqual(
			[]
		);
	});
	it('[CF3] not back when expected, and never here: the row says that there is no reason yet too', () => {
		const facts = [...deeAbsent(), out('dee', '09:15', { why: 'trip', expectedBack: '15:00' })];
		expect(row('15:01', facts)).toMatchObject({
			kind: 'overdue-back',
			words:
				'Expected back at 15:00, and not back. Left at 09:15. No reason yet (N), marked 08:52. ' +
				'Signed out with a trip at 09:15: ask its leader first.'
		});
	});
	it('[CF7] went home ill by a parent’s message: not to find; any other message: looked for, nobody rung', () => {
		const ill = message('ava', { message: { from: 'Mary', via: 'in-person', wentHome: true }, only: 'PM' });
		expect(kinds('13:13', [...missing(), ill])).toEqual([]);
		const found = row('13:40', [...missing(), message('ava', { only: 'PM' })]);
		expect(found).toMatchObject({ kind: 'missing-at-pm', urgent: false, ring: null });
		expect(found.words).toContain('Absence message from Mary: nobody needs to ring.');
	});
	it('[CF7] went home ill, and back since or never gone: the message accounts for nothing, and the child is urgent', () => {
		const ill = message('ava', { message: { from: 'Mary', via: 'in-person', wentHome: true }, only: 'PM' });
		const left = out('ava', '10:40', { why: 'ill' });
		const back = fact('10:55', {
			...{ kind: 'back', pupilId: idOf('ava'), at: '10:55', out: left.id, replaces: [] }
		});
		const undone = out('ava', '10:40', { why: 'ill', replaces: [left.id], cancelled: true });
		expect(kinds('13:13', [...missing(), left, ill])).toEqual([]);
		const found = row('13:40', [...missing(), left, back, ill]);
		expect(found).toMatchObject({ kind: 'missing-at-pm', urgent: true });
		expect(found.words).toBe(
			'Here in the morning, missing in the afternoon (N), marked 13:12. Signed out at 10:40, and back at 10:55.'
		);
		expect(found.ring?.index).toBe(1);
		const never = row('13:40', [...missing(), left, undone, ill]);
		expect(never).toMatchObject({ kind: 'missing-at-pm', urgent: true });
		expect(never.words).toContain('A leaving was recorded and taken back.');
		const finished = fact('13:14', { kind: 'finish', session: 'PM', blanks: [idOf('ava')] });
		const blank = row('13:40', [...presentButFor(), ...presentAtPM('ava'), finished, left, back, ill]);
		expect(blank).toMatchObject({ kind: 'blank', ring: { index: 1 } });
	});
	it('[CF7] told ill for the day, and came all the same: the message accounts for no afternoon, and the child is urgent', () => {
		const desk = arrival('ava', '09:30', { code: 'U' });
		const seen = fact('09:35', { kind: 'seen', pupilId: idOf('ava'), arrival: desk.id });
		const came = [...presentButFor('ava'), message('ava'), desk, seen, ...presentAtPM('ava')];
		const found = row('13:40', [...came, tap('ava', '13:12', 'N', { session: 'PM' })]);
		expect(found).toMatchObject({ kind: 'missing-at-pm', urgent: true, ring: { index: 1 } });
		expect(found.words).not.toContain('nobody needs to ring');
		const finished = fact('13:14', { kind: 'finish', session: 'PM', blanks: [idOf('ava')] });
		expect(row('13:40', [...came, finished])).toMatchObject({ kind: 'blank', ring: { index: 1 } });
		// Not finished: nobody has gone through the class, which is named with the one who is left.
		expect(list('13:40', came)).toMatchObject({ rows: [], unfinished: [{ name: '3 Elm', left: 1 }] });
	});
	it('[CF7] told for the rest of a day on which the child had been seen before: the message accounts for the afternoon', () => {
		const later = message('ava', { madeAt: on('11:00') });
		expect(row('13:40', [...missing(), later])).toMatchObject({
			kind: 'missing-at-pm',
			urgent: false,
			ring: null
		});
	});
	it('[CF3] F1 a present mark turned absent after the close: urgent', () => {
		const seen = tap('ava', '08:52', '/');
		const turned = (time: string) => [
			...presentButFor('ava'),
			seen,
			tap('ava', time, 'N', { replaces: [seen.id] })
		];
		expect(row('09:16', turned('09:15'))).toMatchObject({
			...{ kind: 'turned-absent', urgent: true, since: on('09:15') },
			words: 'Was here, and turned to absent (N) after registers closed, marked 09:15.'
		});
		expect(kinds('09:16', turned('09:10'))).toEqual(['Ava turned-absent, urgent']);
		expect(kinds('09:16', turned('09:09:59'))).toEqual(['Ava no-reason']);
	});
	it('[CF3] an answer that was taken back is not turned', () => {
		const wrong = tap('ava', '08:52', '/');
		const undone = fact('08:53', { kind: 'withdraw', entries: [wrong.id] });
		const facts = [...presentButFor('ava'), wrong, undone, tap('ava', '09:15', 'N')];
		expect(kinds('09:16', facts)).toEqual(['Ava no-reason']);
	});
	it('[CF3] an N that was N before is turned from nothing', () => {
		const first = tap('ava', '08:51', '/');
		const second = tap('ava', '08:52', 'N', { replaces: [first.id] });
		const third = office('ava', '09:30', 'N', { replaces: [first.id, second.id] });
		expect(kinds('09:31', [...presentButFor('ava'), first, second, third])).toEqual(['Ava no-reason']);
	});
	it('[CF9] urgent in the morning stays urgent in the afternoon, though the child is missing there too', () => {
		const seen = tap('ava', '08:52', '/');
		const turned = tap('ava', '09:15', 'N', { replaces: [seen.id] });
		const facts = [...presentButFor('ava'), seen, turned];
		expect(kinds('12:30', facts)).toEqual(['Ava turned-absent, urgent']);
		const pm = [...facts, ...presentAtPM('ava'), tap('ava', '13:12', 'N', { session: 'PM' })];
		expect(kinds('13:13', pm)).toEqual(['Ava turned-absent, urgent']);
	});
	it('[CF9] the morning’s children to find do not vanish at noon', () => {
		expect(kinds('11:59', deeAbsent())).toEqual(['Dee no-reason']);
		expect(kinds('12:00', deeAbsent())).toEqual(['Dee no-reason']);
		expect(kinds('13:13', [...deeAbsent(), ...presentAtPM()])).toEqual([]);
		const filled = tap('dee', '13:12', '\\', { session: 'PM', how: 'filled' });
		expect(kinds('13:13', [...deeAbsent(), ...presentAtPM('dee'), filled])).toEqual(['Dee no-reason']);
		const ill = office('dee', '12:30', 'I', { session: 'PM' });
		expect(kinds('13:13', [...deeAbsent(), ...presentAtPM('dee'), ill])).toEqual([]);
		const known = [tap('dee', '13:12', 'N', { session: 'PM' }), plan('dee', { only: 'PM' })];
		expect(row('13:13', [...deeAbsent(), ...known])).toMatchObject({ kind: 'no-reason', session: 'AM' });
		const said = row('12:40', [...deeAbsent(), message('dee', { only: 'PM' })]);
		expect(said).toMatchObject({ kind: 'no-reason', ring: null });
	});
	it('[CF3] overdue back: from the expected minute on, until seen or explained', () => {
		const left = out('ava', '10:05', { expectedBack: '11:30' });
		const facts = [...presentButFor(), left];
		expect(kinds('11:29:59', facts)).toEqual([]);
		expect(row('11:30', facts)).toMatchObject({
			...{ kind: 'overdue-back', urgent: false, since: on('11:30'), about: left.id },
			words: 'Expected back at 11:30, and not back. Left at 10:05.'
		});
		// Over noon too: no register is waited for.
		for (const time of ['11:30', '11:59', '12:01', '12:45', '13:12', '13:31'])
			expect(row(time, facts).ring?.index, time).toBe(1);
		expect(kinds('13:13', [...facts, ...presentAtPM()])).toEqual([]);
		const filled = tap('ava', '13:12', '\\', { session: 'PM', how: 'filled' });
		expect(kinds('13:13', [...facts, ...presentAtPM('ava'), filled])).toEqual(['Ava overdue-back']);
		const stays = office('ava', '11:40', 'M', { session: 'PM' });
		expect(kinds('11:41', [...facts, stays])).toEqual([]);
		const planned = office('ava', '11:20', 'M', { session: 'PM' });
		expect(kinds('11:41', [...facts, planned])).toEqual(['Ava overdue-back']);
		expect(kinds('12:30', [...facts, settle(left.id, '11:50')])).toEqual([]);
	});
});
