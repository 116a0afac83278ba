import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import * as z from 'zod';
import { FACTS } from './facts.ts';
import { PROTOCOL, SyncReply, SyncRequest } from './sync.ts';

/** The form of everything that travels, by protocol version. A released line is never edited: a new form is a new version. */
const PINNED: Record<number, string> = {
	1: '6a809fb3a6d4596db6a026d74fca60677390dc61156840fb139cba20870fefcb'
};

it('[Z11] what travels has the form that was released under its version', () => {
	const forms = [...Object.values(FACTS), SyncRequest, SyncReply].map((schema) => z.toJSONSchema(schema));
	const hash = createHash('sha256').update(JSON.stringify(forms)).digest('hex');
	expect(PINNED[PROTOCOL]).toBe(hash);
});
