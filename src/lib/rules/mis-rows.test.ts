import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { plainCell, safeRows } from './csv-cells.ts';
import { carriedBy, isCarriedOver, misCounts, misLines, type MisRow } from './mis-rows.ts';

const row = (over: Partial<MisRow> = {}): MisRow => ({
	...{
		pupilId: 'p-ava',
		upn: 'A1',
		surname: "O'Neil",
		forename: 'Zoë',
		dob: '2019-03-12',
		classId: 'c-3t',
		className: '3T'
	},
	...{
		date: '2026-09-14',
		session: 'PM',
		code: '\\',
		arrivalTime: '',
		minutesLate: null,
		detail: '',
		recordedAt: 0
	},
	...{ recordedBy: 'Ms Teal', position: 'Class teacher', upTo: 10, isDisputed: false, isCarriedOver: false },
	...over
});

describe('marks carried over into another system', () => {
	const first = { from: '2026-09-14', to: '2026-09-18', upTo: 10, at: 1000 };
	const mark = { date: '2026-09-14', upTo: 10, recordedAt: 900 };

	it('[J13] a mark is in the MIS where its day and its newest fact were carried over', () => {
		expect(isCarriedOver(mark, [first])).toBe(true);
		expect(isCarriedOver({ ...mark, date: '2026-09-18', upTo: 3 }, [first])).toBe(true);
		expect(isCarriedOver({ ...mark, date: '2026-09-19', upTo: 3 }, [first])).toBe(false);
		expect(isCarriedOver(mark, [])).toBe(false);
	});

	it('[J13] a mark changed afterwards is not yet in the MIS again, until it is carried over once more (case L4)', () => {
		const changed = { ...mark, upTo: 11, recordedAt: 1100 };
		expect(isCarriedOver(changed, [first])).toBe(false);
		expect(isCarriedOver(changed, [first, { ...first, upTo: 12, at: 1200 }])).toBe(true);
	});

	it('[J13] a mark that came late from a tablet is not in the MIS, though it was made before', () => {
		expect(isCarriedOver({ ...mark, upTo: 11 }, [first])).toBe(false);
	});

	it('[J13] nothing that came after the carrying over counts as carried over, whatever it claims and wherever a restore placed it', () => {
		const base = { id: 'x', v: 1, clientId: 'c', seq: 1, signInId: '', clock: { offsetMs: 0, doubtMs: 0 } };
		const { from, to } = first;
		const carried = carriedBy({
			...base,
			kind: 'exported',
			from,
			to,
			upTo: 9999,
			system: 'SIMS',
			position: 11,
			madeAt: 1000
		});
		expect(carried).toEqual({ from: first.from, to: first.to, upTo: 11, at: 1000 });
		expect(isCarriedOver({ ...mark, upTo: 12 }, [carried])).toBe(false);
		expect(isCarriedOver({ ...mark, upTo: 5, recordedAt: 1001 }, [carried])).toBe(false);
	});

	it('[J14] the file has its columns in order, and says of each mark whether it is in the MIS yet', () => {
		const [headings, first, second] = misLines(
			[
				row({ session: 'AM', code: 'L', arrivalTime: '08:57', minutesLate: 7, recordedAt: 1 }),
				row({ isCarriedOver: true })
			],
			() => '2026-09-14T08:57'
		);
		expect(headings?.join(',')).toBe(
			'upn,surname,forename,dob,class,date,session,code,arrival_time,minutes_late,detail,recorded_at,recorded_by,position,not_yet_in_mis'
		);
		expect(first?.slice(4)).toEqual([
			'3T',
			'2026-09-14',
			'AM',
			'L',
			'08:57',
			'7',
			'',
			'2026-09-14T08:57',
			'Ms Teal',
			'Class teacher',
			'yes'
		]);
		expect(second?.at(-1)).toBe('no');
	});

	it('[J12] the afternoon’s backslash survives, and a detail that begins like a formula runs nowhere (case L2)', () => {
		const lines = misLines([row({ detail: '=HYPERLINK("x")' })], () => '');
		const file = Papa.unparse(safeRows(lines), { newline: '\r\n' });
		expect(file).not.toMatch(/(^|,|")=/m);
		const back = Papa.parse<string[]>(file).data.map((cells) => cells.map(plainCell));
		expect(back[1]?.[7]).toBe('\\');
		expect(back[1]?.[10]).toBe('=HYPERLINK("x")');
	});

	it('[J14] unmarked, disputed and N marks are counted apart', () => {
		const rows = [row(), row({ code: 'N' }), row({ isDisputed: true }), row({ isCarriedOver: true })];
		const gap = {
			pupilId: 'p-ben',
			name: 'Ben',
			className: '3T',
			date: '2026-09-14',
			session: 'AM' as const
		};
		expect(misCounts({ rows, unmarked: [gap] })).toEqual({
			all: 4,
			notYet: 3,
			unmarked: 1,
			disputed: 1,
			noReason: 1
		});
	});
});
