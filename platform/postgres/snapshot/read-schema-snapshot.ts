import { compareText } from '../../../core/snapshot/compare-text.ts';
import { listNotCovered } from '../../../core/snapshot/not-covered.ts';
import type { SchemaObject, SchemaSnapshot } from '../../../core/snapshot/schema-snapshot.ts';
import { sortObjects } from '../../../core/snapshot/sort-objects.ts';
import type { Session } from '../session.ts';
import { catalogQueries } from './catalog-queries.ts';
import type { CatalogQuery } from './catalog-query.ts';
import { findRareKinds } from './find-rare-kinds.ts';
import { countLargeObjects } from './queries/count-large-objects.ts';
import { shareOut } from './share-out.ts';
import { toObjects } from './to-objects.ts';
import { toPrivileges } from './to-privileges.ts';

export interface SnapshotOptions {
	readonly excludeSchemas: readonly string[];
	/** More sessions, each in a transaction on the same exported snapshot, to share the work with. */
	readonly alongside?: readonly Session[];
}

/**
 * Describes the schema of the session's database as its transaction sees it, in a number of queries that does not
 * depend on the number of objects, and the same for every role.
 * For one instant the transaction has to be REPEATABLE READ; even then PostgreSQL prints bodies of functions and
 * expressions as they are now, so what must not move has to be locked, or read again afterwards.
 * Leaves no trace in the session: settings are put back also when a query fails.
 * @throws CutterError WRONG_STATE when no transaction is open
 */
export async function readSchemaSnapshot(
	session: Session,
	{ excludeSchemas, alongside = [] }: SnapshotOptions,
): Promise<SchemaSnapshot> {
	const objects: Promise<SchemaObject[]>[] = [];
	let largeObjects = 0;
	const present = Promise.withResolvers<ReadonlySet<CatalogQuery>>();
	const tasks = [
		async (reading: Session) => {
			try {
				present.resolve(await findRareKinds(reading, catalogQueries));
			} catch (error) {
				// Nobody may wait for it forever; what they find is thrown away.
				present.resolve(new Set());
				throw error;
			}
		},
		...catalogQueries.map((query) => async (reading: Session) => {
			if (query.rare && !(await present.promise).has(query)) return;
			const { rows } = await reading.query(query.sql, [excludeSchemas]);
			objects.push(meanwhile(() => sortObjects(buildObjects(query, rows))));
		}),
		async (reading: Session) => {
			largeObjects = await countLargeObjects(reading);
		},
	];
	await shareOut(tasks, [session, ...alongside], (reading, task) => task(reading));
	return {
		format: 'schema-snapshot-v2',
		objects: sortObjects((await Promise.all(objects)).flat()),
		excluded_schemas: [...excludeSchemas].sort(compareText),
		not_covered: listNotCovered(largeObjects),
	};
}

function buildObjects({ kind }: CatalogQuery, rows: readonly Record<string, unknown>[]): SchemaObject[] {
	const found = toObjects(kind, rows);
	return kind === 'grant' ? toPrivileges(found) : found;
}

/** Does the work once the session has sent its next query, so that the server is not kept waiting for it. */
function meanwhile<Result>(work: () => Result): Promise<Result> {
	const done = new Promise<Result>((resolve, reject) => {
		setImmediate(() => {
			try {
				resolve(work());
			} catch (error) {
				reject(error);
			}
		});
	});
	// It is awaited at the end, or never when a query fails meanwhile; that must not end the process.
	done.catch(() => undefined);
	return done;
}
