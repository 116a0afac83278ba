import { fullName } from '$lib/rules/names.ts';
import { counted } from './day-words.ts';
import type { Desk } from './desk.svelte.ts';

/**
 * Gives the keyboard to the first child found (`step` 0), or to the next or the one before it; false where there is none, so
 * that it goes back to the search box.
 */
export function focusAct(panel: HTMLElement | undefined, step: number): boolean {
	const children = [...(panel?.querySelectorAll('[data-pupil]') ?? [])];
	const at = children.findIndex((each) => each.contains(document.activeElement));
	const next = step === 0 ? 0 : at + step;
	if (at < 0 && step < 0) return false;
	for (let each = next; each >= 0 && each < children.length; each += step < 0 ? -1 : 1) {
		const act =
			children[each]?.querySelector<HTMLElement>('[data-act]') ??
			children[each]?.querySelector<HTMLElement>('button');
		if (!act) continue;
		act.focus();
		return true;
	}
	// From the last child there is nowhere to go; from the first, the search box.
	return next >= 0;
}

/** What the search has found, in a sentence for a screen reader. */
export function deskHeard(desk: Desk): string {
	const [first] = desk.shown;
	if (!desk.typed.trim()) return '';
	if (!first) return 'No child found.';
	const offer = desk.offer(first.pupil.pupilId);
	const means =
		desk.mode !== 'arrived' ? '' : offer.kind === 'no' ? `: ${offer.sentence}` : `: ${offer.words}`;
	return `${counted(desk.found.length, 'child', 'children')} found. First, ${fullName(first.pupil)}, ${first.className ?? 'on no class list'}${means}`;
}
