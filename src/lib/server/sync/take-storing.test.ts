import { describe, expect, it } from 'vitest';
import { eachSchool, school } from '../../../../tests/support/each-school.ts';
import { entry, PLACES, PUPILS, STAFF } from '../../../../tests/support/school-2026-27.ts';
import { SCHOOL } from '../../../../tests/support/small-school.ts';
import type { NewFact, Placed, Writing } from '../store/store.ts';
import { readFact } from './read-fact.ts';
import { takeFacts } from './take.ts';

eachSchool();

const SENDER = { deviceId: 'tablet', revokedAt: null, byFile: false };
const marks = () => PLACES.map(({ pupilId }, at) => entry({ id: `m-${at}`, seq: at + 1, pupilId }));

/** Takes facts into a school whose `append` is another, which may ask the real one. */
const take = (facts: object[], append: (asked: NewFact[], real: Writing) => Promise<Placed[]>) =>
	school.store.write(SCHOOL, (writing) => {
		const watched = new Proxy(writing, {
			get(real, name) {
				if (name === 'append') return (asked: NewFact[]) => append(asked, real);
				const value: unknown = Reflect.get(real, name, real);
				return typeof value === 'function' ? (value.bind(real) as unknown) : value;
			}
		});
		const sent = facts.map((fact) => readFact({ ...fact }));
		const makers = () => ({ ...SENDER, maker: STAFF.teal });
		return takeFacts(watched, sent, SENDER, makers, school.time);
	});
const failing = (code: string) => Object.assign(new Error('It failed.'), { code });

describe('how a push is stored', () => {
	it('[Z4] in one go, so that thirty marks cost one savepoint', async () => {
		const stored: number[] = [];
		const results = await take(marks(), (asked, real) => {
			stored.push(asked.length);
			return real.append(asked);
		});
		expect(results.map(({ status }) => status)).toEqual(marks().map(() => 'accepted'));
		expect(stored).toEqual([Object.keys(PUPILS).length]);
	});

	it('[Z4] a database in trouble is not asked again fact by fact: all of it waits on the tablet', async () => {
		const asked: number[] = [];
		const push = take(marks(), (facts) => {
			asked.push(facts.length);
			return Promise.reject(failing('SQLITE_FULL'));
		});
		await expect(push).rejects.toThrow('It failed.');
		expect(asked).toEqual([marks().length]);
	});

	it('[Z4] nor where the trouble comes while it looks for the one at fault: nothing of it is kept aside', async () => {
		const asked: number[] = [];
		const push = take(marks(), (facts) => {
			asked.push(facts.length);
			return Promise.reject(failing(facts.length > 1 ? 'SQLITE_CONSTRAINT_CHECK' : 'SQLITE_FULL'));
		});
		await expect(push).rejects.toThrow('It failed.');
		expect(asked).toEqual([marks().length, 1]);
		expect(await school.store.quarantine(SCHOOL)).toEqual([]);
	});
});
