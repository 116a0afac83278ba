import type { PageLoad } from './$types';

/** The class and week of the question mark, if they are named. */
export const load: PageLoad = ({ url }) => ({
	classId: url.searchParams.get('class'),
	week: url.searchParams.get('week')
});
