import { type Fields, nodeOf, nodesOf, textOf } from '../../sql/tree.ts';
import { type LockMode, strongestMode } from './lock-mode.ts';

/**
 * The lock that ALTER TABLE takes on its table: the strongest that one of its parts asks for. Parts that are not named
 * here ask for ACCESS EXCLUSIVE. From `AlterTableGetLockLevel` of PostgreSQL 15.
 */
export function alterTableMode(commands: readonly Fields[]): LockMode {
	return strongestMode(commands.map(commandMode));
}

const milder: Readonly<Record<string, LockMode>> = {
	AT_EnableTrig: 'SHARE ROW EXCLUSIVE',
	AT_EnableAlwaysTrig: 'SHARE ROW EXCLUSIVE',
	AT_EnableReplicaTrig: 'SHARE ROW EXCLUSIVE',
	AT_EnableTrigAll: 'SHARE ROW EXCLUSIVE',
	AT_EnableTrigUser: 'SHARE ROW EXCLUSIVE',
	AT_DisableTrig: 'SHARE ROW EXCLUSIVE',
	AT_DisableTrigAll: 'SHARE ROW EXCLUSIVE',
	AT_DisableTrigUser: 'SHARE ROW EXCLUSIVE',
	AT_SetStatistics: 'SHARE UPDATE EXCLUSIVE',
	AT_ClusterOn: 'SHARE UPDATE EXCLUSIVE',
	AT_DropCluster: 'SHARE UPDATE EXCLUSIVE',
	AT_SetOptions: 'SHARE UPDATE EXCLUSIVE',
	AT_ResetOptions: 'SHARE UPDATE EXCLUSIVE',
	AT_ValidateConstraint: 'SHARE UPDATE EXCLUSIVE',
	AT_AttachPartition: 'SHARE UPDATE EXCLUSIVE',
};

/** Storage parameters that need no more than SHARE UPDATE EXCLUSIVE, autovacuum's and TOAST's own aside. */
const mildOptions = new Set([
	'fillfactor',
	'parallel_workers',
	'toast_tuple_target',
	'vacuum_index_cleanup',
	'vacuum_truncate',
	'log_autovacuum_min_duration',
]);

function commandMode(command: Fields): LockMode {
	const subtype = textOf(command['subtype']);
	if (subtype === 'AT_AddConstraint' || subtype === 'AT_ReAddConstraint')
		return nodeOf(command['def']).fields['contype'] === 'CONSTR_FOREIGN' ? 'SHARE ROW EXCLUSIVE' : 'ACCESS EXCLUSIVE';
	if (subtype === 'AT_SetRelOptions' || subtype === 'AT_ResetRelOptions') return optionsMode(command['def']);
	return milder[subtype] ?? 'ACCESS EXCLUSIVE';
}

function optionsMode(definition: unknown): LockMode {
	const names = nodesOf(nodeOf(definition).fields['items']).map(({ fields }) => textOf(fields['defname']));
	const mild = names.every((name) => mildOptions.has(name) || name.startsWith('autovacuum_'));
	return mild ? 'SHARE UPDATE EXCLUSIVE' : 'ACCESS EXCLUSIVE';
}
