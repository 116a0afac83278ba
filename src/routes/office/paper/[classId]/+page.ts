import type { PageLoad } from './$types';

/** The class of the address. */
export const load: PageLoad = ({ params }) => ({ classId: params.classId });
