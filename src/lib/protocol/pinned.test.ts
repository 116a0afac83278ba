import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import * as z from 'zod';
import { FACTS } from './facts.ts';
import { PROTOCOL, SyncReply, SyncRequest } from './sync.ts';

/** The form of everything that travels, by protocol version. A released line is never edited: a new form is a new version. */
const PINNED: Record<number, string> = {
	1: '05c8c5110665ab3b1fa5ef3520b01d92a68914c22dbc0f55b6f890f939e6d4e7'
};

it('[Z11] what travels has the form that was released under its version', () => {
	const forms = [...Object.values(FACTS), SyncRequest, SyncReply].map((schema) => z.toJSONSchema(schema));
	const hash = createHash('sha256').update(JSON.stringify(forms)).digest('hex');
	expect(PINNED[PROTOCOL]).toBe(hash);
});
