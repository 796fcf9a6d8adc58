import { compareText } from '../../../core/snapshot/compare-text.ts';
import { listNotCovered } from '../../../core/snapshot/not-covered.ts';
import type { SchemaObject, SchemaSnapshot } from '../../../core/snapshot/schema-snapshot.ts';
import { sortObjects } from '../../../core/snapshot/sort-objects.ts';
import type { Session } from '../session.ts';
import { countLargeObjects } from './queries/count-large-objects.ts';
import { readAccessMethods } from './queries/read-access-methods.ts';
import { readAggregates } from './queries/read-aggregates.ts';
import { readBaseTypes } from './queries/read-base-types.ts';
import { readCasts } from './queries/read-casts.ts';
import { readCollations } from './queries/read-collations.ts';
import { readColumns } from './queries/read-columns.ts';
import { readCompositeTypes } from './queries/read-composite-types.ts';
import { readConstraints } from './queries/read-constraints.ts';
import { readConversions } from './queries/read-conversions.ts';
import { readDatabase } from './queries/read-database.ts';
import { readDefaultPrivileges } from './queries/read-default-privileges.ts';
import { readDomainTypes } from './queries/read-domain-types.ts';
import { readEnumTypes } from './queries/read-enum-types.ts';
import { readEventTriggers } from './queries/read-event-triggers.ts';
import { readExtensions } from './queries/read-extensions.ts';
import { readForeignDataWrappers } from './queries/read-foreign-data-wrappers.ts';
import { readForeignServers } from './queries/read-foreign-servers.ts';
import { readForeignTables } from './queries/read-foreign-tables.ts';
import { readFunctions } from './queries/read-functions.ts';
import { readIndexes } from './queries/read-indexes.ts';
import { readLanguages } from './queries/read-languages.ts';
import { readMaterializedViews } from './queries/read-materialized-views.ts';
import { readOperatorClasses } from './queries/read-operator-classes.ts';
import { readOperatorFamilies } from './queries/read-operator-families.ts';
import { readOperators } from './queries/read-operators.ts';
import { readPolicies } from './queries/read-policies.ts';
import { readPrivileges } from './queries/read-privileges.ts';
import { readProcedures } from './queries/read-procedures.ts';
import { readPublicationMembers } from './queries/read-publication-members.ts';
import { readPublications } from './queries/read-publications.ts';
import { readRangeTypes } from './queries/read-range-types.ts';
import { readRules } from './queries/read-rules.ts';
import { readSchemas } from './queries/read-schemas.ts';
import { readSearchConfigurations } from './queries/read-search-configurations.ts';
import { readSearchDictionaries } from './queries/read-search-dictionaries.ts';
import { readSearchParsers } from './queries/read-search-parsers.ts';
import { readSearchTemplates } from './queries/read-search-templates.ts';
import { readSecurityLabels } from './queries/read-security-labels.ts';
import { readSequences } from './queries/read-sequences.ts';
import { readStatisticsObjects } from './queries/read-statistics-objects.ts';
import { readSubscriptions } from './queries/read-subscriptions.ts';
import { readSystemObjects } from './queries/read-system-objects.ts';
import { readTables } from './queries/read-tables.ts';
import { readTransforms } from './queries/read-transforms.ts';
import { readTriggers } from './queries/read-triggers.ts';
import { readUserMappings } from './queries/read-user-mappings.ts';
import { readViews } from './queries/read-views.ts';
import { shareOut } from './share-out.ts';

/** Those that take longest first, so that no session is left alone with one of them at the end. */
const readers = [
	readColumns,
	readIndexes,
	readConstraints,
	readPrivileges,
	readSequences,
	readTables,
	readViews,
	readMaterializedViews,
	readFunctions,
	readSystemObjects,
	readTriggers,
	readAccessMethods,
	readAggregates,
	readBaseTypes,
	readCasts,
	readCollations,
	readCompositeTypes,
	readConversions,
	readDatabase,
	readDefaultPrivileges,
	readDomainTypes,
	readEnumTypes,
	readEventTriggers,
	readExtensions,
	readForeignDataWrappers,
	readForeignServers,
	readForeignTables,
	readLanguages,
	readOperatorClasses,
	readOperatorFamilies,
	readOperators,
	readPolicies,
	readProcedures,
	readPublicationMembers,
	readPublications,
	readRangeTypes,
	readRules,
	readSchemas,
	readSearchConfigurations,
	readSearchDictionaries,
	readSearchParsers,
	readSearchTemplates,
	readSecurityLabels,
	readStatisticsObjects,
	readSubscriptions,
	readTransforms,
	readUserMappings,
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
	let largeObjects = 0;
	const tasks = [
		...readers.map((read) => async (reading: Session) => {
			for (const object of await read(reading, excludeSchemas)) objects.push(object);
		}),
		async (reading: Session) => {
			largeObjects = await countLargeObjects(reading);
		},
	];
	await shareOut(tasks, [session, ...alongside], (reading, task) => task(reading));
	return {
		format: 'schema-snapshot-v2',
		objects: sortObjects(objects),
		excluded_schemas: [...excludeSchemas].sort(compareText),
		not_covered: listNotCovered(largeObjects),
	};
}
