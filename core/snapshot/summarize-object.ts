import type { Json } from '../digest/canonical-json.ts';
import type { SchemaObject } from './schema-snapshot.ts';

type Aspects = SchemaObject['aspects'];

/** What a reader wants to know of an object beyond its name, in a few words; empty where the name says enough. */
export function summarizeObject({ kind, aspects }: SchemaObject): string {
	switch (kind) {
		case 'column':
			return summarizeColumn(aspects);
		case 'index':
			return summarizeIndex(aspects);
		case 'policy':
			return summarizePolicy(aspects);
		case 'type':
			return join(' ', aspects['kind'], aspects['labels'] ?? aspects['attributes'], aspects['base']);
		case 'table':
			return join(', ', aspects['kind'], aspects['persistence']);
		case 'sequence':
			return aspects['owned_by'] ? `owned by ${text(aspects['owned_by'])}` : text(aspects['type']);
		case 'extension':
			return `version ${text(aspects['version'])}`;
		case 'constraint':
			return text(aspects['definition'] ?? aspects['type']);
		case 'rule':
		case 'trigger':
			return text(aspects['definition']);
		case 'statistics object':
			return `${join(', ', aspects['columns'], aspects['expressions'])} of ${text(aspects['table'])}`;
		case 'function':
		case 'aggregate':
			return `returns ${text(aspects['result'])}`;
		case 'operator':
		case 'cast':
		case 'conversion':
			return text(aspects['function']);
		case 'event trigger':
			return join(' ', aspects['event'], aspects['function']);
		case 'foreign server':
			return text(aspects['wrapper']);
		case 'foreign table':
			return `server ${text(aspects['server'])}`;
		case 'publication member':
			return join(' where ', aspects['columns'], aspects['filter']);
		case 'security label':
			return text(aspects['label']);
		case 'database':
		case 'schema':
		case 'access method':
		case 'language':
		case 'collation':
		case 'transform':
		case 'procedure':
		case 'operator family':
		case 'operator class':
		case 'text search parser':
		case 'text search template':
		case 'text search dictionary':
		case 'text search configuration':
		case 'foreign data wrapper':
		case 'user mapping':
		case 'view':
		case 'materialized view':
		case 'publication':
		case 'subscription':
		case 'extension dependency':
		case 'default privilege':
		case 'grant':
		case 'revocation':
		case 'system object':
			return '';
		default:
			return kind satisfies never;
	}
}

function summarizeColumn(aspects: Aspects): string {
	const parts = [text(aspects['type'])];
	if (aspects['not_null'] === true) parts.push('not null');
	if (aspects['default'] != null) parts.push(`default ${text(aspects['default'])}`);
	if (aspects['generated'] != null) parts.push(`generated as ${text(aspects['generated'])}`);
	if (aspects['identity'] != null) parts.push(`identity ${text(aspects['identity'])}`);
	return parts.join(', ');
}

function summarizeIndex(aspects: Aspects): string {
	const parts = [`${text(aspects['method'])} (${text(aspects['columns'])}) on ${text(aspects['table'])}`];
	if (aspects['unique'] === true) parts.unshift('unique');
	if (aspects['include'] != null) parts.push(`include (${text(aspects['include'])})`);
	if (aspects['where'] != null) parts.push(`where ${text(aspects['where'])}`);
	if (aspects['valid'] === false) parts.push('invalid');
	return parts.join(' ');
}

function summarizePolicy(aspects: Aspects): string {
	const parts = [`${text(aspects['command'])} to ${text(aspects['roles'])}`];
	if (aspects['permissive'] === false) parts.unshift('restrictive');
	if (aspects['using'] != null) parts.push(`using ${text(aspects['using'])}`);
	if (aspects['check'] != null) parts.push(`check ${text(aspects['check'])}`);
	return parts.join(' ');
}

function join(separator: string, ...values: (Json | undefined)[]): string {
	return values
		.map(text)
		.filter((part) => part !== '')
		.join(separator);
}

function text(value: Json | undefined): string {
	if (Array.isArray(value)) return value.map(text).join(', ');
	return typeof value === 'string' ? value : '';
}
