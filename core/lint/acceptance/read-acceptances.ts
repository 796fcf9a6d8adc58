import { type LineComment, scanComments } from '../../sql/scan-comments.ts';
import type { Script } from '../../sql/script.ts';
import { skipBlanksAndComments } from '../../sql/skip-blanks.ts';

/** A comment that accepts a hazard: `-- accept table-rewrite: the table has 86 rows`. */
export interface Acceptance {
	readonly rule: string;
	/** Empty when none is given. */
	readonly reason: string;
	readonly script: Script;
	readonly line: number;
	readonly column: number;
	/** 1-based number of the statement that it stands directly before; null where it stands before none. */
	readonly statement: number | null;
}

const form = /^\s*accept\s+([a-z][a-z-]*[a-z])\s*(?::\s*(.*?)\s*)?$/;
/** A reason goes on where a comment line is indented: two blanks or more, or a tab. */
const continued = /^(?: {2,}|\t\s*)(\S.*?)\s*$/;

/**
 * The acceptances of a script, in order. Prose that begins with `accept` is none, unless it names a rule.
 * @param rules ids of the rules there are
 */
export function readAcceptances(script: Script, rules: ReadonlySet<string>): Acceptance[] {
	// Most files hold none, and finding the comments of a file takes as long as parsing it.
	if (!/--\s*accept\s/.test(script.source)) return [];
	const comments = scanComments(script.source);
	return comments.flatMap((comment, index) => {
		const [, rule, said] = form.exec(comment.text) ?? [];
		if (rule === undefined || (said === undefined && !rules.has(rule))) return [];
		const reason = [said ?? '', ...continuation(comments.slice(index + 1), comment.line)].filter(Boolean).join(' ');
		const { line, column } = comment;
		return [{ rule, reason, script, line, column, statement: statementBehind(script, comment) }];
	});
}

function continuation(following: readonly LineComment[], line: number): string[] {
	const [next] = following;
	const [, text] = next && next.line === line + 1 ? (continued.exec(next.text) ?? []) : [];
	return text === undefined || form.test(text) ? [] : [text, ...continuation(following.slice(1), line + 1)];
}

/** Blanks and comments alone may stand between, and the comment has its line to itself. */
function statementBehind({ source, statements }: Script, { start }: LineComment): number | null {
	const lineStart = source.lastIndexOf('\n', start) + 1;
	if (source.slice(lineStart, start).trim() !== '') return null;
	const behind = start + skipBlanksAndComments(source.slice(start));
	const index = statements.findIndex((statement) => statement.start === behind);
	return index < 0 ? null : index + 1;
}
