import { expect, it } from 'vitest';
import { ASSIGN_TEAL, CALENDAR, must, PLACES, PUPILS } from '../../../tests/support/school-2026-27.ts';
import type { Fact, LeaveFact } from './facts.ts';
import { strangeDay } from './strange-day.ts';

const NONE = '2026-09-31';
const BEYOND = '2031-02-28';
const place = must(PLACES[0], 'a place');
const leave = { ...place, kind: 'leave', lastDay: NONE, ground: 'x' } as LeaveFact;
const [term] = CALENDAR.terms;

it.each<[string, Fact]>([
	['a place from it', { ...place, from: NONE }],
	['a leaving on it', leave],
	['a class given from it', { ...ASSIGN_TEAL, from: { date: NONE, session: 'AM' } }],
	['a class given until it', { ...ASSIGN_TEAL, to: { date: NONE, session: 'PM' } }],
	['a term that ends on it', { ...CALENDAR, terms: [{ ...must(term, 'a term'), to: NONE }] }],
	['a closed day', { ...CALENDAR, closures: [{ date: NONE, name: 'INSET' }] }],
	['a birthday', { ...PUPILS.ava, dob: NONE }]
])('[K6] a day that no calendar has is none: %s', (_what, fact) => {
	expect(strangeDay(fact)).toBe(NONE);
});

it.each<[string, Fact]>([
	['a leaving when next year’s calendar is not there yet', { ...leave, lastDay: BEYOND }],
	['a place', { ...place, from: BEYOND }],
	[
		'a class given',
		{ ...ASSIGN_TEAL, from: { date: BEYOND, session: 'AM' }, to: { date: BEYOND, session: 'PM' } }
	],
	['a calendar', CALENDAR],
	['a leaving taken back that an older server took in', { ...leave, cancelled: true, reason: 'No such day' }]
])('[K6] a day that the school’s calendar has not reached is one: %s', (_what, fact) => {
	expect(strangeDay(fact)).toBeNull();
});
