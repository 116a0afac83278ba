import type { RegisterRow } from '$lib/rules/register.ts';
import type { Answer } from './answer.ts';

/** What lies over the register: one thing at a time. */
export type Over =
	| { show: 'history'; pupilId: string }
	| { show: 'which-is-right'; pupilId: string; answer: Answer | null }
	| {
			show: 'ask';
			row: RegisterRow;
			answer: Answer;
			ask: 'in-the-room' | 'when' | 'reason';
			withReason: boolean;
			/** What was said already, where the answer settles a dispute. */
			reason?: string;
	  }
	| { show: 'fill' }
	| { show: 'finish' }
	| { show: 'unlisted' }
	| { show: 'more' };
