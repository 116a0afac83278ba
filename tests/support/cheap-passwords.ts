import { createHash } from 'node:crypto';
import type { Passwords } from '../../src/lib/server/access/sessions.ts';

const hash = async (password: string) => createHash('sha256').update(password).digest('hex');

/** For tests alone: they sign in hundreds of times, and a good hash takes a tenth of a second each. */
export const CHEAP: Passwords = { hash, verify: async (data) => (await hash(data.password)) === data.hash };
