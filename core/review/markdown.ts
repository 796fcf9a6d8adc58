/** Text that may stand in a cell of a Markdown table, or in a line of a list: nothing in it ends the cell or begins a tag. */
export function inline(text: string): string {
	return text
		.replaceAll(/\s*\n\s*/g, ' ')
		.replaceAll('\\', '\\\\')
		.replaceAll('|', '\\|')
		.replaceAll('<', '&lt;');
}

export function code(text: string): string {
	const fence = '`'.repeat(longestRun(text) + 1);
	const pad = text.startsWith('`') || text.endsWith('`') ? ' ' : '';
	return text === '' ? '' : `${fence}${pad}${text.replaceAll(/\s*\n\s*/g, ' ').replaceAll('|', '\\|')}${pad}${fence}`;
}

/** A block whose fence is longer than any in the text: SQL cannot end it. */
export function block(language: string, text: string): string {
	const fence = '`'.repeat(Math.max(3, longestRun(text) + 1));
	return `${fence}${language}\n${text}\n${fence}`;
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
	const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
	return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

export function list(items: readonly string[]): string {
	return items.length === 0 ? '- none' : items.map((item) => `- ${item}`).join('\n');
}

function longestRun(text: string): number {
	return Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
}
