import { error } from '@sveltejs/kit';
import type { PageLoad } from './$types';

/** The half-day of the address, or 404. */
export const load: PageLoad = ({ params }) => {
	const isDate = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.test(params.date);
	if (!isDate || (params.session !== 'am' && params.session !== 'pm')) error(404, 'No such register');
	return {
		classId: params.classId,
		date: params.date,
		session: params.session === 'am' ? ('AM' as const) : ('PM' as const)
	};
};
