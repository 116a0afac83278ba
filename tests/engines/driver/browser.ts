/** A browser engine that the flows are run in. */
export interface Engine {
	readonly name: 'Firefox' | 'WebKit';
	/** Whether what a page stored is there again after the browser was closed and opened; WebKit's automation forgets it. */
	readonly keepsItsProfile: boolean;
	/** A browser with a profile of its own that has never been opened, for one school's address. */
	unbox: (url: string) => Promise<Browser>;
}

/** A browser with a profile: closing it ends its process. */
export interface Browser {
	/** A new tab on a path of the school's address; the first one starts the browser. */
	tab: (path: string) => Promise<Tab>;
	/** Closes the browser as a person does. */
	close: () => Promise<void>;
	/** Ends its processes between two instructions, as an empty battery does. */
	kill: () => Promise<void>;
	/** Closes it and throws its profile away. */
	discard: () => Promise<void>;
}

/** One tab. Functions run in the page: they see what is handed to them and nothing else of their file. */
export interface Tab {
	goto: (path: string) => Promise<void>;
	evaluate: <A extends unknown[], T>(run: (...args: A) => T | Promise<T>, ...args: A) => Promise<T>;
	/** Clicks, with a real pointer, the middle of the element that the function finds; throws where it finds none. */
	press: <A extends unknown[]>(find: (...args: A) => Element | null, ...args: A) => Promise<void>;
	/** Types into the element that the function finds. */
	type: <A extends unknown[]>(
		text: string,
		find: (...args: A) => Element | null,
		...args: A
	) => Promise<void>;
	/** What the tab shows, as a PNG. */
	picture: () => Promise<Buffer>;
	close: () => Promise<void>;
}
