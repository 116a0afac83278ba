import { expect } from 'vitest';
import type { Accepted } from '../../src/lib/rules/facts.ts';
import { answerAmendments, answerNoReason, answerPast } from '../../src/lib/server/office/past.ts';
import type { OpenSchool } from '../../src/lib/server/school.ts';
import { at, entry } from './school-2026-27.ts';
import { OFFICE, TABLET } from './sent.ts';
import { SCHOOL, type SmallSchool } from './small-school.ts';

/** One school day, as it is asked for. */
export const DAY = 'from=2026-09-14&to=2026-09-14';

/** The school as the endpoints have it, with somebody signed in. */
export function asOpen(small: SmallSchool, person: Accepted['maker'] | null): OpenSchool {
	return {
		schoolId: SCHOOL,
		store: small.store,
		world: small.world,
		now: () => small.time,
		access: {
			deviceOf: async () => ({ schoolId: SCHOOL, deviceId: 'office' }),
			personOf: async () => person && { ...person, schoolId: SCHOOL, deviceId: 'office', signInId: 'in' }
		}
	} as unknown as OpenSchool;
}

/** What an endpoint answers to that person. */
export async function ask<T>(
	small: SmallSchool,
	person: Accepted['maker'] | null,
	path: string
): Promise<{ status: number; body: T }> {
	const request = new Request(`http://school${path}`);
	const answer = path.startsWith('/api/no-reason')
		? answerNoReason
		: path.startsWith('/api/amendments')
			? answerAmendments
			: answerPast;
	const response = await answer(asOpen(small, person), request);
	return { status: response.status, body: (await response.json()) as T };
}

/** N tapped in time, and I entered by the office two school days later. */
export async function withAnAmendment(small: SmallSchool) {
	const first = entry({ id: 'first', code: 'N' });
	await small.sync(TABLET, [first]);
	small.time = at('2026-09-16', '09:30');
	const second = entry({
		id: 'second',
		clientId: 'c-office',
		signInId: 'in-s-office',
		how: 'office',
		code: 'I',
		replaces: ['first'],
		reason: 'Mother rang: tummy bug',
		madeAt: small.time
	});
	const reply = await small.sync(OFFICE, [second], { clientId: 'c-office' });
	expect(reply.results).toMatchObject([{ status: 'accepted' }]);
}
