/** What can be entered where the school, or the day, is not as planned. */
export type ClosureChoice = 'school' | 'part' | 'times' | 'many';

/** Each in words, in the order of the screen; some are the head’s alone. */
export const CLOSURE_CHOICES: readonly {
	choice: ClosureChoice;
	words: string;
	about: string;
	isHeads: boolean;
}[] = [
	{
		choice: 'school',
		words: 'Close the school',
		about: 'Unexpectedly, from a half-day on: Y4 for every pupil.',
		isHeads: true
	},
	{
		choice: 'part',
		words: 'Close part of the school',
		about: 'Some classes cannot be taught: Y3 for their pupils.',
		isHeads: true
	},
	{
		choice: 'times',
		words: 'Change one day’s times',
		about: 'A late opening: L and U follow the times of that day.',
		isHeads: false
	},
	{
		choice: 'many',
		words: 'Same code for many',
		about: 'One cause for some children, for example Y2 when trains stop.',
		isHeads: false
	}
];
