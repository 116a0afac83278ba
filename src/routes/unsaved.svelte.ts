import { untrack } from 'svelte';
import { beforeNavigate } from '$app/navigation';
import type { Recorder } from '$lib/ui/recorder.ts';
import { Recording } from '$lib/ui/recording.svelte.ts';
import type { AppContext } from './app-context.ts';

/** Something that may not be written yet, and then is on this screen only. */
interface MayWait {
	/** Why the last write failed, in a sentence; null where it did not. */
	readonly problem: string | null;
	/** What could not be written, in words. */
	readonly unwritten: readonly string[];
	tryAgain: () => Promise<void>;
}

interface Unsaved {
	what: MayWait;
	/** Whether the part of the page that would say it is there no more: nobody was signed in meanwhile. */
	isLeft: boolean;
}

let noted: readonly Unsaved[] = $state.raw([]);

/** All that could not be written and is on this screen only. */
export function allUnsaved(): readonly Unsaved[] {
	return noted.filter(({ what }) => what.problem !== null);
}

/**
 * Keeps what a page could not write through a sign-out in another tab, and asks before the page is left. Called while
 * what would show it begins.
 */
export function keepUnsaved({ state }: Pick<AppContext, 'state'>, what: MayWait): void {
	const others = () => noted.filter((each) => each.what !== what);
	$effect(() => {
		if (what.problem === null) return;
		noted = [...untrack(others), { what, isLeft: false }];
		const ask = (event: BeforeUnloadEvent) => event.preventDefault();
		window.addEventListener('beforeunload', ask);
		return () => {
			window.removeEventListener('beforeunload', ask);
			// Whoever leaves the page while signed in was asked first.
			const isOut = state.current?.person === null && what.problem !== null;
			noted = isOut ? [...others(), { what, isLeft: true }] : others();
		};
	});
	beforeNavigate(({ willUnload, cancel }) => {
		if (willUnload || what.problem === null) return;
		const lost = `Not saved: ${what.unwritten.join(', ')}. It is lost if you leave this page. Leave it?`;
		if (!confirm(lost)) cancel();
	});
}

/** A recording for a page's form: what it records is that of whoever is signed in at the tap, and is kept until it is written. */
export function recordingHere(app: AppContext): Recording {
	const recording = new Recording(recorderHere(app));
	keepUnsaved(app, recording);
	return recording;
}

/** What it records is that of whoever is signed in as it is first tried, however late it can be written. */
export function recorderHere({ device, state }: Pick<AppContext, 'device' | 'state'>): Recorder {
	return {
		schoolNow: () => device.schoolNow(),
		record: (...drafts) => {
			const tappedBy = state.current?.person?.signInId;
			return device.record(...(tappedBy ? drafts.map((draft) => ({ tappedBy, ...draft })) : drafts));
		}
	};
}
