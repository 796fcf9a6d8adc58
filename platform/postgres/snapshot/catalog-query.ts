import type { ObjectKind } from '../../../core/snapshot/schema-snapshot.ts';

/** How objects of one kind, or some of them, are read from the catalogs in one query. */
export interface CatalogQuery {
	readonly kind: ObjectKind;
	/** Gives the columns that `toObjects` takes; `$1` is the list of schemas to leave out. */
	readonly sql: string;
	/**
	 * For kinds that most databases lack: where to look first, as it stands after FROM. Whatever `sql` finds, this has
	 * to find something: an object that it does not see is not described.
	 */
	readonly rare?: string;
}
