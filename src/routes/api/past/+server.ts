import { answerPast } from '$lib/server/office/past.ts';
import { school } from '$lib/server/school.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ request }) => answerPast(await school(), request);
