import { describe, expect, it } from 'vitest';
import { arrival, at, entry, filled, office, seen, tapped } from '../../../tests/support/fold-facts.ts';
import { fold } from './fold.ts';

describe('two unseen answers', () => {
	it('[E4] case F10: the same code twice is one mark and no dispute', () => {
		expect(fold([tapped('a', '08:51', '/'), tapped('b', '08:52', '/')])).toMatchObject({
			code: '/',
			dispute: null
		});
	});
	it('[E7] N tapped before the arrival’s minute: L, the N in the history, no dispute', () => {
		const mark = fold([tapped('n', '08:52', 'N'), arrival('l', '09:01')]);
		expect(mark).toMatchObject({ shown: 'late', code: 'L', head: 'l', dispute: null });
		expect(mark.arrival).toEqual({ entry: 'l', at: '09:01', seenInClass: false });
		expect(mark.history.find((line) => line.entry.id === 'n')?.standing).toBe('stands beside');
	});
	it('[E7] N before the arrival, but within the clocks’ doubt: a dispute', () => {
		const doubtful = { ...tapped('n', '09:00', 'N'), clock: { offsetMs: 0, doubtMs: 120_000 } };
		expect(fold([doubtful, arrival('l', '09:01')]).dispute).toMatchObject({ urgent: false });
		const neverMeasured = { ...tapped('n', '08:50', 'N'), clock: { offsetMs: 0, doubtMs: null } };
		expect(fold([neverMeasured, arrival('l', '09:01')]).dispute).not.toBeNull();
	});
	it('[E7] N tapped after the arrival’s minute: L stays, urgent: signed in, not in class', () => {
		const mark = fold([tapped('n', '09:05', 'N'), arrival('l', '09:01')]);
		expect(mark).toMatchObject({ code: 'L', dispute: { urgent: true, between: ['l', 'n'] } });
		expect(mark.dispute?.why).toContain('signed in, not in class');
	});
	it('[E7] N within the arrival’s own minute: a dispute, and not yet urgent', () => {
		const within = { ...tapped('n', '09:01', 'N'), madeAt: at('09:01', 30) };
		expect(fold([within, arrival('l', '09:01')])).toMatchObject({ code: 'L', dispute: { urgent: false } });
	});
	it('[E15] absent called at 08:55 and entered from paper at 09:20 came before an arrival at 09:01: L, no dispute', () => {
		const paper = (takenAt?: string) => entry('paper', '09:20', { code: 'N', how: 'paper', takenAt });
		expect(fold([paper('08:55'), arrival('desk', '09:01')])).toMatchObject({ code: 'L', dispute: null });
		expect(fold([paper(), arrival('desk', '09:01')]).dispute).toMatchObject({ urgent: true });
	});

	it('[E15] present called before the arrival’s minute is no sighting after it, however late it is entered', () => {
		const told = entry('told', '09:20', { code: '/', how: 'told', takenAt: '08:55' });
		const mark = fold([told, arrival('desk', '09:01')]);
		expect(mark.arrival?.seenInClass).toBe(false);
		expect(mark.dispute).not.toBeNull();
	});

	it('[E15] a stated minute that lies ahead of the entry counts for nothing: nobody calls a register in the future', () => {
		const told = entry('told', '08:55', { code: '/', how: 'told', takenAt: '09:40' });
		expect(fold([told, arrival('desk', '09:01')]).arrival?.seenInClass).toBe(false);
	});

	it('[E7] the same with U after the close', () => {
		expect(fold([tapped('n', '09:20', 'N'), arrival('u', '09:15', 'U')])).toMatchObject({
			code: 'U',
			dispute: { urgent: true }
		});
	});
	it('[E6] Present tapped on a child signed in at the desk, unseen: L stays with its time, and the child is seen in class', () => {
		const mark = fold([tapped('p', '09:05', '/'), arrival('l', '09:01')]);
		expect(mark).toMatchObject({ code: 'L', dispute: null, arrival: { at: '09:01', seenInClass: true } });
	});
	it('[E6] Present tapped on a child signed in at the desk, seen: L stays with its time, and the child is seen in class', () => {
		const mark = fold([arrival('l', '09:01'), tapped('p', '09:05', '/', ['l'])]);
		expect(mark).toMatchObject({ code: 'L', head: 'l', dispute: null, arrival: { seenInClass: true } });
	});
	it('[E6] Absent tapped on a child whose arrival was on screen is urgent too: no tap in class does away with an arrival', () => {
		const mark = fold([arrival('l', '09:01'), tapped('n', '09:05', 'N', ['l'])]);
		expect(mark).toMatchObject({ code: 'L', dispute: { urgent: true } });
	});
	it('[E6] then Present: found, and no dispute is left', () => {
		const facts = [
			arrival('l', '09:01'),
			tapped('n', '09:05', 'N', ['l']),
			tapped('p', '09:07', '/', ['l', 'n'])
		];
		expect(fold(facts)).toMatchObject({ code: 'L', dispute: null, arrival: { seenInClass: true } });
	});
	it('[E6] In class confirms an arrival', () => {
		expect(fold([arrival('l', '09:01'), seen('s', 'l')]).arrival?.seenInClass).toBe(true);
		expect(fold([arrival('l', '09:01'), seen('s', 'another')]).arrival?.seenInClass).toBe(false);
	});
	it('[E6] an arrival that is corrected at the desk leaves what was seen in class as it was', () => {
		const corrected = (over: string[]) => ({ ...arrival('later', '09:03', 'L', over), arrivedAt: '09:00' });
		const confirmed = [arrival('desk', '09:01'), seen('seen', 'desk'), corrected(['desk'])];
		expect(fold(confirmed).arrival).toMatchObject({ entry: 'later', at: '09:00', seenInClass: true });
		const tap = tapped('tap', '09:02', '/', ['desk']);
		expect(fold([arrival('desk', '09:01'), tap, corrected(['desk', 'tap'])]).arrival?.seenInClass).toBe(true);
		expect(fold([arrival('desk', '09:01'), corrected(['desk'])]).arrival?.seenInClass).toBe(false);
	});

	it('[E6] a child seen in class and then marked absent there is not in class, whatever the desk corrects', () => {
		const facts = [
			arrival('desk', '09:01'),
			tapped('here', '09:02', '/', ['desk']),
			tapped('gone', '09:04', 'N', ['desk', 'here']),
			{ ...arrival('later', '09:05', 'L', ['desk', 'here', 'gone']), arrivedAt: '09:01' }
		];
		expect(fold(facts).arrival?.seenInClass).toBe(false);
	});

	it('[E6] a fill is no sighting', () => {
		const mark = fold([filled('f', '09:05'), arrival('l', '09:01')]);
		expect(mark).toMatchObject({ code: 'L', arrival: { seenInClass: false } });
		expect(mark.dispute).not.toBeNull();
	});
	it('[E7] Present tapped before the arrival’s minute: L shows, and it is a dispute', () => {
		expect(fold([tapped('p', '08:52', '/'), arrival('l', '09:01')])).toMatchObject({
			code: 'L',
			arrival: { seenInClass: false },
			dispute: { urgent: false, between: ['l', 'p'] }
		});
	});
	it('[E8] N and the office’s stated cause: the cause, no dispute', () => {
		expect(fold([tapped('n', '08:52', 'N'), office('i', '08:40', 'I')])).toMatchObject({
			shown: 'away',
			code: 'I',
			dispute: null
		});
	});
	it('[E9] two tablets, N and present: present shows, and it is a dispute', () => {
		expect(fold([tapped('n', '08:53', 'N'), tapped('p', '08:52', '/')])).toMatchObject({
			code: '/',
			dispute: { between: ['n', 'p'] }
		});
	});
	it('[E9] a tapped presence and the office’s cause: present shows, and it is a dispute', () => {
		expect(fold([tapped('p', '08:52', '/'), office('i', '08:55', 'I')])).toMatchObject({
			code: '/',
			dispute: { urgent: false }
		});
	});
	it('[E9] filled present and an N it had not seen: N shows, and it is a dispute', () => {
		expect(fold([filled('f', '08:55'), tapped('n', '08:52', 'N')])).toMatchObject({
			code: 'N',
			dispute: { urgent: false }
		});
	});
	it('[E3] among equals the later made shows, then the greater id', () => {
		expect(fold([office('a', '09:20', 'I'), office('b', '09:21', 'M')]).code).toBe('M');
		expect(fold([office('b', '09:20', 'I'), office('a', '09:20', 'M')]).code).toBe('I');
	});
	it('[E9] an entry that replaces them all settles a dispute', () => {
		const facts = [
			tapped('n', '08:53', 'N'),
			tapped('p', '08:52', '/'),
			office('o', '09:30', '/', ['n', 'p'])
		];
		expect(fold(facts)).toMatchObject({ code: '/', head: 'o', dispute: null });
	});
	it('[E7] an office entry that names the arrival takes its place: M with the dentist’s card', () => {
		const facts = [arrival('u', '09:25', 'U'), office('m', '09:40', 'M', ['u'])];
		expect(fold(facts)).toMatchObject({ code: 'M', head: 'm', arrival: null, dispute: null });
	});
});
