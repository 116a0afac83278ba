import { describe, expect, it } from 'vitest';
import { PUPILS } from '../../../tests/support/school-2026-27.ts';
import { codeRule } from '$lib/rules/code-table.ts';
import { CODES } from '$lib/rules/codes.ts';
import { judgeCode } from '$lib/rules/legality.ts';
import { askedBeside, besideCode, doubtBeside, saying } from './code-needs.ts';

/** Everything that any code may ask for, said. */
const all = saying({
	arrivedAt: '09:25',
	detail: 'Eid al-Fitr',
	agreement: {
		parent: 'Mrs Example (mother)',
		askedOn: '2026-11-02',
		askedByParentAtHome: true,
		from: '2026-11-02',
		to: '2026-12-18',
		review: '2026-11-30',
		licence: 'Dudley 2026/114',
		mobileChild: true
	}
});

/** Y5 cannot concern a child under ten. */
const of = (code: string) => (code === 'Y5' ? PUPILS.dee : PUPILS.ava);

describe('what a form asks beside a code', () => {
	it('[C5] every code that needs something is asked for it, and stands once it is said', () => {
		for (const code of CODES.filter((each) => codeRule(each).needs.length > 0)) {
			const judged = judgeCode({
				...{ code, date: '2026-11-09', session: 'AM', role: 'head', how: 'office', pupil: of(code) },
				...besideCode(code, all),
				switchedOn: ['S', 'W']
			});
			expect(judged, code).toEqual({ ok: true });
			const bare = judgeCode({
				...{ code, date: '2026-11-09', session: 'AM', role: 'head', how: 'office', pupil: of(code) },
				...besideCode(code, saying()),
				switchedOn: ['S', 'W']
			});
			expect('refused' in bare, code).toBe(true);
		}
	});

	it('only what the code asks for goes with it, and nothing that was not said', () => {
		expect(besideCode('I', all)).toEqual({});
		expect(besideCode('L', all)).toEqual({ arrivedAt: '09:25' });
		expect(besideCode('C1', all)).toEqual({ agreement: { licence: 'Dudley 2026/114' } });
		expect(besideCode('J1', all)).toEqual({
			agreement: { parent: 'Mrs Example (mother)', askedOn: '2026-11-02' }
		});
		expect(besideCode('C', saying({ detail: ' ' }))).toEqual({});
		expect(besideCode('', all)).toEqual({});
		expect(askedBeside('Y2').detail?.label).toBe('What keeps the pupil from coming?');
	});

	it('[C12] words beside a B that may be learning at home are asked about, beside no other code', () => {
		expect(doubtBeside('B', 'Virtual school day')).toMatch(/^Is the child there in person.*\?/);
		expect(doubtBeside('B', 'Taster day at Hillview')).toBeNull();
		expect(doubtBeside('V', 'Virtual school day')).toBeNull();
	});

	it('a form that begins with what stood says the same again', () => {
		const stood = { detail: 'Fair', agreement: { mobileChild: true } };
		expect(besideCode('T', saying(stood))).toEqual(stood);
		expect(saying({ agreement: { askedByParentAtHome: false, mobileChild: false } })).toMatchObject({
			livesWith: 'no',
			fixedHome: 'yes'
		});
	});
});
