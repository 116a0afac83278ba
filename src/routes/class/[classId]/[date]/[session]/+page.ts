import { error } from '@sveltejs/kit';
import { isDay } from '$lib/rules/calendar.ts';
import type { PageLoad } from './$types';

/** The half-day of the address, or 404. */
export const load: PageLoad = ({ params }) => {
	if (!isDay(params.date) || (params.session !== 'am' && params.session !== 'pm'))
		error(404, 'No such register');
	return {
		classId: params.classId,
		date: params.date,
		session: params.session === 'am' ? ('AM' as const) : ('PM' as const)
	};
};
