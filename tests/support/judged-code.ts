import type { CodeInQuestion } from '../../src/lib/rules/code-question.ts';
import type { Code } from '../../src/lib/rules/codes.ts';
import { judgeCode } from '../../src/lib/rules/legality.ts';
import { PUPILS, TIMES } from './school-2026-27.ts';

const { ava, ben, dee } = PUPILS;

/** Dr Head enters a code for Ava on the morning of Monday 9 November 2026, but for what is said otherwise. */
export function judge(code: string | undefined, over: Partial<CodeInQuestion> = {}): string {
	const session = over.session ?? 'AM';
	const judgement = judgeCode({
		code,
		date: '2026-11-09',
		session,
		role: 'head',
		how: 'office',
		pupil: ava,
		times: TIMES[session],
		...over
	});
	return 'refused' in judgement ? judgement.refused : 'ok';
}
/** The sentence of the refusal, under the same circumstances; nothing where it is none. */
export function sentence(code: string, over: Partial<CodeInQuestion> = {}): string {
	const { role = 'head', how = 'office', session = 'AM' } = over;
	const judgement = judgeCode({ code, date: '2026-11-09', session, role, how, pupil: ava, ...over });
	return 'refused' in judgement ? judgement.message : '';
}
/** Ava's mother, with whom she lives, asked for leave a week ahead. */
export const ASKED = { askedOn: '2026-11-02', askedByParentAtHome: true, parent: 'Mrs Example' } as const;
/** What lets each code through that asks for something. */
export const RECORDS: Partial<Record<Code, Partial<CodeInQuestion>>> = {
	K: { detail: 'Hospital school' },
	V: { detail: 'Black Country Museum' },
	P: { detail: 'District swimming gala' },
	Q: { detail: 'The minibus did not come' },
	Y1: { detail: 'School bus broke down' },
	Y2: { detail: 'No trains' },
	Y3: { detail: 'Ceiling down' },
	Y6: { detail: 'Measles guidance' },
	B: { detail: 'Forest school at Saltwells, Mrs Ranger' },
	D: { detail: 'Hillview School, URN 999999' },
	C1: { agreement: { licence: 'Dudley 2026/114' } },
	J1: { agreement: { askedOn: '2026-11-02', parent: 'Mrs Example' } },
	S: { agreement: { askedOn: '2026-11-02', parent: 'Mrs Example' }, switchedOn: ['S'] },
	W: { switchedOn: ['W'], detail: 'A week at the garage' },
	C2: { agreement: { from: '2026-11-02', to: '2026-12-18', parent: 'Mrs Example' } },
	C: { agreement: { ...ASKED, from: '2026-11-09', to: '2026-11-10' } },
	T: { detail: 'Fairground, Mr Example', agreement: { mobileChild: true } },
	R: { detail: 'Eid al-Fitr' },
	Y4: { wholeSchool: true },
	Y5: { pupil: dee, detail: 'Remand' },
	Y7: { detail: 'House flooded' },
	U: { arrivedAt: '09:25' },
	X: { pupil: ben },
	Z: { pupil: { ...ava, startsOn: '2026-11-16' } },
	'\\': { session: 'PM', times: TIMES.PM }
};
