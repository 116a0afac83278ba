import type { PupilDay } from '$lib/rules/day.ts';
import type { DeskLine } from '$lib/rules/desk-list.ts';
import type { Desk } from './desk.svelte.ts';
import { actOf, correctedDraft, correcting, type Correction } from './desk-corrections.ts';
import {
	elsewhereDrafts,
	messageDrafts,
	outDrafts,
	wentHomeDrafts,
	type Going,
	type Leaving,
	type Said,
	type Told
} from './desk-drafts.ts';
import { childrenWords } from './desk-words.ts';
import type { Draft } from './recorder.ts';

/** Records an absence message about children. */
export function recordMessage(desk: Desk, told: readonly Told[], said: Said): void {
	act(
		desk,
		told.map(({ child }) => child),
		(names) => `Absence message for ${names}`,
		(actId) => messageDrafts(told, said, actId)
	);
}

/** Records that children leave; who goes home ill is expected away for the rest of the day. */
export function recordLeaving(desk: Desk, pupils: readonly PupilDay[], leaving: Leaving): void {
	const { day } = desk;
	if (!day) return;
	const draft = leaving.why === 'ill' ? wentHomeDrafts : outDrafts;
	act(
		desk,
		pupils,
		(names) => `${names} left at ${leaving.at}`,
		(actId) => draft(day, pupils, leaving, actId)
	);
}

/** Records that children are in school and not in their room. */
export function recordElsewhere(desk: Desk, pupils: readonly PupilDay[], going: Going): void {
	const { day } = desk;
	if (!day) return;
	act(
		desk,
		pupils,
		(names) => `${names}: in school, ${going.where}`,
		(actId) => elsewhereDrafts(day, pupils, going, actId)
	);
}

/** A child goes home for lunch, and is expected when the afternoon's register opens. */
export function goHomeForLunch(desk: Desk, pupil: PupilDay): void {
	const expectedBack = desk.day?.book.timesOn(desk.day.date, pupil.classId)?.PM.open;
	recordLeaving(desk, [pupil], { at: desk.minute, why: 'lunch', ...(expectedBack ? { expectedBack } : {}) });
}

/** A child who was elsewhere in school is back in the room. */
export function comeBackToClass(desk: Desk, pupil: PupilDay): void {
	const { elsewhere } = pupil.whereabouts;
	if (!elsewhere) return;
	act(
		desk,
		[pupil],
		(names) => `${names} back in class at ${desk.minute}`,
		() => [correcting(elsewhere, { until: desk.minute })]
	);
}

/** Says what some lines of the list should have said, by facts in their place. */
export function correctLines(desk: Desk, lines: readonly DeskLine[], correction: Correction): void {
	const { day } = desk;
	const [first] = lines;
	if (!day || !first) return;
	const names = childrenWords(lines.flatMap((line) => line.pupil ?? []));
	const drafts = () => lines.flatMap((line) => correctedDraft(day, line, correction) ?? []);
	const pupilIds = lines.map((line) => line.fact.pupilId);
	desk.do(`${names}: corrected`, pupilIds, drafts, actOf(first.fact));
}

function act(
	desk: Desk,
	pupils: readonly PupilDay[],
	words: (names: string) => string,
	drafts: (actId: string) => Draft[]
): void {
	const actId = crypto.randomUUID();
	const names = childrenWords(pupils.map((each) => each.pupil));
	const pupilIds = pupils.map((each) => each.pupil.pupilId);
	desk.do(words(names), pupilIds, () => drafts(actId), actId);
	desk.typed = '';
}
