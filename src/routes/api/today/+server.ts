import { version } from '$app/environment';
import { answerToday } from '$lib/server/office/answer.ts';
import { school } from '$lib/server/school.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ request }) => answerToday(await school(), request, version);
