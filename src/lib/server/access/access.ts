import { randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Role } from '../../rules/roles.ts';
import type { StaffMember } from '../../rules/roll/staff.ts';
import type { DeviceTable, Tables } from '../store/tables.ts';
import {
	appointed,
	appointedAt,
	appointmentAt,
	appointmentOfUser,
	changeAppointment,
	endAppointmentAt,
	type Appointed
} from './appointments.ts';
import { secured } from './cookies.ts';
import { deviceCookie, deviceSecretOf } from './device-credential.ts';
import { deviceOf, enrol, knownDevice, revoke } from './devices.ts';
import { fileKeyOf } from './file-seal.ts';
import { KnownCookies } from './known-cookies.ts';
import { accountLocked, accountOver, notRight, otherSchool, type Denial } from './denials.ts';
import { Logins } from './logins.ts';
import { openSessions, type Passwords, type Sessions } from './sessions.ts';
import { newSignInId } from './sign-in-id.ts';
import { beginSignIn, endSignIn, endSignIns, signedInBy, type Person } from './sign-ins.ts';
import { WrongPasswords } from './wrong-passwords.ts';

/** What a browser is told when someone has signed in on it. */
export interface SignedIn {
	signInId: string;
	deviceId: string;
	deviceName: string;
	/** By which it seals what it saves as a file. */
	fileKey: string;
	schoolId: string;
	schoolName: string;
	person: { staffId: string; name: string; position: string; role: Role };
	/** The school's time, epoch ms: the first screen must not begin on the day of a clock that is wrong. */
	now: number;
	/** How far a demo school's time is shifted. */
	shiftMs?: number;
}

export interface NewStaff extends Appointed {
	username: string;
	password: string;
	/** Epoch ms, the school's time: what they record from then on is theirs. */
	fromAt: number;
}

export interface AccessOptions {
	db: Kysely<Tables>;
	type?: 'sqlite' | 'postgres';
	/** At least 32 characters, the same over restarts (secret.ts). */
	secret: string;
	/** The school's time, epoch ms. */
	now: () => number;
	/** How far a demo school's time is shifted; 0 elsewhere. */
	shiftMs?: number;
	/** How passwords are hashed; the library's own scrypt unless said. */
	passwords?: Passwords;
}

/** Opens sign-in on the school's own database, making what tables it lacks. */
export async function openAccess(options: AccessOptions): Promise<Access> {
	const sessions = await openSessions(options);
	return new Access(options, sessions);
}

/** Who may come in, who somebody is and was, and which device a request comes from. */
export class Access {
	readonly #db: Kysely<Tables>;
	readonly #secret: string;
	readonly #logins: Logins;
	readonly #tries: WrongPasswords;
	readonly #now: () => number;
	readonly #shiftMs: number;
	readonly #cookies: KnownCookies;

	constructor(options: AccessOptions, sessions: Sessions) {
		this.#db = options.db;
		this.#secret = options.secret;
		this.#logins = new Logins(sessions);
		this.#tries = new WrongPasswords(options.db);
		this.#now = options.now;
		this.#shiftMs = options.shiftMs ?? 0;
		this.#cookies = new KnownCookies(sessions);
	}

	/** Appoints a person and gives them a login; there is no other way to get one. Done again after a cut, it goes on. */
	async createStaff(staff: NewStaff): Promise<void> {
		const { schoolId, staffId, name, password, fromAt } = staff;
		const username = usernameOf(staff.username);
		const owner = `${staffId}@${schoolId}`;
		const userId = await this.#logins.create({ owner, name, username, password });
		await this.#db
			.insertInto('appointment')
			.values({ ...appointed(staff), userId, username, fromAt, toAt: null })
			.execute();
	}

