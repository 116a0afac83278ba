import type { PageLoad } from './$types';

/** The pupil of the address, by an id that says nothing. */
export const load: PageLoad = ({ params }) => ({ pupilId: params.pupilId });
