/** Modes of table locks as LOCK TABLE spells them, weakest first; PostgreSQL numbers them from 1 in this order. */
export const lockModes = [
	'ACCESS SHARE',
	'ROW SHARE',
	'ROW EXCLUSIVE',
	'SHARE UPDATE EXCLUSIVE',
	'SHARE',
	'SHARE ROW EXCLUSIVE',
	'EXCLUSIVE',
	'ACCESS EXCLUSIVE',
] as const;

export type LockMode = (typeof lockModes)[number];

/** A lock that a statement takes. Reading takes ACCESS SHARE, which is not told. */
export interface Lock {
	/** `schema.name` */
	readonly relation: string;
	readonly mode: LockMode;
}

export function strongestMode(modes: readonly LockMode[]): LockMode {
	return lockModes[Math.max(0, ...modes.map((mode) => lockModes.indexOf(mode)))] ?? 'ACCESS SHARE';
}

/** Whether a lock counts as touching: the runner's own proof counts these, too. */
export function isWriteMode(mode: LockMode): boolean {
	return lockModes.indexOf(mode) >= lockModes.indexOf('ROW EXCLUSIVE');
}

/** The strongest lock on each relation, in the order of their first mention. */
export function strongestLocks(locks: readonly Lock[]): Lock[] {
	const byRelation = new Map<string, LockMode[]>();
	for (const { relation, mode } of locks) byRelation.set(relation, [...(byRelation.get(relation) ?? []), mode]);
	return [...byRelation].map(([relation, modes]) => ({ relation, mode: strongestMode(modes) }));
}
