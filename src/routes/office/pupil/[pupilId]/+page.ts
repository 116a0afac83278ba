import type { PageLoad } from './$types';

/** The pupil of the address by id, and the school year of its question mark, if one is named. */
export const load: PageLoad = ({ params, url }) => ({
	pupilId: params.pupilId,
	year: url.searchParams.get('year')
});
