import { z } from 'zod';
import { describeForeignKeyRules } from '../../schema-contract/describe-part.ts';
import type { FoundColumn, FoundForeignKey, FoundIndex, FoundTable } from '../../schema-contract/found-table.ts';
import { holdsExactlyOne } from '../../schema-contract/holds-exactly-one.ts';
import { type Expression, readExpression } from '../../schema-contract/read-expression.ts';
import { readType } from '../../schema-contract/read-type.ts';
import { SqlSyntaxError } from '../../sql/parse-sql.ts';
import type { Row } from '../frozen-check.ts';
import { Undecidable } from '../undecidable.ts';

const names = z.array(z.string());

const liveTable = z.object({
	/** `schema.table` */
	table: z.string(),
	exists: z.boolean(),
	columns: z.array(
		z.object({
			name: z.string(),
			type: z.string(),
			nullable: z.boolean(),
			default: z.string().nullable(),
			comment: z.string().nullable(),
			unique: z.boolean(),
		}),
	),
	constraints: z.array(
		z.object({
			name: z.string(),
			kind: z.string(),
			columns: names,
			references: z.string().nullable(),
			to: names,
			deferrable: z.boolean(),
			deferred: z.boolean(),
			validated: z.boolean(),
			match: z.string(),
			on_update: z.string(),
			on_delete: z.string(),
			expression: z.string().nullable(),
			besides: names,
		}),
	),
	indexes: z.array(z.object({ columns: names, besides: names })),
	others: names,
});
type LiveTable = z.infer<typeof liveTable>;
type LiveConstraint = LiveTable['constraints'][number];

/**
 * What `liveTablesQuery` returned, by `schema.table`; null for a table that is not there.
 * @throws Undecidable for a definition that the parser here does not read
 */
export function readLiveTables(rows: readonly Row[]): ReadonlyMap<string, FoundTable | null> {
	return new Map(
		rows.map((row) => {
			const live = liveTable.parse(row);
			return [live.table, live.exists ? toTable(live) : null];
		}),
	);
}

function toTable({ columns, constraints, indexes, others }: LiveTable): FoundTable {
	const of = (kind: string) => constraints.filter((constraint) => constraint.kind === kind);
	return {
		columns: new Map(columns.map((column) => [column.name, toColumn(column)])),
		primaryKey: of('p')[0]?.columns ?? [],
		foreignKeys: of('f').map(toForeignKey),
		unique: of('u').map((constraint): FoundIndex => ({ columns: constraint.columns, besides: besidesOf(constraint) })),
		checks: of('c').map((constraint) => ({
			name: constraint.name,
			columns: constraint.columns,
			exactlyOne: holdsExactlyOne(expressionOf(constraint.expression ?? 'NULL').tree, constraint.columns),
			besides: besidesOf(constraint),
		})),
		indexes,
		others: [
			...others,
			...of('x').map(({ name }) => `exclusion constraint ${name}`),
			...of('p').flatMap((constraint) => besidesOf(constraint).map((extra) => `primary key, ${extra}`)),
		],
	};
}

function toColumn(column: LiveTable['columns'][number]): FoundColumn {
	return {
		type: reading(() => readType(column.type)),
		nullable: column.nullable,
		default: column.default === null ? null : expressionOf(column.default),
		comment: column.comment,
		unique: column.unique,
	};
}

function toForeignKey(constraint: LiveConstraint): FoundForeignKey {
	const { columns, references, to, deferrable, deferred, validated, match, on_update, on_delete } = constraint;
	return {
		columns,
		references: references ?? '',
		to,
		deferred: deferrable && deferred,
		besides: [
			...(deferrable && !deferred ? ['DEFERRABLE'] : []),
			...describeForeignKeyRules({ match, onUpdate: on_update, onDelete: on_delete }),
			...(validated ? [] : ['NOT VALID']),
		],
	};
}

function besidesOf({ deferrable, deferred, validated, besides }: LiveConstraint): string[] {
	return [
		...(deferrable ? [deferred ? 'checked at COMMIT' : 'DEFERRABLE'] : []),
		...besides,
		...(validated ? [] : ['NOT VALID']),
	];
}

function expressionOf(text: string): Expression {
	return reading(() => readExpression(text));
}

/** A newer server may print what the parser does not know: that says nothing about the table. */
function reading<Result>(read: () => Result): Result {
	try {
		return read();
	} catch (error) {
		if (error instanceof SqlSyntaxError || error instanceof TypeError) {
			throw new Undecidable(`what PostgreSQL prints is not read here: ${error.message}`);
		}
		throw error;
	}
}
