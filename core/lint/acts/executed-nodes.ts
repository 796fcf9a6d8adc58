import { nodeOf, nodesOf, type SyntaxNode, walk } from '../../sql/tree.ts';

/** Statements that store what they hold and evaluate nothing of it. */
const stores = new Set([
	'CreateFunctionStmt',
	'RuleStmt',
	'ViewStmt',
	'CreateTrigStmt',
	'CreatePolicyStmt',
	'AlterPolicyStmt',
	'CreateStmt',
	'CreateForeignTableStmt',
	'CreateDomainStmt',
	'CreateEventTrigStmt',
]);

/** Parts of ALTER TABLE whose expression is kept for rows to come. */
const kept = new Set(['AT_ColumnDefault', 'AT_CookedColumnDefault']);

/** The nodes of a statement that are evaluated when it runs, the statement itself first. */
export function executedNodes(node: SyntaxNode): SyntaxNode[] {
	return [node, ...evaluatedBelow(node)];
}

function evaluatedBelow({ type, fields }: SyntaxNode): SyntaxNode[] {
	if (stores.has(type)) return [];
	switch (type) {
		case 'CreateSchemaStmt':
			return nodesOf(fields['schemaElts']).flatMap(executedNodes);
		case 'AlterTableStmt':
			return nodesOf(fields['cmds'])
				.filter((command) => !kept.has(String(command.fields['subtype'])))
				.flatMap((command) => walk(command.fields));
		case 'ExplainStmt':
		case 'PrepareStmt':
		case 'CreateTableAsStmt':
			return executedNodes(nodeOf(fields['query']));
		default:
			return walk(fields);
	}
}
