/** A no that a person can read, with the status it travels under. */
export interface Denial {
	status: number;
	code: string;
	message: string;
	/** Seconds after which it is worth asking again. */
	retryAfter?: number;
}

/**
 * Why a request that changes something may not have come from our own pages, or null.
 * Kit's own check covers form posts only; a JSON endpoint has to ask for itself.
 */
export function crossOrigin(request: Request): Denial | null {
	const site = request.headers.get('sec-fetch-site');
	const origin = request.headers.get('origin');
	const isForeign = (site !== null && site !== 'same-origin' && site !== 'none') || !isOwn(origin, request);
	if (!isForeign) return null;
	return {
		status: 403,
		code: 'cross-origin',
		message: 'This request came from another website, so it was refused. Open Firstbell itself and try again.'
	};
}

// A tablet may reach the school's server by a name or an address that ORIGIN does not say: what counts is that the
// page was served under the very host that the request goes to. No Origin at all is no browser.
function isOwn(origin: string | null, request: Request): boolean {
	if (origin === null) return true;
	if (origin === new URL(request.url).origin) return true;
	if (!URL.canParse(origin)) return false;
	return new URL(origin).host === request.headers.get('host');
}
