import type { MisAnswer } from '$lib/rules/mis-rows.ts';

const WAIT_MS = 30_000;

/** Asks the school's server for the marks of some days; a no is a sentence. */
export async function askMis(days: { from: string; to: string }): Promise<MisAnswer | { problem: string }> {
	try {
		const response = await fetch(`/api/mis?${new URLSearchParams(days).toString()}`, {
			signal: AbortSignal.timeout(WAIT_MS)
		});
		if (!response.headers.get('content-type')?.includes('json')) return { problem: UNREACHABLE };
		const body = (await response.json()) as MisAnswer | { message?: string };
		if (response.ok && 'rows' in body) return body;
		return { problem: ('message' in body && body.message) || UNREACHABLE };
	} catch {
		return { problem: UNREACHABLE };
	}
}

const UNREACHABLE =
	'The school’s server cannot be asked now. Marks are carried over from what it has received, so try again once it answers.';
