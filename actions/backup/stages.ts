/** What a backup has just done, in order; `dumping`, `counted` and `described` come in any order. */
export const stages = [
	/** Tables are listed, nothing is locked. */
	'listed',
	'locked',
	'exported',
	/** pg_dump has read the catalogs and begins to write. */
	'dumping',
	'counted',
	'described',
	'dumped',
	/** Everything is read; whether it moved is not yet looked at. */
	'read',
	'checked',
	/** The locks are gone. */
	'released',
] as const;
export type Stage = (typeof stages)[number];

/** Told of each stage and awaited: where others may come in between is not left to chance. */
export type OnStage = (stage: Stage) => Promise<void>;

export const passOn: OnStage = async () => undefined;
