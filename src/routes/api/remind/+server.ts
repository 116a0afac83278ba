import { answerRemind } from '$lib/server/office/answer.ts';
import { school } from '$lib/server/school.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = async ({ request }) => answerRemind(await school(), request);
