import { school } from '$lib/server/school.ts';
import { answerTakeIn } from '$lib/server/sync/answer.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = async ({ request }) => answerTakeIn(await school(), request);
