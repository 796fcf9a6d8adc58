import type { CatalogQuery } from './catalog-query.ts';
import { accessMethods } from './queries/access-methods.ts';
import { aggregates } from './queries/aggregates.ts';
import { baseTypes } from './queries/base-types.ts';
import { casts } from './queries/casts.ts';
import { collations } from './queries/collations.ts';
import { columns } from './queries/columns.ts';
import { compositeTypes } from './queries/composite-types.ts';
import { constraints } from './queries/constraints.ts';
import { conversions } from './queries/conversions.ts';
import { database } from './queries/database.ts';
import { defaultPrivileges } from './queries/default-privileges.ts';
import { domainTypes } from './queries/domain-types.ts';
import { enumTypes } from './queries/enum-types.ts';
import { eventTriggers } from './queries/event-triggers.ts';
import { extensionDependencies } from './queries/extension-dependencies.ts';
import { extensions } from './queries/extensions.ts';
import { foreignDataWrappers } from './queries/foreign-data-wrappers.ts';
import { foreignServers } from './queries/foreign-servers.ts';
import { foreignTables } from './queries/foreign-tables.ts';
import { functions } from './queries/functions.ts';
import { indexes } from './queries/indexes.ts';
import { languages } from './queries/languages.ts';
import { materializedViews } from './queries/materialized-views.ts';
import { operatorClasses } from './queries/operator-classes.ts';
import { operatorFamilies } from './queries/operator-families.ts';
import { operators } from './queries/operators.ts';
import { policies } from './queries/policies.ts';
import { privileges } from './queries/privileges.ts';
import { procedures } from './queries/procedures.ts';
import { publicationMembers } from './queries/publication-members.ts';
import { publications } from './queries/publications.ts';
import { rangeTypes } from './queries/range-types.ts';
import { rules } from './queries/rules.ts';
import { schemas } from './queries/schemas.ts';
import { searchConfigurations } from './queries/search-configurations.ts';
import { searchDictionaries } from './queries/search-dictionaries.ts';
import { searchParsers } from './queries/search-parsers.ts';
import { searchTemplates } from './queries/search-templates.ts';
import { securityLabels } from './queries/security-labels.ts';
import { sequences } from './queries/sequences.ts';
import { statisticsObjects } from './queries/statistics-objects.ts';
import { subscriptions } from './queries/subscriptions.ts';
import { systemObjects } from './queries/system-objects.ts';
import { tables } from './queries/tables.ts';
import { transforms } from './queries/transforms.ts';
import { triggers } from './queries/triggers.ts';
import { userMappings } from './queries/user-mappings.ts';
import { views } from './queries/views.ts';

/**
 * All that a snapshot is made of. Those that take longest first, so that no session is left alone with one of them at
 * the end.
 */
export const catalogQueries: readonly CatalogQuery[] = [
	columns,
	indexes,
	constraints,
	privileges,
	sequences,
	tables,
	views,
	materializedViews,
	functions,
	triggers,
	systemObjects,
	procedures,
	schemas,
	extensions,
	database,
	enumTypes,
	domainTypes,
	compositeTypes,
	securityLabels,
	accessMethods,
	aggregates,
	baseTypes,
	casts,
	collations,
	conversions,
	defaultPrivileges,
	eventTriggers,
	extensionDependencies,
	foreignDataWrappers,
	foreignServers,
	foreignTables,
	languages,
	operatorClasses,
	operatorFamilies,
	operators,
	policies,
	publicationMembers,
	publications,
	rangeTypes,
	rules,
	searchConfigurations,
	searchDictionaries,
	searchParsers,
	searchTemplates,
	statisticsObjects,
	subscriptions,
	transforms,
	userMappings,
];
