/** `schema.table` as a check names it, in parts. */
export interface TableRef {
	readonly schema: string;
	readonly name: string;
}

export function splitTable(table: string): TableRef {
	const [schema = '', name = ''] = table.split('.');
	return { schema, name };
}

/** `schema.table.column` */
export function splitColumn(column: string): TableRef & { readonly part: string } {
	const [schema = '', name = '', part = ''] = column.split('.');
	return { schema, name, part };
}
