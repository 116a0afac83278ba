/** One system call as strace saw it: when it returned it was done. */
export interface SystemCall {
	name: string;
	/** Its arguments as strace writes them, the files and sockets by name. */
	args: string;
	result: string;
}

/** The calls of a log made by `strace -f -y`, in the order in which they returned. */
export function systemCalls(log: string): SystemCall[] {
	const begun = new Map<string, string>();
	return log.split('\n').flatMap((line) => {
		const [, thread = '', said = ''] = /^(\d+)\s+(.*)$/.exec(line) ?? [];
		const unfinished = /^(.*) <unfinished \.\.\.>$/.exec(said)?.[1];
		if (unfinished !== undefined) {
			begun.set(thread, unfinished);
			return [];
		}
		const resumed = /^<\.\.\. \w+ resumed>(.*)$/.exec(said)?.[1];
		const whole = resumed === undefined ? said : `${begun.get(thread) ?? ''}${resumed}`;
		const [, name = '', args = '', result = ''] = /^(\w+)\((.*)\)\s+= (.+)$/.exec(whole) ?? [];
		return name ? [{ name, args, result }] : [];
	});
}