	/** Everybody appointed at an instant (epoch ms), as the office may know them. */
	async staff(schoolId: string, instant: number): Promise<StaffMember[]> {
		const rows = await appointedAt(this.#db, schoolId, instant);
		return rows.map(({ staffId, name, position, role }) => ({ staffId, name, position, role }));
	}

	/** Lets a person in: cookies for the browser and what it is told, or a no in a sentence. `holds`: the school whose facts the browser has. */
	async signIn(
		request: Request,
		asked: { username: string; password: string; deviceName?: unknown; holds?: unknown }
	): Promise<{ ok: true; signedIn: SignedIn; cookies: string[] } | { ok: false; denial: Denial }> {
		const now = this.#now();
		const username = usernameOf(asked.username);
		const tried = await this.#tries.try(username, now, () =>
			this.#logins.begin(request, username, asked.password)
		);
		if (!('got' in tried)) {
			const { lockedUntil } = tried;
			return { ok: false, denial: lockedUntil === null ? notRight() : accountLocked(lockedUntil, now) };
		}
		const login = tried.got;
		const person = await appointmentOfUser(this.#db, login.userId, now);
		if (!person) {
			await this.#logins.end(login.token);
			return { ok: false, denial: accountOver() };
		}
		// Before the browser gets a credential of this school: with one, it would send the other's facts here.
		if (typeof asked.holds === 'string' && asked.holds !== person.schoolId) {
			await this.#logins.end(login.token);
			return { ok: false, denial: otherSchool() };
		}

		const held = await deviceOf(this.#db, request);
		const own = held?.schoolId === person.schoolId ? held : null;
		const browser = { asked: asked.deviceName, userAgent: request.headers.get('user-agent') };
		const { device, secret } = own
			? { device: own, secret: deviceSecretOf(request) ?? '' }
			: await enrol(this.#db, person.schoolId, browser, now);
		await endSignIns(this.#db, device, now);
		const of = { schoolId: person.schoolId, staffId: person.staffId, deviceId: device.deviceId };
		const signInId = newSignInId(this.#secret, of, now, randomBytes(10));
		await beginSignIn(this.#db, { ...of, signInId, userId: login.userId, at: now });
		const { staffId, name, position, role } = person;
		return {
			ok: true,
			signedIn: {
				signInId,
				deviceId: device.deviceId,
				deviceName: device.name,
				fileKey: fileKeyOf(this.#secret, of),
				schoolId: person.schoolId,
				schoolName: await this.#schoolName(person.schoolId),
				person: { staffId, name, position, role },
				now: this.#now(),
				...(this.#shiftMs ? { shiftMs: this.#shiftMs } : {})
			},
			cookies: [...login.cookies, ...secured([deviceCookie(secret)], request)]
		};
	}

	/**
	 * Ends the login on this browser, whoever it was; the device stays what it is, and so does all that waits on it. A message that
	 * says which sign-in it ends may come late: it ends no other, and takes no newer cookie away.
	 */
	async signOut(request: Request, signInId?: string): Promise<{ cookies: string[] }> {
		const device = await deviceOf(this.#db, request);
		const now = this.#now();
		if (device && signInId !== undefined) {
			if (await endSignIn(this.#db, device, signInId, now)) await this.#logins.endOf(request);
			return { cookies: [] };
		}
		if (device) await endSignIns(this.#db, device, now);
		return { cookies: await this.#logins.endOf(request) };
	}

	/** The enrolled device a request comes from, or null; it may upload, whoever is signed in, or nobody. */
	deviceOf(request: Request): Promise<DeviceTable | null> {
		return deviceOf(this.#db, request);
	}

	/** The device whose credential a request carries, revoked or not: for taking in what a revoked one still holds. */
	knownDevice(request: Request): Promise<DeviceTable | null> {
		return knownDevice(this.#db, request);
	}

	/** Who is signed in on the browser a request comes from, decided anew each time; null: nobody, or no longer staff. */
	async personOf(request: Request, now: number, device?: DeviceTable | null): Promise<Person | null> {
		const from = device === undefined ? await deviceOf(this.#db, request) : device;
		if (!from || from.revokedAt !== null) return null;
		const token = await this.#cookies.tokenOf(request);
		if (token === null) return null;
		return signedInBy(this.#db, from, token, now);
	}

	/** Who a member of staff was at an instant; null: not appointed then. */
	appointmentAt(schoolId: string, staffId: string, instant: number): Promise<Appointed | null> {
		return appointmentAt(this.#db, { schoolId, staffId }, instant);
	}

	/** Another name, job title or role from an instant on; earlier text stays as it was. False: not appointed then. */
	changePosition(
		of: { schoolId: string; staffId: string },
		to: Partial<Pick<Appointed, 'name' | 'position' | 'role'>>,
		at: number
	): Promise<boolean> {
		return changeAppointment(this.#db, of, to, at);
	}

	/** Ends an appointment and every login of that person; what they recorded before stands. */
	async endAppointment(of: { schoolId: string; staffId: string }, at: number): Promise<boolean> {
		const ended = await endAppointmentAt(this.#db, of, at);
		if (!ended) return false;
		if (ended.userId !== null) await this.#logins.endAll(ended.userId);
		return true;
	}

	/** From an instant on the device is not one of ours; whoever is signed in there is signed out with it. */
	revokeDevice(of: { schoolId: string; deviceId: string }, at: number): Promise<void> {
		return revoke(this.#db, of, at);
	}

	/** Lets a locked username try again at once. */
	unlock(username: string): Promise<void> {
		return this.#tries.forget(usernameOf(username));
	}

	async #schoolName(schoolId: string): Promise<string> {
		const row = await this.#db
			.selectFrom('school')
			.select('name')
			.where('schoolId', '=', schoolId)
			.executeTakeFirst();
		return row?.name ?? schoolId;
	}
}

/** A username as it is kept and counted: capitals and blanks around it make no difference. */
function usernameOf(typed: string): string {
	return typed.trim().toLowerCase().slice(0, 64);
}
