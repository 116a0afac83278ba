import { answerToCheck } from '$lib/server/office/to-check.ts';
import { school } from '$lib/server/school.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ request }) => answerToCheck(await school(), request);
