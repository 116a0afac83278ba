import { school } from '$lib/server/school.ts';
import { answerSync } from '$lib/server/sync/answer.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = async ({ request }) => answerSync(await school(), request);
