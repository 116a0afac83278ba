import { describe, expect, it } from 'vitest';
import {
	ava,
	book,
	counts,
	detailed,
	FROM,
	newcomer,
	NOBODY,
	OTHER_UPN,
	placeOf,
	preview,
	UPN
} from '../../../../tests/support/import-reads.ts';
import type { ReadPupil } from './import-lines.ts';

describe('whom a line is', () => {
	it('[J10] by UPN, though the forename is spelt otherwise', () => {
		const [changed] = preview([{ ...ava, forename: 'Eva' }]).changed;
		expect(changed).toMatchObject({
			pupil: { pupilId: 'p-ava' },
			changes: [{ field: 'Forename', original: 'Ava', amended: 'Eva' }]
		});
	});

	it('[J10] else by name and date of birth, without accents, case or apostrophes', () => {
		const held = book(detailed({ pupilId: 'p-ava', forename: 'Zoë', surname: "O'Neil" }));
		const { upn: _, ...noUpn } = ava;
		expect(counts(preview([{ ...noUpn, forename: 'ZOE', surname: 'O’neil' }], held))).toMatchObject({
			added: 0,
			changed: 1
		});
		expect(
			counts(
				preview(
					[{ ...noUpn, forename: 'Zoë', surname: "O'Neil", dob: '2019-03-13', sex: 'F', year: '3' }],
					held
				)
			)
		).toMatchObject({ added: 1, changed: 0 });
	});

	it('[J10] a UPN that is held for another child is asked, and so is a pupil who has another UPN', () => {
		const stranger = preview([{ ...ava, forename: 'Kim', surname: 'Else', dob: '2018-01-01' }]);
		expect(stranger.ambiguous).toMatchObject([
			{
				why: expect.stringContaining('another surname and date of birth'),
				candidates: [{ pupilId: 'p-ava' }]
			}
		]);
		const other = preview([{ ...ava, upn: OTHER_UPN }]);
		expect(other.ambiguous).toMatchObject([{ why: expect.stringContaining(UPN) }]);
	});

	it('[J10] of two pupils of one name and birthday neither is chosen, until a person says which, a new one, or none', () => {
		const twin = detailed({ pupilId: 'p-twin', register: undefined });
		const held = book(twin, { ...placeOf('p-twin'), id: 'f-twin-place' });
		const { upn: _, ...noUpn } = ava;
		const asked = preview([noUpn], held);
		expect(asked.ambiguous).toMatchObject([{ candidates: [{ pupilId: 'p-ava' }, { pupilId: 'p-twin' }] }]);
		expect(asked.missing.map(({ pupil }) => pupil.pupilId)).not.toContain('p-twin');
		expect(counts(preview([noUpn], held, new Map([[2, 'p-ava']])))).toMatchObject({
			ambiguous: 0,
			unchanged: 1
		});
		expect(counts(preview([{ ...noUpn, sex: 'F', year: '3' }], held, new Map([[2, 'new']])))).toMatchObject({
			added: 1
		});
		expect(preview([noUpn], held, new Map([[2, 'leave-out']])).leftOut).toMatchObject([{ line: 2 }]);
	});
});

