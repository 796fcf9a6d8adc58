/** One change of a schema, and all that it has to show as, in the words of `describeBriefly`. */
export interface SchemaChange {
	/** What has to exist first, beyond the subject. */
	readonly before: string;
	readonly change: string;
	readonly finds: readonly string[];
}

export function change(ddl: string, ...finds: string[]): SchemaChange {
	return { before: '', change: ddl, finds };
}

/** A change of something that the subject does not hold, made first. */
export function afterwards(before: string, ddl: string, ...finds: string[]): SchemaChange {
	return { before, change: ddl, finds };
}
