import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import * as z from 'zod';
import { FACTS } from './facts.ts';
import { PROTOCOL, SyncReply, SyncRequest } from './sync.ts';

/** The form of everything that travels, by protocol version. A released line is never edited: a new form is a new version. */
const PINNED: Record<number, string> = {
	1: '05e1d8a9df240774168759300d59bfcdd56d2fda8e2b572c5b4c0c5f492df1e0'
};

it('[Z11] what travels has the form that was released under its version', () => {
	const forms = [...Object.values(FACTS), SyncRequest, SyncReply].map((schema) => z.toJSONSchema(schema));
	const hash = createHash('sha256').update(JSON.stringify(forms)).digest('hex');
	expect(PINNED[PROTOCOL]).toBe(hash);
});
