import { type NameSpace, relationName } from '../../sql/relation-name.ts';
import { type Fields, fieldsOf, nodeOf, nodesOf, textOf } from '../../sql/tree.ts';
import type { History } from '../history/history.ts';
import { alterTableMode } from './alter-table-mode.ts';
import type { Lock, LockMode } from './lock-mode.ts';

/** What ALTER TABLE, VIEW, SEQUENCE … lock: their relation, and those that their parts name. */
export function alterTableLocks(fields: Fields, names: NameSpace, history: History): Lock[] {
	// An index is no relation of the scope: neither is it told, nor is its table locked.
	if (fields['objtype'] === 'OBJECT_INDEX' || fields['objtype'] === 'OBJECT_TYPE') return [];
	const table = relationName(fields['relation'], names);
	if (table === null) return [];
	const commands = nodesOf(fields['cmds']).map((command) => command.fields);
	const others = commands.flatMap((command) => partLocks(table, command, names, history));
	return [{ relation: table, mode: alterTableMode(commands) }, ...others];
}

function partLocks(table: string, command: Fields, names: NameSpace, history: History): Lock[] {
	const definition = nodeOf(command['def']);
	switch (command['subtype']) {
		case 'AT_AttachPartition':
		case 'AT_DetachPartition':
			return lockOn(relationName(definition.fields['name'], names), 'ACCESS EXCLUSIVE');
		case 'AT_AddInherit':
		case 'AT_DropInherit': {
			const mode = command['subtype'] === 'AT_AddInherit' ? 'SHARE UPDATE EXCLUSIVE' : 'ACCESS SHARE';
			return lockOn(relationName(fieldsOf(definition.fields), names), mode);
		}
		// The triggers of a foreign key leave the table that it refers to, too.
		case 'AT_DropConstraint':
			return keysNamed(table, command, history).flatMap((relation) => lockOn(relation, 'ACCESS EXCLUSIVE'));
		case 'AT_ValidateConstraint':
			return keysNamed(table, command, history).flatMap((relation) => lockOn(relation, 'ROW SHARE'));
		default:
			return [];
	}
}

/** The tables that the plan's own foreign keys of that name refer to. */
function keysNamed(table: string, command: Fields, { foreignKeys }: History): string[] {
	const name = textOf(command['name']);
	return foreignKeys.filter((key) => key.table === table && key.name === name).map(({ references }) => references);
}

function lockOn(relation: string | null, mode: LockMode): Lock[] {
	return relation === null ? [] : [{ relation, mode }];
}