describe('what an import would do', () => {
	it('[J11] a line that says what the register says changes nothing, and what a line does not say stays', () => {
		expect(counts(preview([ava]))).toEqual({ ...NOBODY, unchanged: 1 });
		const [added] = preview([
			{ ...ava, contacts: [{ name: 'Ann Example', relation: '', phone: '07700 900123' }] }
		]).changed;
		expect(added?.details.register).toMatchObject({
			address: '1 High Street',
			contacts: [{ name: 'Ann Example', phones: ['01384 1', '07700 900123'] }]
		});
	});

	it('[J11] a new pupil is added; one of whom too little is said is left out, with the reason', () => {
		expect(preview([newcomer]).added).toMatchObject([
			{ classId: 'c-3t', details: { register: { startingDay: FROM, sex: 'F' } } }
		]);
		const { sex: _, ...noSex } = newcomer;
		expect(preview([noSex]).leftOut).toMatchObject([{ line: 9, why: expect.stringContaining('the sex') }]);
	});

	it('[J11] another class is a move, and a class that is not there is asked', () => {
		const moved = preview([{ ...ava, className: '3X', year: '3' }]);
		expect(moved.unknownClasses).toEqual([{ name: '3X', years: ['3'], count: 1 }]);
		expect(moved.moved).toMatchObject([{ classId: null, classNow: 'c-3t' }]);
		const meant = preview([{ ...ava, className: '3X' }], book(), new Map(), new Map([['3X', 'c-3t']]));
		expect(counts(meant)).toEqual({ ...NOBODY, unchanged: 1 });
	});

	it('[J11] who is on roll and not in the file is named, and nothing is done about it', () => {
		const { missing, added, moved, changed } = preview([ava]);
		expect(missing.map(({ pupil, className }) => [pupil.forename, className])).toEqual([
			['Ben', '3T'],
			['Cal', '3T'],
			['Dee', '3T']
		]);
		expect([...added, ...moved, ...changed]).toEqual([]);
	});

	it('[J10] two lines of one new pupil, neither of them with another UPN: the second is asked, never a second child', () => {
		const again = { ...newcomer, line: 10, forename: 'ZOE' };
		const asked = preview([newcomer, again]);
		expect(asked.added).toHaveLength(1);
		expect(asked.ambiguous).toMatchObject([
			{ read: { line: 10 }, why: 'Line 9 has the same name and date of birth', candidates: [] }
		]);
		expect(preview([{ ...newcomer, upn: OTHER_UPN }, again]).ambiguous).toHaveLength(1);
		expect(preview([{ ...newcomer, forename: 'Zoya', knownAs: 'Zoë' }, again]).ambiguous).toHaveLength(1);
		expect(preview([newcomer, again], book(), new Map([[10, 'new']])).added).toHaveLength(2);
		expect(preview([newcomer, again], book(), new Map([[10, 'leave-out']]))).toMatchObject({
			added: [{ read: { line: 9 } }],
			leftOut: [{ line: 10 }]
		});
		const another = { ...again, upn: 'T999999912002' };
		expect(counts(preview([{ ...newcomer, upn: OTHER_UPN }, another]))).toMatchObject({
			added: 2,
			ambiguous: 0
		});
	});

	it('[J11] a number without a name is kept, and named as what it is; one that is held is not doubled', () => {
		const home = { name: '', relation: '', phone: '01384 555123' };
		const contacts = (reads: ReadPupil[]) => {
			const { added, changed } = preview(reads);
			return [...added, ...changed][0]?.details.register.contacts.map(({ name, phones }) => [name, phones]);
		};
		expect(contacts([{ ...newcomer, contacts: [home, { ...home, relation: 'Aunt' }] }])).toEqual([
			['Contact (name not given)', ['01384 555123']]
		]);
		expect(contacts([{ ...newcomer, contacts: [{ ...home, relation: 'Aunt' }] }])).toEqual([
			['Aunt (name not given)', ['01384 555123']]
		]);
		expect(contacts([{ ...ava, contacts: [home] }])).toEqual([
			['Ann Example', ['01384 1']],
			['Contact (name not given)', ['01384 555123']]
		]);
		expect(counts(preview([{ ...ava, contacts: [{ ...home, phone: '013841' }] }]))).toMatchObject({
			changed: 0,
			unchanged: 1
		});
	});

	it('[J11] a number or a contact that the register has no room for is said, with its line', () => {
		const held = (contacts: number, phones: number) =>
			book(
				detailed({
					register: {
						...{ sex: 'F', address: '1 High Street', upn: UPN, startingDay: '2023-09-04', siblings: [] },
						contacts: Array.from({ length: contacts }, (_, at) => ({
							...{
								name: `Contact ${String.fromCharCode(65 + at)}`,
								relation: '',
								isParent: false,
								livesWith: false
							},
							order: at + 1,
							phones: Array.from({ length: phones }, (__, n) => `01384 ${at} ${n}`)
						}))
					}
				})
			);
		const read = (name: string) => [{ ...ava, contacts: [{ name, relation: '', phone: '07700 900123' }] }];
		expect(preview(read('Contact A'), held(1, 5)).notKept).toEqual([
			{
				line: 2,
				name: 'Ava Example',
				why: '07700 900123: Contact A has 5 numbers, and there is room for no more'
			}
		]);
		expect(preview(read('Somebody'), held(12, 1)).notKept).toMatchObject([
			{ why: expect.stringContaining('the pupil has 12 contacts') }
		]);
		expect(preview(read('Contact A'), held(11, 4)).notKept).toEqual([]);
		expect(preview(read('Somebody'), held(11, 4)).changed[0]?.details.register.contacts).toHaveLength(12);
	});

	it('[J11] two lines of one pupil: the second is left out and names the first', () => {
		const { upn: _, ...noUpn } = ava;
		expect(preview([ava, { ...noUpn, line: 3 }]).leftOut).toEqual([
			{ line: 3, name: 'Ava Example', why: 'Line 2 is the same pupil' }
		]);
	});
});
