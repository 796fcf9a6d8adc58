/**
 * Something that a restored copy does not share with its source, known and without harm to what the copy proves.
 * Every one is listed in the verdict: an exception that nobody reads about is a difference that nobody found.
 */
export interface RestoreException {
	/** What it is about: `subscription sub`, `role postgres`. */
	readonly what: string;
	/** Which rule lets it be, e.g. `subscription-left-out`. */
	readonly rule: string;
	/** One sentence for people. */
	readonly reason: string;
}
