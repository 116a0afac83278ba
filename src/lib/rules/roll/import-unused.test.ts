import { expect, it } from 'vitest';
import { recogniseColumns, unusedHeadings } from './import-columns.ts';

const HEADINGS = ['UPN', 'Legal Surname', 'Eye colour', 'Legal Forename', ' ', 'DOB', 'Reg Group'];

it('[J8] the headings that nothing uses are named as the file has them, one without words by its place', () => {
	const mapping = recogniseColumns(HEADINGS);
	expect(unusedHeadings(HEADINGS, mapping)).toEqual(['Eye colour', 'Column 5, without a heading']);
	expect(unusedHeadings(HEADINGS, { ...mapping, sex: 2 })).toEqual(['Column 5, without a heading']);
	const { upn: _, ...without } = mapping;
	expect(unusedHeadings(HEADINGS, without)).toContain('UPN');
	expect(unusedHeadings(['UPN'], { upn: 0 })).toEqual([]);
});
