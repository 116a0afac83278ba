import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { at } from '../../../tests/support/school-2026-27.ts';
import { deviceStatus, registerStatus, type RegisterStatusInput } from './status.ts';

const DAY = '2026-11-23';
const now = at(DAY, '09:00');

/** A register of 30, all marked and received at 08:57, heard from just now, but for what is said otherwise. */
function state(over: Partial<RegisterStatusInput> = {}): RegisterStatusInput {
	return {
		now,
		marked: 30,
		roll: 30,
		received: 30,
		receivedAt: at(DAY, '08:57'),
		waiting: 0,
		waitingSince: null,
		needsChecking: 0,
		notSaved: 0,
		writing: 0,
		finished: false,
		lastContactAt: now - 1000,
		signIn: 'in',
		...over
	};
}
const waiting12 = { received: 18, waiting: 12, waitingSince: at(DAY, '08:52') };
const words = (over: Partial<RegisterStatusInput> = {}): string => registerStatus(state(over)).words;
const detail = (over: Partial<RegisterStatusInput> = {}): string => registerStatus(state(over)).detail ?? '';

describe('a register’s status', () => {
	it('[W1] all marks acknowledged: All 30 received at 08:57', () => {
		expect(registerStatus(state())).toEqual({ tone: 'ok', words: 'All 30 received at 08:57' });
	});

	it('[W1] some wait: 12 on this tablet only, since 08:52', () => {
		expect(registerStatus(state(waiting12))).toEqual({
			tone: 'waiting',
			words: '12 on this tablet only, since 08:52',
			detail: 'Saved on this tablet.'
		});
	});

	it('[W1] a register that is received but not complete does not say All', () => {
		expect(registerStatus(state({ marked: 26, received: 26 }))).toEqual({
			tone: 'quiet',
			words: '26 received at 08:57',
			detail: '4 left to mark.'
		});
	});

	it('[W1] nothing is marked yet', () => {
		expect(words({ marked: 0, received: 0, receivedAt: null })).toBe('Nothing marked yet');
	});

	it('[W1] a change that takes the last mark back still waits', () => {
		const undone = { marked: 0, received: 0, waiting: 1, waitingSince: at(DAY, '08:52') };
		expect(words(undone)).toBe('1 on this tablet only, since 08:52');
	});

	it('[W1] a mark that nobody has acknowledged is on this tablet only, whatever the outbox counts', () => {
		expect(words({ received: 29 })).toBe('1 on this tablet only');
	});

	it('[W2] Not saved comes before everything else', () => {
		const all = { notSaved: 2, needsChecking: 1, writing: 1, ...waiting12 };
		expect(registerStatus(state(all))).toEqual({
			tone: 'alert',
			words: 'Not saved',
			detail: '2 taps are not on this tablet yet. Keep this page open and try again.'
		});
		expect(detail({ notSaved: 1 })).toContain('1 tap is not');
	});

	it('[W2] what the office has to look at comes next, with its number', () => {
		expect(words({ needsChecking: 1 })).toBe('1 needs checking by the office');
		expect(words({ needsChecking: 2 })).toBe('2 need checking by the office');
		expect(detail({ needsChecking: 1, ...waiting12 })).toBe('12 on this tablet only, since 08:52.');
	});

	it('[W2] while a tap is being written the screen says only that', () => {
		expect(registerStatus(state({ writing: 1 }))).toEqual({ tone: 'quiet', words: 'Saving' });
	});

	it('[W3] finished with no network: Safe on this tablet. You can teach now.', () => {
		const finished = {
			marked: 30,
			received: 0,
			receivedAt: null,
			waiting: 31,
			waitingSince: at(DAY, '08:52')
		};
		expect(registerStatus(state({ ...finished, finished: true }))).toEqual({
			tone: 'waiting',
			words: 'Safe on this tablet. You can teach now.',
			detail: '31 on this tablet only, since 08:52.'
		});
	});

	it('[W3] finished and received: the teacher can teach', () => {
		expect(detail({ finished: true })).toBe('You can teach now.');
	});

	it('[W4] a wait from another day says the day', () => {
		expect(words({ ...waiting12, waitingSince: at('2026-11-20', '08:52') })).toBe(
			'12 on this tablet only, since 08:52 on Friday 20 November'
		);
	});

	it('[W5] two minutes without an answer are said, with the minute of the last one', () => {
		expect(detail({ ...waiting12, lastContactAt: at(DAY, '08:41') })).toBe(
			'Saved on this tablet. No contact with the school since 08:41.'
		);
		expect(detail({ ...waiting12, lastContactAt: now - 120_000 })).toContain('since 08:58.');
		expect(detail({ ...waiting12, lastContactAt: now - 119_999 })).toBe('Saved on this tablet.');
		expect(detail({ ...waiting12, lastContactAt: null })).toContain('No contact with the school yet.');
	});

	it('[W5] signed out or expired: what was marked is kept, and so it is said', () => {
		expect(detail({ ...waiting12, signIn: 'out' })).toContain(
			'Nobody is signed in. What was marked is kept.'
		);
		expect(detail({ ...waiting12, signIn: 'expired' })).toContain(
			'Your sign-in has expired. What you marked is kept.'
		);
	});
});

