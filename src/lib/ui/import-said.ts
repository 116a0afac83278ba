/** What a person has said of an import, by what it is about. */
export type Said<K> = ReadonlyMap<K, string>;

/** Before anything was said. */
export const nothingSaid = <K>(): Said<K> => new Map();

/** The same with one thing said, or (null) taken back. */
export function said<K>(before: Said<K>, about: K, what: string | null): Said<K> {
	const others = [...before].filter(([each]) => each !== about);
	return new Map(what === null ? others : [...others, [about, what]]);
}
