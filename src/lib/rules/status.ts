import { dayAndMonth } from './calendar.ts';
import { londonDate, londonMinute } from './sessions.ts';

/** How loudly a screen says it: `ok` and `quiet` recede, `waiting` is in sight, `alert` needs a person. */
export type Tone = 'ok' | 'waiting' | 'alert' | 'quiet';

/** A status in words; `detail` is a second line. */
export interface Status {
	tone: Tone;
	words: string;
	detail?: string;
}

export type SignIn = 'in' | 'out' | 'expired';

interface Sending {
	/** The school's time now. */
	now: number;
	/** Facts on this device that the server has not acknowledged. */
	waiting: number;
	/** When the oldest of them was made, by the school's time; null if none waits. */
	waitingSince: number | null;
	/** Facts the server did not accept, which the office has to look at. */
	needsChecking: number;
	/** Taps that could not be written; they are kept on screen for another try. */
	notSaved: number;
	/** Taps that are being written now. */
	writing: number;
	/** When the server last answered; null: never. */
	lastContactAt: number | null;
	signIn: SignIn;
}

/** What is known of one register on this device. */
export interface RegisterStatusInput extends Sending {
	/** Pupils with a mark, out of `roll`. */
	marked: number;
	roll: number;
	/** Of those, the ones whose mark the server has acknowledged. */
	received: number;
	/** When the last of them was; null if none. */
	receivedAt: number | null;
	/** Whether someone here has said that they have been through the class. */
	finished: boolean;
}

/** [W1] What a register's status line says: never more than is known, and the worst first. */
export function registerStatus(input: RegisterStatusInput): Status {
	const { marked, roll, received, receivedAt, finished } = input;
	const trouble = troubleOf(input);
	if (trouble) return trouble;

	const waiting = Math.max(input.waiting, marked - received, 0);
	if (marked === 0 && waiting === 0) return quiet('Nothing marked yet', contactLine(input));
	if (waiting > 0) {
		const here = `${waiting} on this tablet only${since(input.waitingSince, input.now)}`;
		const sentences = [signInLine(input.signIn), contactLine(input)];
		if (finished) return waitingStatus('Safe on this tablet. You can teach now.', [`${here}.`, ...sentences]);
		return waitingStatus(here, ['Saved on this tablet.', ...sentences]);
	}
	const at = receivedAt === null ? '' : ` at ${moment(receivedAt, input.now)}`;
	if (marked < roll) return quiet(`${received} received${at}`, `${roll - marked} left to mark.`);
	return {
		tone: 'ok',
		words: `All ${received} received${at}`,
		...(finished ? { detail: 'You can teach now.' } : {})
	};
}

/** What is known of a whole device. */
export interface DeviceStatusInput extends Sending {
	/** Whether another tablet turned out to be a copy of this one. */
	cloned?: boolean;
	/** Whether the browser has promised not to clear the store; null where it cannot say. */
	persisted?: boolean | null;
}

/** [W6] What a device says of itself: what waits, since when, and whether the school has been heard from. */
export function deviceStatus(input: DeviceStatusInput): Status {
	const trouble = troubleOf(input);
	if (trouble) return trouble;
	if (input.waiting > 0)
		return waitingStatus(`${input.waiting} waiting to send${since(input.waitingSince, input.now)}`, [
			'Saved on this tablet.',
			signInLine(input.signIn),
			contactLine(input),
			input.persisted === false ? 'This browser may clear its store when space runs out.' : undefined
		]);
	const sentences = [signInLine(input.signIn), contactLine(input)];
	return quiet('Nothing waiting to send', ...sentences);
}

/** [W5] How long without an answer before a screen says so. */
export const SILENCE_MS = 120_000;

/** [W2] What was not written comes first, then what the office has to look at, then what is being written. */
function troubleOf(input: Sending): Status | null {
	const { notSaved, writing, needsChecking, waiting } = input;
	if (notSaved > 0)
		return alert(
			'Not saved',
			`${notSaved} ${notSaved === 1 ? 'tap is' : 'taps are'} not on this tablet yet. Keep this page open and try again.`
		);
	if (needsChecking > 0)
		return alert(
			`${needsChecking} ${needsChecking === 1 ? 'needs' : 'need'} checking by the office`,
			waiting > 0 ? `${waiting} on this tablet only${since(input.waitingSince, input.now)}.` : undefined
		);
	if (writing > 0) return quiet('Saving');
	return null;
}

function signInLine(signIn: SignIn): string | undefined {
	if (signIn === 'expired') return 'Your sign-in has expired. What you marked is kept.';
	return signIn === 'out' ? 'Nobody is signed in. What was marked is kept.' : undefined;
}

function contactLine({ lastContactAt, now }: Sending): string | undefined {
	if (lastContactAt === null) return 'No contact with the school yet.';
	return now - lastContactAt >= SILENCE_MS
		? `No contact with the school since ${moment(lastContactAt, now)}.`
		: undefined;
}

const since = (at: number | null, now: number): string => (at === null ? '' : `, since ${moment(at, now)}`);

/** [W4] 08:52 today; on another day the day is said too. */
function moment(at: number, now: number): string {
	const date = londonDate(at);
	const minute = londonMinute(at);
	return date === londonDate(now) ? minute : `${minute} on ${dayAndMonth(date)}`;
}

function waitingStatus(words: string, sentences: readonly (string | undefined)[]): Status {
	return { tone: 'waiting', words, detail: said(sentences) };
}

function quiet(words: string, ...sentences: (string | undefined)[]): Status {
	return { tone: 'quiet', words, detail: said(sentences) };
}

function alert(words: string, ...sentences: (string | undefined)[]): Status {
	return { tone: 'alert', words, detail: said(sentences) };
}

function said(sentences: readonly (string | undefined)[]): string | undefined {
	const known = sentences.filter((each) => each !== undefined);
	return known.length > 0 ? known.join(' ') : undefined;
}
