import { tick } from 'svelte';

/** Gives the keyboard to the first field of a form that says what is wrong with it, once that is on screen; its words are read with it. */
export async function toWrong(form: HTMLFormElement | undefined): Promise<void> {
	await tick();
	const wrong = form?.querySelector<HTMLElement>('[aria-describedby$="-error"]');
	const field = wrong?.matches('fieldset')
		? (wrong.querySelector<HTMLElement>('input:checked') ?? wrong.querySelector<HTMLElement>('input'))
		: wrong;
	field?.focus();
}
