/** A name that no line breaks: '4 Elm' stays together where it stands among others. */
export function unbroken(name: string): string {
	return name.replaceAll(' ', '\u00a0');
}
