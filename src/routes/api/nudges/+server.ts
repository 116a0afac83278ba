import { nudgeStream } from '$lib/server/nudges.ts';
import { school } from '$lib/server/school.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ request }) => {
	const { access, nudges } = await school();
	const device = await access.deviceOf(request);
	return device ? nudgeStream(nudges, device) : new Response(null, { status: 401 });
};
