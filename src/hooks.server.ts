import { randomUUID } from 'node:crypto';
import type { Handle, HandleServerError, ServerInit } from '@sveltejs/kit';
import pino from 'pino';
import { school } from '$lib/server/school.ts';
import { replayKeptAside } from '$lib/server/sync/replay.ts';

const log = pino({ name: 'firstbell', level: process.env.LOG_LEVEL ?? 'warn' });

/** Opens the school before the first request, and tries again what an older version could not read: a database that cannot be opened stops the server with its reason. */
export const init: ServerInit = async () => {
	const { clock, world } = await school();
	const replayed = await replayKeptAside(world);
	log.info({ clock: clock.why, shiftMs: clock.shiftMs, replayed }, 'open');
};

/** Every answer carries what keeps a browser from being tricked. */
export const handle: Handle = async ({ event, resolve }) => {
	event.locals.requestId = randomUUID();
	const response = await resolve(event);
	response.headers.set('x-content-type-options', 'nosniff');
	response.headers.set('referrer-policy', 'no-referrer');
	response.headers.set('x-frame-options', 'DENY');
	response.headers.set('permissions-policy', 'camera=(), microphone=(), geolocation=()');
	response.headers.set('cross-origin-opener-policy', 'same-origin');
	return response;
};

/** Logs what went wrong by the path's shape, never by what was in the request: no pupil is ever in a log. */
export const handleError: HandleServerError = ({ error, event, status }) => {
	if (status >= 500)
		log.error({ requestId: event.locals.requestId, route: event.route.id, err: error }, 'failed');
	return {
		message:
			status < 500
				? 'There is no such page.'
				: 'Something went wrong on the server. Nothing on the tablet is lost.'
	};
};
