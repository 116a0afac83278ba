import { answerMis } from '$lib/server/office/mis.ts';
import { school } from '$lib/server/school.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ request }) => answerMis(await school(), request);
