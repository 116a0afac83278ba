import type { PageLoad } from './$types';

/** The class of the address, and the week of its question mark, if one is named. */
export const load: PageLoad = ({ params, url }) => ({
	classId: params.classId,
	week: url.searchParams.get('week')
});
