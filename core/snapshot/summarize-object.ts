import type { SchemaObject } from './schema-snapshot.ts';

/** What a reader wants to know of an object beyond its name, in a few words; empty where the name says enough. */
export function summarizeObject({ kind, aspects }: SchemaObject): string {
	switch (kind) {
		case 'column':
			return summarizeColumn(aspects);
		case 'table':
			return [text(aspects['kind']), text(aspects['persistence'])].filter(isRemarkable).join(', ');
		case 'type':
			return [text(aspects['kind']), list(aspects['labels'] ?? aspects['attributes']), text(aspects['base'])]
				.filter((part) => part !== '')
				.join(' ');
		case 'sequence':
			return aspects['owned_by'] ? `owned by ${text(aspects['owned_by'])}` : text(aspects['type']);
		case 'extension':
			return `version ${text(aspects['version'])}`;
		case 'constraint':
		case 'index':
		case 'trigger':
			return text(aspects['definition']);
		case 'schema':
		case 'view':
		case 'materialized view':
		case 'function':
		case 'grant':
			return '';
		default:
			return kind satisfies never;
	}
}

function summarizeColumn(aspects: SchemaObject['aspects']): string {
	const parts = [text(aspects['type'])];
	if (aspects['not_null'] === true) parts.push('not null');
	if (aspects['default'] != null) parts.push(`default ${text(aspects['default'])}`);
	if (aspects['generated'] != null) parts.push(`generated as ${text(aspects['generated'])}`);
	if (aspects['identity'] != null) parts.push(`identity ${text(aspects['identity'])}`);
	return parts.join(', ');
}

function isRemarkable(word: string): boolean {
	return word !== '' && word !== 'ordinary' && word !== 'permanent';
}

function list(value: unknown): string {
	return Array.isArray(value) ? value.join(', ') : '';
}

function text(value: unknown): string {
	return typeof value === 'string' ? value : '';
}
