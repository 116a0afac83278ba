import type { Tone as StatusTone } from '$lib/rules/status.ts';

/** How a state is coloured; the words beside it always say the same. */
export type Tone = StatusTone | 'news';
