import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import * as z from 'zod';
import { FACTS } from './facts.ts';
import { PROTOCOL, SyncReply, SyncRequest } from './sync.ts';

/** The form of everything that travels, by protocol version. A released line is never edited: a new form is a new version. */
const PINNED: Record<number, string> = {
	1: '7959084bdbe2d363c0801eed6146d15fd6dd8e42e779adf885c0b29ff4caa4ff'
};

it('[Z11] what travels has the form that was released under its version', () => {
	const forms = [...Object.values(FACTS), SyncRequest, SyncReply].map((schema) => z.toJSONSchema(schema));
	const hash = createHash('sha256').update(JSON.stringify(forms)).digest('hex');
	expect(PINNED[PROTOCOL]).toBe(hash);
});