describe('a device’s status', () => {
	const device = (over: Parameters<typeof deviceStatus>[0] | object = {}) =>
		deviceStatus({ ...state(), ...over });

	it('[W6] nothing waits', () => {
		expect(device()).toEqual({ tone: 'quiet', words: 'Nothing waiting to send', detail: undefined });
	});

	it('[W6] what waits, since when, and since when nobody answered', () => {
		const left = { waiting: 12, waitingSince: at(DAY, '08:52'), lastContactAt: at(DAY, '08:41') };
		expect(device(left)).toEqual({
			tone: 'waiting',
			words: '12 waiting to send, since 08:52',
			detail: 'Saved on this tablet. No contact with the school since 08:41.'
		});
	});

	it('[W6] a browser that may clear its store says so while something waits', () => {
		expect(device({ waiting: 1, persisted: false }).detail).toContain('may clear its store');
		expect(device({ waiting: 1, persisted: null }).detail).not.toContain('may clear');
		expect(device({ persisted: false }).detail).toBeUndefined();
	});
});

describe('never more than is known', () => {
	// Small and often equal, so that every sentence is met; a test below says that it was.
	const count = fc.constantFrom(0, 1, 29, 30);
	const rarely = fc.constantFrom(0, 0, 0, 1, 2);
	const instant = fc.integer({ min: at('2026-11-16', '08:00'), max: now });
	const anything: fc.Arbitrary<RegisterStatusInput> = fc.record({
		now: fc.constant(now),
		marked: count,
		roll: count,
		received: count,
		receivedAt: fc.option(instant),
		waiting: fc.constantFrom(0, 0, 1, 30),
		waitingSince: fc.option(instant),
		needsChecking: rarely,
		notSaved: rarely,
		writing: rarely,
		finished: fc.boolean(),
		lastContactAt: fc.option(instant),
		signIn: fc.constantFrom('in', 'out', 'expired')
	});
	const all = (input: RegisterStatusInput): string => {
		const status = registerStatus(input);
		return `${status.words} ${status.detail ?? ''}`;
	};
	const holds = (claim: (said: string, input: RegisterStatusInput) => void): void =>
		fc.assert(
			fc.property(anything, (input) => claim(all(input), input)),
			{ numRuns: 2000 }
		);

	it('[W1] the cases below meet every sentence there is', () => {
		const met = fc.sample(anything, { numRuns: 2000, seed: 1 }).map(all).join('\n');
		for (const words of [
			'All 30 received',
			'29 received',
			'left to mark',
			'You can teach now',
			'Nothing marked yet'
		])
			expect(met).toContain(words);
		for (const words of [
			'Safe on this tablet',
			'Saved on this tablet',
			'Not saved',
			'Saving',
			'by the office'
		])
			expect(met).toContain(words);
	});

	it('[W1] received is said only when every mark is received and nothing waits', () => {
		holds((said, { received, marked, waiting }) => {
			if (/received/.test(said)) expect(received >= marked && waiting === 0).toBe(true);
		});
	});

	it('[W1] All is said only of a whole roll', () => {
		holds((said, { marked, roll }) => {
			if (said.startsWith('All')) expect(marked >= roll).toBe(true);
		});
	});

	it('[W2] saved and safe are said only when nothing is unwritten', () => {
		holds((said, { notSaved, writing }) => {
			if (/Saved on|Safe on/.test(said)) expect([notSaved, writing]).toEqual([0, 0]);
		});
	});

	it('[W3] You can teach now is said only to someone who has finished', () => {
		holds((said, { finished }) => {
			if (said.includes('You can teach now')) expect(finished).toBe(true);
		});
	});

	it('[W2] trouble is never left unsaid', () => {
		holds((said, { notSaved, needsChecking }) => {
			if (notSaved > 0) expect(said).toContain('Not saved');
			else if (needsChecking > 0) expect(said).toMatch(/checking by the office/);
		});
	});

	it('[W1] what waits is said with its number unless something worse is', () => {
		holds((said, { waiting, notSaved, writing, needsChecking }) => {
			if (waiting > 0 && notSaved + writing + needsChecking === 0)
				expect(said).toContain('on this tablet only');
		});
	});
});
