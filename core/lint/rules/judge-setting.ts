import { judgingSettings } from '../../migration/judging-settings.ts';
import { type Fields, fieldsOf, nodeOf, nodesOf, type SyntaxNode, textOf } from '../../sql/tree.ts';
import { findInActs } from '../find-in-acts.ts';
import type { Rule } from '../rule.ts';

/** The settings that the runner compares (`readTransactionMarks`), the role, and the transaction by its other names. */
const judged: ReadonlySet<string> = new Set([
	...judgingSettings,
	'role',
	'session_authorization',
	'transaction',
	'transaction snapshot',
	'session characteristics',
]);

export const judgeSetting: Rule = {
	id: 'judge-setting',
	severity: 'error',
	remedy:
		'Leave it out: role, search path (public) and bounds are the runner’s; bounds of its own a plan states in `timeouts`.',
	find: ({ running }) =>
		findInActs(running, (act) => [
			...bySetting(act.node),
			...act.calls.flatMap(({ parts, fields }) => (isSetConfig(parts) ? byFunction(fields) : [])),
		]),
};

function bySetting({ type, fields }: SyntaxNode): string[] {
	if (type === 'AlterRoleSetStmt' || type === 'AlterDatabaseSetStmt')
		return [`${type === 'AlterRoleSetStmt' ? 'ALTER ROLE' : 'ALTER DATABASE'} … SET changes sessions to come`];
	if (type !== 'VariableSetStmt') return [];
	if (fields['kind'] === 'VAR_RESET_ALL') return ['RESET ALL would undo the runner’s own settings'];
	const name = textOf(fields['name']);
	const verb = fields['kind'] === 'VAR_RESET' ? 'RESET' : 'SET';
	return isJudged(name) ? [`${verb} ${name} changes the judge of this migration`] : [];
}

/** PostgreSQL compares these names without regard to case, quoted or not. */
function isJudged(name: string): boolean {
	return judged.has(name.toLowerCase());
}

/** Also where a schema is named: nobody else's set_config is worth the doubt. */
export function isSetConfig(parts: readonly string[]): boolean {
	return parts.at(-1) === 'set_config';
}

function byFunction(call: Fields): string[] {
	const name = settingNamed(call);
	return name !== null && isJudged(name) ? [`set_config('${name}', …) changes the judge of this migration`] : [];
}

/** The setting that a call of set_config names; null when its name is made at run time. */
export function settingNamed(call: Fields): string | null {
	const [argument] = nodesOf(call['args']);
	const constant = argument?.type === 'TypeCast' ? nodeOf(argument.fields['arg']) : argument;
	const name = fieldsOf(constant?.fields['sval'])['sval'];
	return typeof name === 'string' ? name : null;
}
