import type { Entry, HeldFact } from '../../src/lib/rules/facts.ts';
import { at, CLASS_3T, entry, PUPILS, STAFF } from './school-2026-27.ts';

/** A morning that was over six years ago whenever these tests run, and its afternoon. */
export const OLD_DAY = '2019-09-16';

/** A tap of that morning, received at once; `made` and `received` on another day where said. */
export function oldEntry(over: Partial<HeldFact<Entry>> = {}): HeldFact<Entry> {
	const madeAt = over.madeAt ?? at(OLD_DAY, '08:52');
	return entry({ date: OLD_DAY, madeAt, receivedAt: madeAt, ...over });
}

const base = (id: string, seq: number) => ({
	id,
	v: 1,
	clientId: 'c-office',
	seq,
	signInId: 'in-s-office',
	madeAt: at(OLD_DAY, '08:40'),
	receivedAt: at(OLD_DAY, '08:40'),
	clock: { offsetMs: 0, doubtMs: 0 },
	maker: STAFF.office
});

/** What a morning of 2019 left behind: entries, one replaced, a withdrawal, a finish, a leaving, and plans, one ended by another. */
export function oldMorning(): HeldFact[] {
	const { ben, cal } = PUPILS;
	const register = { classId: CLASS_3T.classId, date: OLD_DAY, session: 'AM' } as const;
	const first = oldEntry({ id: 'old-n', code: 'N' });
	const tap = oldEntry({ id: 'old-wrong', pupilId: cal.pupilId, code: 'N' });
	const half = { date: OLD_DAY, session: 'AM' } as const;
	const plan = (id: string, over: object): HeldFact => ({
		...base(id, 900),
		kind: 'plan',
		pupilId: ben.pupilId,
		from: half,
		to: half,
		code: 'I',
		reason: 'Chickenpox',
		replaces: [],
		...over
	});
	return [
		plan('old-plan', {}),
		first,
		oldEntry({ id: 'old-i', code: 'I', replaces: [first.id], reason: 'Mother rang', how: 'office' }),
		oldEntry({ id: 'old-ben', pupilId: ben.pupilId, code: 'I', how: 'office' }),
		tap,
		oldEntry({ id: 'old-cal', pupilId: cal.pupilId }),
		{ ...base('old-back', 901), kind: 'withdraw', ...register, entries: [tap.id] },
		{ ...base('old-finish', 902), kind: 'finish', ...register, blanks: [] },
		{
			...base('old-out', 903),
			kind: 'out',
			...register,
			pupilId: cal.pupilId,
			at: '10:40',
			why: 'ill',
			collectedBy: 'Grandmother',
			replaces: []
		},
		plan('old-plan-ended', { replaces: ['old-plan'], cancelled: true })
	];
}
