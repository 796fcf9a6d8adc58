import { type NameSpace, relationName } from '../../sql/relation-name.ts';
import { type Fields, nodeOf, nodesOf, type SyntaxNode, textOf } from '../../sql/tree.ts';

/** One part of an ALTER TABLE. */
export interface AlteredPart {
	/** `schema.name` */
	readonly table: string;
	/** As in the tree: `AT_AddColumn`. */
	readonly subtype: string;
	/** The column or constraint that it names; empty where it defines one. */
	readonly name: string;
	readonly definition: SyntaxNode;
	readonly fields: Fields;
	/** The order of its act. */
	readonly order: number;
}

/** The parts of an ALTER TABLE or ALTER MATERIALIZED VIEW; of other statements, none. */
export function alteredParts({ type, fields }: SyntaxNode, names: NameSpace, order: number): AlteredPart[] {
	if (type !== 'AlterTableStmt') return [];
	if (!['OBJECT_TABLE', 'OBJECT_MATVIEW', 'OBJECT_FOREIGN_TABLE'].includes(textOf(fields['objtype']))) return [];
	const table = relationName(fields['relation'], names);
	if (table === null) return [];
	return nodesOf(fields['cmds']).map(({ fields: command }) => ({
		table,
		subtype: textOf(command['subtype']),
		name: textOf(command['name']),
		definition: nodeOf(command['def']),
		fields: command,
		order,
	}));
}

/** The constraints at a column's definition, by kind: `CONSTR_DEFAULT`. */
export function columnConstraint({ fields }: SyntaxNode, contype: string): Fields | null {
	return nodesOf(fields['constraints']).find((constraint) => constraint.fields['contype'] === contype)?.fields ?? null;
}

/** Whether a part gives its table the column or constraint of that name. */
export function addsPart({ subtype, definition: { fields } }: AlteredPart, name: string): boolean {
	return (
		(subtype === 'AT_AddColumn' && fields['colname'] === name) ||
		(subtype === 'AT_AddConstraint' && fields['conname'] === name)
	);
}
