import type { SqlSyntaxError } from './parse-sql.ts';

export interface ExplainedSyntaxError {
	readonly rule: 'syntax-error' | 'psql-meta-command';
	readonly message: string;
	readonly remedy: string;
}

/** Says what the parser stopped at. A frozen file is executed as it is, and psql is nowhere in between. */
export function explainSyntaxError(source: string, { line, column, message }: SqlSyntaxError): ExplainedSyntaxError {
	const rest = [...(source.split('\n')[line - 1] ?? '')].slice(column - 1).join('');
	const [command] = /^\\\S*/.exec(rest) ?? [];
	if (command !== undefined)
		return {
			rule: 'psql-meta-command',
			message: `${command} is a command of psql, not SQL`,
			remedy: 'Leave it out: the runner executes the file itself, and psql has no part in it.',
		};
	const [variable] = /^:['"]?\w+['"]?/.exec(rest) ?? [];
	if (variable !== undefined)
		return {
			rule: 'psql-meta-command',
			message: `${variable} is a variable of psql, not SQL`,
			remedy: 'Write the value: what is frozen and signed has no variables.',
		};
	return { rule: 'syntax-error', message, remedy: 'Write what PostgreSQL’s own parser reads.' };
}
