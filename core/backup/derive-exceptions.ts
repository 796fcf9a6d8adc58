import type { SchemaObject, SchemaSnapshot } from '../snapshot/schema-snapshot.ts';
import type { RestoreMessage } from './port.ts';
import type { RestoreException } from './restore-exception.ts';

/** What a benign message says is missing from the copy. */
const spoken: Readonly<Record<string, (text: string) => RestoreException | null>> = {
	'user-mapping-role': (text) => {
		const [, role, server] =
			/^Command was: CREATE USER MAPPING FOR (.+?) SERVER (.+?)(?: OPTIONS \(|;)/m.exec(text) ?? [];
		return {
			what: `user mapping ${role} on ${server}`,
			rule: 'user-mapping-role',
			reason: 'Its role does not exist on the clone. It holds the login of a foreign server, never rows.',
		};
	},
	'refresh-reads-elsewhere': (text) => {
		const [, view] = /^Command was: REFRESH MATERIALIZED VIEW (.+);$/m.exec(text) ?? [];
		return {
			what: `materialized view ${view}`,
			rule: 'refresh-reads-elsewhere',
			reason: 'It copies from another server, which a clone must not reach: it was left unpopulated.',
		};
	},
};

/** What left traces in pg_restore's words and is known to be harmless. */
export function exceptionsOfMessages(messages: readonly RestoreMessage[]): RestoreException[] {
	return messages.flatMap(({ rule, text }) => (rule && spoken[rule]?.(text)) || []);
}

/** What no dump carries, and no restore gives back, of what the snapshot describes. `toComparable` leaves out just these. */
export function exceptionsOfSchema({ objects }: SchemaSnapshot): RestoreException[] {
	const partitioned = new Set(
		objects
			.filter(({ kind, aspects }) => kind === 'table' && aspects['kind'] === 'partitioned')
			.map(({ name }) => name),
	);
	return objects.flatMap((object) =>
		unrestorable
			.filter(({ applies }) => applies(object, partitioned))
			.map(({ rule, reason }) => ({ what: `${object.kind} ${object.name}`, rule, reason })),
	);
}

const unrestorable: readonly {
	readonly rule: string;
	readonly applies: (object: SchemaObject, partitioned: ReadonlySet<string>) => boolean;
	readonly reason: string;
}[] = [
	{
		rule: 'subscription-left-out',
		applies: ({ kind }) => kind === 'subscription',
		reason: "Left out on purpose: a clone's subscription would take over production's slot at the publisher.",
	},
	{
		rule: 'index-not-valid',
		applies: ({ kind, aspects }, partitioned) =>
			kind === 'index' && aspects['valid'] === false && !partitioned.has(String(aspects['table'])),
		reason: 'pg_dump leaves out an index that is not valid: what CREATE INDEX CONCURRENTLY did not finish.',
	},
	{
		rule: 'operator-undefined',
		applies: ({ kind, aspects }) => kind === 'operator' && aspects['function'] === undefined,
		reason: 'pg_dump leaves out an operator that another one named as its negator or commutator and nobody defined.',
	},
	{
		rule: 'tablespace-left-out',
		applies: ({ kind, aspects }) => kind !== 'database' && aspects['tablespace'] !== undefined,
		reason: 'It lies in the default tablespace of the clone: where on disk it lies is no part of what it is.',
	},
	{
		rule: 'internal-triggers-anew',
		applies: ({ aspects }) => aspects['internal_triggers'] !== undefined,
		reason: 'Triggers of its foreign keys are made anew and fire; at the source some are switched off.',
	},
	{
		rule: 'detachment-undone',
		applies: ({ aspects }) => aspects['detach_pending'] !== undefined,
		reason: 'A detachment of it was interrupted; restored, it is attached.',
	},
];
