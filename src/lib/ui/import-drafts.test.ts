import { describe, expect, it } from 'vitest';
import { detailed, placeOf } from '../../../tests/support/import-reads.ts';
import { must, schoolBook } from '../../../tests/support/school-2026-27.ts';
import type { Book } from '../rules/book.ts';
import type { ReadPupil } from '../rules/roll/import-lines.ts';
import { previewImport } from '../rules/roll/import-matching.ts';
import { importDrafts, whyNotYet } from './import-drafts.ts';

const FROM = '2026-11-23';
const read = (over: Partial<ReadPupil> = {}): ReadPupil => ({
	...{
		line: 2,
		forename: 'Zoë',
		surname: 'New',
		dob: '2018-10-01',
		sex: 'F',
		year: '3',
		className: '3T',
		contacts: []
	},
	...over
});
let made = 0;
const newId = () => `new-${(made += 1)}`;
const preview = (reads: ReadPupil[], classNamed = new Map<string, string>()) =>
	previewImport(reads, { book: schoolBook(), from: FROM, answers: new Map(), classNamed, newId });
const drafts = (of: ReturnType<typeof preview>) =>
	importDrafts(of, { actId: 'act', reason: 'Import from SIMS', newClassId: newId, nextOrder: 2 });

describe('an accepted import', () => {
	it('[J11] is one act: a class before its pupils, a pupil before their place, a starter from their own day', () => {
		const classNamed = new Map([['3X', 'new']]);
		const facts = drafts(
			preview(
				[read({ className: '3X' }), read({ line: 3, forename: 'Max', startingDay: '2026-11-30' })],
				classNamed
			)
		);
		expect(facts.map(({ kind }) => kind)).toEqual(['class', 'pupil', 'place', 'pupil', 'place']);
		const [schoolClass, , first, , second] = facts;
		expect(schoolClass).toMatchObject({ name: '3X', years: ['3'], order: 2 });
		expect(first).toMatchObject({
			classId: (schoolClass as { classId: string }).classId,
			from: FROM,
			actId: 'act'
		});
		expect(second).toMatchObject({ classId: 'c-3t', from: '2026-11-30' });
	});

	it('[J4] [J11] who is known and starts on a later day is put on no class list before it', () => {
		const told = { ...detailed({ pupilId: 'p-sol', forename: 'Sol' }), position: 501 };
		const sol = { ...told, register: { ...must(told.register, 'Details'), startingDay: '2027-01-04' } };
		const line = read({ forename: 'Sol', surname: 'Example', dob: sol.dob });
		const of = (book: Book) =>
			previewImport([line], {
				book,
				...{ from: FROM, answers: new Map(), classNamed: new Map<string, string>(), newId }
			});
		const nowhere = schoolBook().add([sol]);
		expect(drafts(of(nowhere))).toMatchObject([{ kind: 'place', classId: 'c-3t', from: '2027-01-04' }]);
		const place = { ...placeOf('p-sol'), from: '2027-01-04' };
		expect(drafts(of(schoolBook().add([sol, place])))).toEqual([]);
	});

	it('[J11] a changed pupil carries the reason, and one who only moves has a place and nothing else', () => {
		const ava = read({ forename: 'Ava', surname: 'Example', dob: '2019-03-12' });
		const changed = drafts(preview([{ ...ava, address: '1 High Street' }]));
		expect(changed).toMatchObject([
			{ kind: 'pupil', pupilId: 'p-ava', reason: 'Import from SIMS', register: { address: '1 High Street' } }
		]);
	});

	it('[J11] waits for every question, and says what is open', () => {
		const open = preview([read({ className: '3X' })]);
		expect(whyNotYet(open, new Map())).toContain('3X');
		expect(whyNotYet(open, new Map([['3X', 'new']]))).toBeNull();
		expect(whyNotYet(preview([]), new Map())).toContain('nothing to import');
	});
});
