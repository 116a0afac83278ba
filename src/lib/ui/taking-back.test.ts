import { expect, test } from 'vitest';
import { arrival, entry, tapped, withdraw } from '../../../tests/support/fold-facts.ts';
import { fold } from '$lib/rules/fold.ts';
import type { CellFact } from '$lib/rules/mark.ts';
import { isOwn, ownEntries } from './taking-back.ts';

const isMine = ({ clientId }: { clientId: string }) => clientId !== 'other';
const mayTakeBack = (...facts: CellFact[]) => isOwn({ mark: fold(facts), facts }, isMine);
const taken = (...facts: CellFact[]) => ownEntries({ facts }, isMine);
/** The same tap of another person. */
const others = (id: string, minute: string, code: '/' | 'N', replaces: string[] = []) =>
	entry(id, minute, { code, replaces, clientId: 'other' });

test('[A7] all of one’s own marks of a child are taken back, so that none of them stands again', () => {
	const facts = [tapped('one', '08:43', '/'), tapped('two', '08:52', 'N', ['one'])];
	expect(mayTakeBack(...facts)).toBe(true);
	expect(taken(...facts)).toEqual(['one', 'two']);
});

test('[A7] nothing is taken back where nothing stands, nor where somebody else’s mark shows or stands beside', () => {
	const mine = tapped('one', '08:43', '/');
	expect(mayTakeBack()).toBe(false);
	expect(mayTakeBack(mine, withdraw('back', ['one']))).toBe(false);
	expect(mayTakeBack(mine, others('two', '08:44', 'N', ['one']))).toBe(false);
	expect(mayTakeBack(mine, others('two', '08:44', '/'))).toBe(false);
});

test('[E5] one’s own mark over another’s is taken back, and the other’s stands again', () => {
	const facts = [others('one', '08:40', 'N'), tapped('two', '08:43', '/', ['one'])];
	expect(mayTakeBack(...facts)).toBe(true);
	expect(taken(...facts)).toEqual(['two']);
});

test('[A7] an arrival at the desk is taken back at the desk, by whomever', () => {
	expect(mayTakeBack(arrival('one', '08:58'))).toBe(false);
	expect(taken(arrival('one', '08:58'))).toEqual([]);
});
