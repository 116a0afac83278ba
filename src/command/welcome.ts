import type { Prepared } from './prepare-data.ts';

/** Somebody whose name a newcomer may sign in with. */
export interface Account {
	username: string;
	name: string;
	position: string;
	role: string;
}

/** What a person reads when the server is up: the address, and in a demo school whose names open it. */
export function welcome(
	address: string,
	prepared: Prepared,
	demo: { accounts: readonly Account[]; password: string; first: string } | null
): string {
	const lines = [`Firstbell is ready: ${address}`];
	if (!demo || !prepared.isDemo) return [...lines, ''].join('\n');
	const shown = onePerRole(demo.accounts, demo.first);
	const width = Math.max(...shown.map(({ username }) => username.length)) + 2;
	const others = demo.accounts.filter((each) => !shown.includes(each)).map(({ username }) => username);
	return [
		...lines,
		'',
		`${prepared.schoolName ?? 'This'} is a demo school: nobody in it is real.`,
		...(prepared.clock ? [prepared.clock] : []),
		'',
		`Sign in as one of these. Everybody’s password is ${demo.password}`,
		...shown.map(({ username, name, position }) => `  ${username.padEnd(width)}${name}, ${position}`),
		...(others.length > 0 ? [`  and ${others.join(', ')}`] : []),
		''
	].join('\n');
}

/** The newcomer's own account first, then one for each other role. */
function onePerRole(accounts: readonly Account[], first: string): Account[] {
	const own = accounts.filter((each) => each.username === first);
	const seen = new Set(own.map((each) => each.role));
	const others = accounts.filter((each) => {
		if (seen.has(each.role)) return false;
		seen.add(each.role);
		return true;
	});
	return [...own, ...others];
}
