/** Row counts of the demo database; they are those of the case that the built-in plans describe. */
export const demoCounts = {
	/** Base tables of schema public, before Directus adds its own. */
	publicTables: 236,
	tac_logical_unit: 86,
	tac_unit_version: 86,
	tac_publication: 3,
	tac_publication_member: 86,
	universal_edges: 2199,
	dot_tools: 309,
	knowledge_documents: 2802,
	information_unit: 98,
	unit_version: 105,
	collection_registry: 166,
	admin_fallback_log: 22,
	tasks: 10,
	sandbox_logical_unit: 76,
} as const;

/** Ids of the two executor and verifier pairs; `dot_tools` ends with the second one. */
export const dotPairs = [
	{ executor: { id: 965, code: 'DOT-HC-EXECUTOR' }, verifier: { id: 966, code: 'DOT-HC-EXECUTOR-VERIFY' } },
	{ executor: { id: 991, code: 'DOT-IU-CUTTER' }, verifier: { id: 992, code: 'DOT-IU-CUTTER-VERIFY' } },
] as const;

/** The sandbox was seeded at one instant. */
export const sandboxSeededAt = '2026-04-27T00:00:00Z';
