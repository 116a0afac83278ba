// Long, because it is a list: the form in which each kind of fact travels, one beside the other.
import * as z from 'zod/mini';
import { CODES } from '../rules/codes.ts';
import { CALL_OUTCOMES, HOW, MESSAGE_VIA, OUT_WHY } from '../rules/facts.ts';
import { SESSIONS } from '../rules/sessions.ts';

const id = z.string().check(z.regex(/^[\w.:-]{1,64}$/));
const ids = (most: number) => z.array(id).check(z.maxLength(most));
const text = (most: number) => z.string().check(z.maxLength(most));
const said = (most: number) => z.string().check(z.minLength(1), z.maxLength(most));
const date = z.string().check(z.regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/));
const minute = z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/));
const instant = z.int().check(z.nonnegative());
const session = z.enum(SESSIONS);
const code = z.enum(CODES);
const half = z.strictObject({ date, session });

const base = {
	id,
	v: z.literal(1),
	clientId: id,
	seq: z.int().check(z.positive()),
	signInId: id,
	madeAt: instant,
	clock: z.strictObject({
		offsetMs: z.int(),
		doubtMs: z.nullable(z.int().check(z.nonnegative())),
		shiftMs: z.optional(z.int())
	})
};
const cell = { pupilId: id, date, session };
const register = { classId: id, date, session };
const agreement = z.optional(
	z.strictObject({
		from: z.optional(date),
		to: z.optional(date),
		parent: z.optional(said(200)),
		askedOn: z.optional(date),
		askedByParentAtHome: z.optional(z.boolean()),
		licence: z.optional(said(200)),
		review: z.optional(date),
		mobileChild: z.optional(z.boolean())
	})
);
const times = z.strictObject({ open: minute, close: minute, end: minute });
const sessionTimes = z.strictObject({ AM: times, PM: times });
const taking = { replaces: ids(50), cancelled: z.optional(z.literal(true)) };
const correctable = { ...taking, actId: z.optional(id) };

