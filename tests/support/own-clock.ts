import { afterAll, vi } from 'vitest';

// Files that share a worker share its clock too: whoever has set it in a test hands it on as it was.
afterAll(() => {
	vi.useRealTimers();
	vi.unstubAllGlobals();
});
