import { describe, expect, it } from 'vitest';
import { book, details, leave, move, told } from '../../../../tests/support/roll-facts.ts';
import { PLACES } from '../../../../tests/support/school-2026-27.ts';
import type { Fact } from '../facts.ts';
import { rollRefusal } from './judge-roll.ts';

describe('what the server refuses', () => {
	it('[J2] a place of a pupil or in a class that the school does not know', () => {
		const [place] = PLACES;
		expect(
			rollRefusal({ ...(place ?? move('2026-11-25')), classId: 'c-none' } as Fact, book())
		).toMatchObject({ refused: 'unknown-class' });
		expect(rollRefusal({ ...move('2026-11-25'), pupilId: 'p-none' } as Fact, book())).toMatchObject({
			refused: 'unknown-pupil'
		});
		expect(rollRefusal(move('2026-11-25'), book())).toBeNull();
	});

	it('[J6] an amendment without its reason, whatever screen it came from; a first entry needs none', () => {
		const amended = (over = {}) => told({ kind: 'pupil', ...details({ surname: 'Other' }), ...over });
		const refused = { refused: 'missing-reason' };
		expect(rollRefusal(amended(), book())).toMatchObject(refused);
		expect(rollRefusal(amended({ reason: '  ' }), book())).toMatchObject(refused);
		expect(rollRefusal(amended({ reason: 'Adopted' }), book())).toBeNull();
		expect(rollRefusal(amended({ pupilId: 'p-new' }), book())).toBeNull();
		expect(rollRefusal(amended({ madeAt: 0 }), book())).toBeNull();
		const [place] = PLACES;
		const replaces = [place?.id ?? ''];
		const corrected = told({
			kind: 'place',
			pupilId: 'p-ava',
			classId: 'c-4e',
			from: '2026-09-02',
			replaces
		});
		expect(rollRefusal(corrected, book())).toMatchObject(refused);
		expect(rollRefusal({ ...corrected, reason: 'Wrong class' } as Fact, book())).toBeNull();
		expect(rollRefusal(leave('2026-12-18', { cancelled: true }), book())).toMatchObject(refused);
	});
});
