import type { Bundle } from './sync.ts';

type Raw = Record<string, unknown>;

/** Facts of one bundle at the most, as the schema has it. */
const MOST_FACTS = 500;
/** Facts that differ in one of these share little else: a bundle of its own says less than repeating it in each. */
const CONTEXT = ['kind', 'v', 'clientId', 'signInId', 'clock'] as const;

/** Says once what neighbouring facts share; `unbundle` gives back the same facts in the same order. */
export function bundle(facts: readonly Raw[]): Bundle[] {
	const bundles: Bundle[] = [];
	let run: Raw[] = [];
	for (const fact of facts) {
		const first = run[0];
		if (first && (run.length === MOST_FACTS || CONTEXT.some((key) => !isSame(first[key], fact[key])))) {
			bundles.push(bundleOf(run));
			run = [];
		}
		run.push(fact);
	}
	if (run.length > 0) bundles.push(bundleOf(run));
	return bundles;
}

/** The facts of a bundle: what is shared, with each one's own fields over it. */
export function unbundle({ shared, each }: Bundle): Raw[] {
	return each.map((own) => ({ ...shared, ...own }));
}

function bundleOf(run: readonly Raw[]): Bundle {
	const [first = {}] = run;
	const isShared = (key: string) =>
		run.every((fact) => Object.hasOwn(fact, key) && isSame(fact[key], first[key]));
	const keys = new Set(Object.keys(first).filter(isShared));
	return {
		shared: pick(first, (key) => keys.has(key)),
		each: run.map((fact) => pick(fact, (key) => !keys.has(key)))
	};
}

function pick(fact: Raw, wanted: (key: string) => boolean): Raw {
	return Object.fromEntries(Object.entries(fact).filter(([key]) => wanted(key)));
}

/** Equal as JSON says it, whatever the order of an object's keys. */
function isSame(a: unknown, b: unknown): boolean {
	if (Object.is(a, b)) return true;
	if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
	if (Array.isArray(a) !== Array.isArray(b)) return false;
	const [left, right] = [a as Raw, b as Raw];
	const keys = Object.keys(left);
	return (
		keys.length === Object.keys(right).length &&
		keys.every((key) => Object.hasOwn(right, key) && isSame(left[key], right[key]))
	);
}
