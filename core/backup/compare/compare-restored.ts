import { pairDots } from '../../../contract/signatures.ts';
import { type DotTool, judgePair } from '../../signal/judge-pair.ts';
import type { SchemaSnapshot } from '../../snapshot/schema-snapshot.ts';
import type { DatabaseRights } from '../database-rights.ts';
import type { SequencePosition } from '../parse-sequence-sets.ts';
import type { TableCount } from '../port.ts';
import type { RestoreException } from '../restore-exception.ts';
import type { ServerRoles } from '../server-roles.ts';
import { compareContents, type TableContent } from './compare-contents.ts';
import { compareCounts } from './compare-counts.ts';
import { compareRoles } from './compare-roles.ts';
import { compareSchemas } from './compare-schemas.ts';
import { compareSequences } from './compare-sequences.ts';
import { compareRights, compareSettings } from './compare-settings.ts';

/** What is known of a database at one instant, or of its restored copy. */
export interface SubjectPicture {
	readonly counts: readonly TableCount[];
	readonly schema: SchemaSnapshot;
	/** Of the tables that were digested at the backup's instant. */
	readonly contents: readonly TableContent[];
	/** Of the source: as the archive says. */
	readonly sequences: readonly SequencePosition[];
	/** Roles, memberships and settings; of the source, the settings in the reach that the clone allows. */
	readonly roles: ServerRoles;
	readonly rights: DatabaseRights;
	/** Null where nobody counted them. */
	readonly large_objects: number | null;
}

export interface RestoreComparison {
	/** Why the copy is not the source; empty when it is. */
	readonly reasons: readonly string[];
	/** How much was compared. */
	readonly compared: {
		readonly tables: number;
		readonly rows: number;
		readonly objects: number;
		readonly contents: number;
		readonly sequences: number;
		readonly roles: number;
		readonly memberships: number;
		readonly settings: number;
	};
	/** Tables that were compared by their number of rows alone. */
	readonly counted_only: readonly string[];
	/** `absent`: the database holds no registry of tools, or the pair is not in it. */
	readonly dot_pair: 'pass' | 'fail' | 'absent';
}

/**
 * Compares a restored copy with the instant its backup was taken.
 * @param dotTools the pair's rows in the copy; null when it has no registry
 * @param exceptions differences that are known: listed in the verdict, no reasons
 */
export function compareRestored(
	source: SubjectPicture,
	copy: SubjectPicture,
	{
		dotTools,
		exceptions,
	}: { readonly dotTools: readonly DotTool[] | null; readonly exceptions: readonly RestoreException[] },
): RestoreComparison {
	const pair = dotTools === null ? null : judgeRestoredPair(dotTools);
	const digested = new Set(source.contents.map(({ table }) => table));
	const names = source.schema.objects.filter(({ kind }) => kind === 'sequence').map(({ name }) => name);
	return {
		reasons: [
			...compareCounts(source.counts, copy.counts),
			...compareContents(source.contents, copy.contents),
			...compareSchemas(source.schema, copy.schema, exceptions),
			...compareSequences(names, source.sequences, copy.sequences),
			...compareRoles(source.roles, copy.roles, exceptions),
			...compareSettings(source.roles.settings, copy.roles.settings),
			...compareRights(source.rights, copy.rights),
			...compareLargeObjects(source.large_objects, copy.large_objects),
			...(pair ?? []),
		],
		compared: {
			tables: source.counts.length,
			rows: source.counts.reduce((sum, { count }) => sum + count, 0),
			objects: source.schema.objects.length,
			contents: source.contents.length,
			sequences: source.sequences.length,
			roles: source.roles.roles.length,
			memberships: source.roles.memberships.length,
			settings: source.roles.settings.length,
		},
		counted_only: source.counts
			.filter(({ table, count }) => count > 0 && !digested.has(table))
			.map(({ table }) => table),
		dot_pair: pair === null ? 'absent' : pair.length === 0 ? 'pass' : 'fail',
	};
}

/**
 * The pair survived: both halves there, active, naming each other. Which revisions they declare is no matter of a restore.
 * @returns null where neither is registered: lost rows show in count and content
 */
function judgeRestoredPair(tools: readonly DotTool[]): string[] | null {
	const pair = tools.filter(({ code }) => code === pairDots.executor || code === pairDots.verifier);
	if (pair.length === 0) return null;
	const withoutRevisions = pair.map((tool) => ({ ...tool, tool_revision: null }));
	return judgePair(withoutRevisions, 'same').map(({ message }) => `DOT pair: ${message}`);
}

function compareLargeObjects(source: number | null, copy: number | null): string[] {
	if (source === null || source === copy) return [];
	return [`large objects: ${source} in the backup's snapshot, ${copy ?? 'none counted'} restored`];
}
