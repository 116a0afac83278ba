import { expect, test } from 'vitest';
import { entry, PUPILS, schoolBook } from '../../../tests/support/school-2026-27.ts';
import { readRegister } from '$lib/rules/register.ts';
import { undoableFill } from './register-reading.ts';

const OF = { classId: 'c-3t', date: '2026-09-14', session: 'AM' } as const;

test('[A7] who signs in after another is not offered to take back the other’s rest present, which the school would refuse', () => {
	const filled = { ...OF, how: 'filled', code: '/', actId: 'act', signInId: 'in-s-teal' } as const;
	const facts = Object.values(PUPILS).map(({ pupilId }) => entry({ ...filled, id: `f-${pupilId}`, pupilId }));
	const { rows } = readRegister(schoolBook(), facts, OF);
	expect(undoableFill(rows, ({ signInId }) => signInId === 'in-s-teal')).toMatchObject({ actId: 'act' });
	expect(undoableFill(rows, ({ signInId }) => signInId === 'in-s-cover')).toBeNull();
});
