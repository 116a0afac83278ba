import { vi } from 'vitest';
import { readDay } from '../../src/lib/rules/day.ts';
import type { HeldFact } from '../../src/lib/rules/facts.ts';
import { Desk } from '../../src/lib/ui/desk.svelte.ts';
import type { Draft } from '../../src/lib/ui/recorder.ts';
import { at, must, PUPILS, schoolBook, STAFF } from './school-2026-27.ts';

/** Monday 14 September 2026. */
export const DATE = '2026-09-14';
export const AVA = PUPILS.ava.pupilId;
export const BEN = PUPILS.ben.pupilId;
const READER = { staffId: STAFF.recep.staffId, signInId: 'in-s-recep' };

/** A desk at a minute of Monday 14 September 2026, over a device that keeps what it is given, or cannot. */
export function deskAt(minute: string, held: HeldFact[] = []) {
	const facts = [...held];
	let isFull = false;
	let made = 0;
	let now = at(DATE, minute);
	let date = DATE;
	// A tap is dated by the clock of the window that it is made in.
	vi.setSystemTime(now);
	const keep = (drafts: readonly Draft[]): HeldFact[] => {
		if (isFull) throw Object.assign(new Error('The tablet is full.'), { retry: async () => keep(drafts) });
		const written = drafts.map((draft): HeldFact => {
			made += 1;
			const before = facts.filter(
				(fact) => fact.kind === 'mark' && draft.kind === 'mark' && fact.pupilId === draft.pupilId
			);
			const { tappedAt, tappedBy, ...told } = draft;
			const base = {
				v: 1,
				clientId: 'c-desk',
				seq: made,
				signInId: tappedBy ?? READER.signInId,
				madeAt: tappedAt ?? now
			};
			const clock = { offsetMs: 0, doubtMs: 0 };
			const id = `d-${String(made).padStart(3, '0')}`;
			const replaces = draft.kind === 'mark' ? { replaces: before.map((each) => each.id) } : {};
			return { ...told, ...base, clock, id, ...replaces } as HeldFact;
		});
		facts.push(...written);
		return written;
	};
	let tapped: number | null = null;
	const recorder = { record: async (...drafts: Draft[]) => keep(drafts), schoolNow: () => tapped ?? now };
	const book = schoolBook();
	// Read anew at each asking, as a page does at each change.
	const school = () => ({ day: readDay(book, facts, date, now), facts, reader: READER, now });
	const open = () => new Desk(recorder, school);
	return {
		facts,
		open,
		/** The day that the desk shows, with its time. */
		day: school,
		child: (pupilId: string) => must(school().day.pupils.get(pupilId), 'the child'),
		mark: (pupilId: string) => must(school().day.pupils.get(pupilId), 'the child').AM.mark,
		later: (to: string, on = date) => {
			date = on;
			now = at(on, to);
			vi.setSystemTime(now);
		},
		/** The next taps come at this minute, and the screen still shows what it showed. */
		tapAt: (when: string) => (tapped = at(DATE, when)),
		fill: (full: boolean) => (isFull = full)
	};
}

/** Resolves once what was begun by a tap is done. */
export const settled = () => new Promise((resolve) => setTimeout(resolve, 0));
/** What was recorded, by kind. */
export const kinds = (facts: readonly HeldFact[]) => facts.map((fact) => fact.kind);
