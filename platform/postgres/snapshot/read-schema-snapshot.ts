import { compareText } from '../../../core/snapshot/compare-text.ts';
import type { SchemaObject, SchemaSnapshot } from '../../../core/snapshot/schema-snapshot.ts';
import { sortObjects } from '../../../core/snapshot/sort-objects.ts';
import type { Session } from '../session.ts';
import { countNotCovered } from './queries/count-not-covered.ts';
import { readColumns } from './queries/read-columns.ts';
import { readCompositeTypes } from './queries/read-composite-types.ts';
import { readConstraints } from './queries/read-constraints.ts';
import { readDomainTypes } from './queries/read-domain-types.ts';
import { readEnumTypes } from './queries/read-enum-types.ts';
import { readExtensions } from './queries/read-extensions.ts';
import { readFunctions } from './queries/read-functions.ts';
import { readGrants } from './queries/read-grants.ts';
import { readIndexes } from './queries/read-indexes.ts';
import { readMaterializedViews } from './queries/read-materialized-views.ts';
import { readRangeTypes } from './queries/read-range-types.ts';
import { readSchemas } from './queries/read-schemas.ts';
import { readSequences } from './queries/read-sequences.ts';
import { readTables } from './queries/read-tables.ts';
import { readTriggers } from './queries/read-triggers.ts';
import { readViews } from './queries/read-views.ts';
import { shareOut } from './share-out.ts';

/** Those that take longest first, so that no session is left alone with one of them at the end. */
const readers = [
	readColumns,
	readIndexes,
	readConstraints,
	readGrants,
	readTables,
	readViews,
	readMaterializedViews,
	readSequences,
	readFunctions,
	readTriggers,
	readSchemas,
	readEnumTypes,
	readDomainTypes,
	readCompositeTypes,
	readRangeTypes,
	readExtensions,
] as const;

export interface SnapshotOptions {
	readonly excludeSchemas: readonly string[];
	/** More sessions, each in a transaction on the same exported snapshot, to share the work with. */
	readonly alongside?: readonly Session[];
}

/**
 * Describes the schema of the session's database as its transaction sees it, in a constant number of queries.
 * For one instant the transaction has to be REPEATABLE READ; even then PostgreSQL prints bodies of functions and
 * expressions as they are now, so what must not move has to be locked, or read again afterwards.
 * Leaves no trace in the session: settings are put back also when a query fails.
 * @throws CutterError WRONG_STATE when no transaction is open
 */
export async function readSchemaSnapshot(
	session: Session,
	{ excludeSchemas, alongside = [] }: SnapshotOptions,
): Promise<SchemaSnapshot> {
	const objects: SchemaObject[] = [];
	let not_covered: SchemaSnapshot['not_covered'] = [];
	const tasks = [
		...readers.map((read) => async (reading: Session) => {
			for (const object of await read(reading, excludeSchemas)) objects.push(object);
		}),
		async (reading: Session) => {
			not_covered = await countNotCovered(reading, excludeSchemas);
		},
	];
	await shareOut(tasks, [session, ...alongside], (reading, task) => task(reading));
	return {
		format: 'schema-snapshot-v1',
		objects: sortObjects(objects),
		excluded_schemas: [...excludeSchemas].sort(compareText),
		not_covered,
	};
}