/** One schema a kind: a fact is parsed by its kind, alone, so that one unreadable fact spoils no other. */
export const FACTS = {
	mark: z.strictObject({
		...base,
		...cell,
		kind: z.literal('mark'),
		classId: id,
		how: z.enum(HOW),
		code: z.optional(code),
		confirms: z.optional(id),
		arrivedAt: z.optional(minute),
		reason: z.optional(text(500)),
		detail: z.optional(text(500)),
		replaces: ids(200),
		sawPlans: ids(50),
		actId: z.optional(id),
		takenBy: z.optional(said(200)),
		takenAt: z.optional(minute),
		cites: z.optional(id),
		agreement,
		closure: z.optional(id),
		instruction: z.optional(id)
	}),
	withdraw: z.strictObject({
		...base,
		...register,
		kind: z.literal('withdraw'),
		entries: ids(200),
		reason: z.optional(text(500)),
		actId: z.optional(id)
	}),
	finish: z.strictObject({
		...base,
		...register,
		kind: z.literal('finish'),
		blanks: ids(200),
		heads: z.optional(z.int().check(z.nonnegative(), z.maximum(200))),
		here: z.optional(z.int().check(z.nonnegative(), z.maximum(200)))
	}),
	seen: z.strictObject({ ...base, ...cell, kind: z.literal('seen'), classId: id, arrival: id }),
	unlisted: z.strictObject({ ...base, ...register, kind: z.literal('unlisted'), name: said(200) }),
	propose: z.strictObject({
		...base,
		...cell,
		kind: z.literal('propose'),
		classId: id,
		code: z.enum(['U', 'M']),
		arrivedAt: minute,
		note: z.optional(text(500))
	}),
	plan: z.strictObject({
		...base,
		kind: z.literal('plan'),
		pupilId: id,
		from: half,
		to: half,
		weekdays: z.optional(z.array(z.int().check(z.minimum(1), z.maximum(7))).check(z.maxLength(7))),
		only: z.optional(session),
		times: z.optional(z.strictObject({ from: minute, to: minute })),
		code: z.optional(code),
		back: z.optional(minute),
		reason: z.optional(text(500)),
		detail: z.optional(text(500)),
		...correctable,
		message: z.optional(
			z.strictObject({
				from: said(200),
				via: z.enum(MESSAGE_VIA),
				wentHome: z.optional(z.literal(true))
			})
		),
		agreement
	}),
	out: z.strictObject({
		...base,
		...cell,
		...correctable,
		kind: z.literal('out'),
		classId: id,
		at: minute,
		why: z.enum(OUT_WHY),
		reason: z.optional(text(500)),
		where: z.optional(text(200)),
		collectedBy: z.optional(text(200)),
		expectedBack: z.optional(minute)
	}),
	back: z.strictObject({
		...base,
		...cell,
		...correctable,
		kind: z.literal('back'),
		classId: id,
		at: minute,
		out: id
	}),
	elsewhere: z.strictObject({
		...base,
		...cell,
		...correctable,
		kind: z.literal('elsewhere'),
		classId: id,
		at: minute,
		where: said(200),
		withClass: z.optional(id),
		until: z.optional(minute)
	}),
	call: z.strictObject({
		...base,
		...cell,
		kind: z.literal('call'),
		classId: id,
		contact: z.strictObject({ name: said(200), order: z.int().check(z.nonnegative(), z.maximum(99)) }),
		outcome: z.enum(CALL_OUTCOMES),
		reason: z.optional(text(500))
	}),
	settle: z.strictObject({
		...base,
		...register,
		kind: z.literal('settle'),
		about: id,
		outcome: z.enum(['accepted', 'closed']),
		reason: said(500)
	}),
	pupil: z.strictObject({
		...base,
		kind: z.literal('pupil'),
		pupilId: id,
		forename: said(100),
		surname: said(100),
		knownAs: z.optional(text(100)),
		dob: date,
		year: said(4),
		photo: z.optional(text(20_000)),
		register: z.strictObject({
			sex: z.enum(['F', 'M']),
			address: text(500),
			upn: z.optional(text(20)),
			startingDay: date,
			lastSchool: z.optional(text(200)),
			lastSchoolAddress: z.optional(text(500)),
			otherSchool: z.optional(text(200)),
			otherSchoolFrom: z.optional(date),
			futureAddress: z.optional(z.strictObject({ parent: said(200), address: said(500), from: date })),
			hasSocialWorker: z.optional(z.boolean()),
			siblings: ids(20),
			contacts: z
				.array(
					z.strictObject({
						name: said(200),
						relation: text(100),
						isParent: z.boolean(),
						livesWith: z.boolean(),
						order: z.int(),
						phones: z.array(text(40)).check(z.maxLength(5)),
						address: z.optional(text(500))
					})
				)
				.check(z.maxLength(12))
		}),
		reason: z.optional(text(500)),
		actId: z.optional(id)
	}),
	place: z.strictObject({
		...base,
		kind: z.literal('place'),
		pupilId: id,
		classId: id,
		from: date,
		replaces: z.optional(ids(50)),
		cancelled: z.optional(z.literal(true)),
		reason: z.optional(text(500)),
		actId: z.optional(id)
	}),
	leave: z.strictObject({
		...base,
		kind: z.literal('leave'),
		pupilId: id,
		lastDay: date,
		ground: said(200),
		nextSchool: z.optional(text(200)),
		evidence: z.optional(text(500)),
		reason: z.optional(text(500)),
		cancelled: z.optional(z.literal(true))
	}),
	class: z.strictObject({
		...base,
		kind: z.literal('class'),
		classId: id,
		name: said(60),
		years: z.array(said(4)).check(z.minLength(1), z.maxLength(8)),
		order: z.int(),
		room: z.optional(text(60))
	}),
	assign: z.strictObject({
		...base,
		kind: z.literal('assign'),
		staffId: id,
		classId: id,
		from: half,
		to: z.optional(half),
		...taking
	}),
	calendar: z.strictObject({
		...base,
		kind: z.literal('calendar'),
		schoolYear: said(9),
		terms: z.array(z.strictObject({ name: said(60), from: date, to: date })).check(z.maxLength(12)),
		closures: z.array(z.strictObject({ date, name: said(100) })).check(z.maxLength(100))
	}),
	settings: z.strictObject({
		...base,
		kind: z.literal('settings'),
		from: date,
		schoolName: said(200),
		times: sessionTimes,
		callingOrder: z.enum(['forename', 'surname']),
		show: z.enum(['names', 'initials', 'photos']),
		arrivalReasons: z.array(said(60)).check(z.maxLength(20)),
		timesByYear: z.optional(z.record(said(4), sessionTimes)),
		switchedOn: z.optional(z.array(code).check(z.maxLength(34))),
		mis: z.optional(said(60))
	}),
	times: z.strictObject({
		...base,
		...taking,
		kind: z.literal('times'),
		date,
		times: sessionTimes,
		years: z.optional(z.array(said(4)).check(z.maxLength(8))),
		reason: said(500)
	}),
	closure: z.strictObject({
		...base,
		...taking,
		kind: z.literal('closure'),
		code: z.enum(['Y3', 'Y4']),
		from: half,
		to: half,
		classIds: z.optional(ids(60)),
		reason: said(500)
	}),
	instruction: z.strictObject({
		...base,
		...taking,
		kind: z.literal('instruction'),
		what: z.literal('overdue-N-is-O'),
		staffId: id,
		name: said(200),
		from: date
	}),
	exported: z.strictObject({
		...base,
		kind: z.literal('exported'),
		from: date,
		to: date,
		upTo: z.int().check(z.nonnegative()),
		system: said(60)
	})
} as const;

export type Kind = keyof typeof FACTS;
