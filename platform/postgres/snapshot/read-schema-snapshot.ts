import type { SchemaObject, SchemaSnapshot } from '../../../core/snapshot/schema-snapshot.ts';
import { compareText } from '../../../core/snapshot/compare-text.ts';
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
import { withPinnedSettings } from './with-pinned-settings.ts';

const readers = [
	readSchemas,
	readTables,
	readColumns,
	readConstraints,
	readIndexes,
	readViews,
	readMaterializedViews,
	readSequences,
	readFunctions,
	readTriggers,
	readEnumTypes,
	readDomainTypes,
	readCompositeTypes,
	readRangeTypes,
	readExtensions,
	readGrants,
] as const;

/**
 * Describes the schema of the session's database as its transaction sees it, in a constant number of queries.
 * For one instant the transaction has to be REPEATABLE READ; even then PostgreSQL prints bodies of functions and
 * expressions as they are now, so what must not move has to be locked or read again afterwards.
 * Leaves no trace in the session: settings are put back also when a query fails.
 * @throws CutterError WRONG_STATE when no transaction is open
 */
export async function readSchemaSnapshot(
	session: Session,
	{ excludeSchemas }: { readonly excludeSchemas: readonly string[] },
): Promise<SchemaSnapshot> {
	return await withPinnedSettings(session, async () => {
		const objects: SchemaObject[] = [];
		for (const read of readers) for (const object of await read(session, excludeSchemas)) objects.push(object);
		return {
			format: 'schema-snapshot-v1',
			objects: sortObjects(objects),
			excluded_schemas: [...excludeSchemas].sort(compareText),
			not_covered: await countNotCovered(session, excludeSchemas),
		};
	});
}
