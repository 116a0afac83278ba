import { expect, test } from 'vitest';
import { entry } from '../../../tests/support/school-2026-27.ts';
import { refusedPresence } from './refused-presence.ts';

const DATE = '2026-09-14';
const sent = (over: Record<string, unknown>) => ({
	...entry({ id: 'a', pupilId: 'p', classId: 'c' }),
	...over
});

test.each(['/', '\\', 'L', 'U'])('[V7] a mark %s of that day says where the child is', (code) => {
	expect(refusedPresence(sent({ code }), DATE)).toEqual({ pupilId: 'p', classId: 'c' });
});

test.each([
	['an absence', { code: 'N' }],
	['another day', { date: '2026-09-11' }],
	['no mark', { kind: 'out' }],
	['nonsense for a child', { pupilId: 7 }],
	['no class', { classId: undefined }]
])('[V7] %s says of nobody that they are here', (_what, over) => {
	expect(refusedPresence(sent(over), DATE)).toBeNull();
});
