import type { PageLoad } from './$types';

/** The plan of the address. */
export const load: PageLoad = ({ params }) => ({ planId: params.planId });
