import type { Draft } from './recorder.ts';
import type { ImportedPupil, ImportPreview } from '$lib/rules/roll/import-matching.ts';

/** What an accepted import records, in order: classes, then each pupil and where they sit. */
export function importDrafts(
	preview: ImportPreview,
	of: { actId: string; reason: string; newClassId: () => string; nextOrder: number }
): Draft[] {
	const { actId, reason } = of;
	const made = new Map(preview.unknownClasses.map(({ name }) => [name, of.newClassId()]));
	const classes = preview.unknownClasses.map(({ name, years }, at): Draft => ({
		kind: 'class',
		classId: made.get(name) ?? '',
		name,
		years,
		order: of.nextOrder + at
	}));
	const place = ({ details, classId, read, from }: ImportedPupil): Draft => ({
		...{ kind: 'place', pupilId: details.pupilId, classId: classId ?? made.get(read.className) ?? '' },
		...{ from, actId }
	});
	const added = preview.added.flatMap((each): Draft[] => [
		{ kind: 'pupil', ...each.details, actId },
		place(each)
	]);
	const changed = preview.changed.map(({ details }): Draft => ({ kind: 'pupil', ...details, reason, actId }));
	const moved = preview.moved.map(place);
	return [...classes, ...added, ...changed, ...moved];
}

/** Why an import cannot be accepted yet, in a sentence; null if it can. */
export function whyNotYet(preview: ImportPreview, classNamed: ReadonlyMap<string, string>): string | null {
	const { ambiguous, unknownClasses, added, changed, moved } = preview;
	if (ambiguous.length > 0)
		return ambiguous.length === 1
			? 'One line could be more than one pupil: say which.'
			: `${ambiguous.length} lines could be more than one pupil: say which.`;
	const open = unknownClasses.filter(({ name }) => !classNamed.has(name));
	if (open.length > 0) return `Say what ${open.map(({ name }) => name).join(', ')} is to be.`;
	const yearless = unknownClasses.find(({ years }) => years.length === 0);
	if (yearless) return `The file does not say the year groups of ${yearless.name}. Add that class first.`;
	return added.length + changed.length + moved.length === 0
		? 'There is nothing to import: all is as it stands.'
		: null;
}
