import { answerSignOut } from '$lib/server/access/answer.ts';
import { school } from '$lib/server/school.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = async ({ request }) => answerSignOut((await school()).access, request);
