import type { DealtWith } from '$lib/rules/dealt-with.ts';
import { londonMinute } from '$lib/rules/sessions.ts';
import { sessionWords } from './day-words.ts';
import { entryWords } from './office-words.ts';
import { fullName } from './pupil-words.ts';

/** What has left a list, in words. */
export interface DealtLine {
	id: string;
	who: string;
	what: string;
	by: string;
}

/** Who it was about, what came of it and why, by whom and when. */
export function dealtLines(dealt: readonly DealtWith[]): DealtLine[] {
	return dealt.map((each) => {
		const { about, entry, outcome, reason, by, at } = each;
		const name = about === null ? 'Not accepted' : 'row' in about ? fullName(about.row.pupil) : about.name;
		const place = about && `, ${about.in.schoolClass.name}, ${sessionWords(about.in.of.session)}`;
		const answer = entry && about && 'row' in about ? entryWords(entry, about.row) : null;
		const what = answer ?? (outcome === 'accepted' ? 'Seen, and in order' : 'Closed');
		return {
			id: each.id,
			who: `${name}${place ?? ''}`,
			what: reason ? `${what}: “${reason}”` : what,
			by: `${by ?? 'On this device, not sent yet'}, ${londonMinute(at)}`
		};
	});
}
