import { afterAll, describe, it } from 'vitest';
import { STEPS } from './simulator/steps.ts';
import { manyTowns, tellWhatWasMet } from './simulator/towns.ts';

describe('as many towns again, beside the others', () => {
	it(
		'[Z1] [Z2] [Z4] [Z10] every tap is accounted for at every step, nothing is invented, and all who hold the same show the same',
		{ timeout: 3_600_000 },
		() => manyTowns(STEPS)
	);
});

afterAll(tellWhatWasMet);
