import { fieldsOf, nodeOf, nodesOf, type SyntaxNode, walk } from '../../sql/tree.ts';

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
export function* executedNodes(node: SyntaxNode): Generator<SyntaxNode> {
	yield node;
	if (stores.has(node.type)) return;
	if (node.type === 'CreateSchemaStmt') {
		for (const element of nodesOf(node.fields['schemaElts'])) yield* executedNodes(element);
		return;
	}
	if (node.type === 'AlterTableStmt') {
		const commands = nodesOf(node.fields['cmds']).filter(({ fields }) => !kept.has(String(fields['subtype'])));
		for (const { fields } of commands) yield* walk(fields);
		return;
	}
	if (node.type === 'ExplainStmt' || node.type === 'PrepareStmt' || node.type === 'CreateTableAsStmt') {
		yield* executedNodes(nodeOf(fieldsOf(node.fields)['query']));
		return;
	}
	yield* walk(node.fields);
}
