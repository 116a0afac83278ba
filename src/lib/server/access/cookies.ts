/** The value of one cookie of a request, or null. */
export function cookieOf(request: Request, name: string): string | null {
	for (const part of (request.headers.get('cookie') ?? '').split(';')) {
		const at = part.indexOf('=');
		if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim();
	}
	return null;
}

/** Whether the browser speaks https with us, so that cookies may be kept from anything else. */
export function isSecure(request: Request): boolean {
	return new URL(request.url).protocol === 'https:';
}

/** Marks cookies for https only where the request came by https; a school's own network may have none. */
export function secured(cookies: readonly string[], request: Request): string[] {
	if (!isSecure(request)) return [...cookies];
	return cookies.map((cookie) => (/;\s*secure/i.test(cookie) ? cookie : `${cookie}; Secure`));
}
