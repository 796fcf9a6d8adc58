import { findInActs } from '../find-in-acts.ts';
import type { Rule } from '../rule.ts';

/** What each kind of function does that no rollback undoes. */
const kinds: readonly (readonly [string, RegExp])[] = [
	['acts on other sessions', /^pg_(terminate|cancel)_backend$|^pg_log_backend_memory_contexts$/],
	[
		'acts on the server itself',
		/^pg_(reload_conf|rotate_logfile|rotate_logfile_old|promote|switch_wal|create_restore_point|backup_start|backup_stop|wal_replay_pause|wal_replay_resume)$|^pg_stat_reset|^binary_upgrade_/,
	],
	[
		'acts on replication',
		/^pg_(create|copy|drop)_(logical_|physical_)?replication_slot$|^pg_replication_(slot_advance|origin_)|^pg_logical_(slot_get|emit)_/,
	],
	[
		'reads or writes the server’s disk',
		/^pg_(read_file|read_file_old|read_binary_file|stat_file|ls_\w+)$|^lo_(import|export)$/,
	],
	[
		'takes or gives up locks beyond this transaction',
		/^pg_(try_)?advisory_(lock|lock_shared|unlock|unlock_shared|unlock_all)$/,
	],
	['works on another connection, outside this transaction', /^dblink(_\w+)?$/],
];

/** `pg_advisory_unlock_all()` would give up the very lock that keeps other runs out. Locks of a transaction pass. */
export const serverFunction: Rule = {
	id: 'server-function',
	severity: 'error',
	remedy: 'Leave it out: its effect is outside the transaction, and no rollback takes it back.',
	find: ({ running }) =>
		findInActs(running, (act) =>
			act.calls.flatMap(({ parts }) => {
				const name = parts.at(-1) ?? '';
				const [effect] = kinds.find(([, pattern]) => pattern.test(name)) ?? [];
				return effect ? [`${name}() ${effect}`] : [];
			}),
		),
};
