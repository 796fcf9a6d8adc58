import { demoCounts } from './demo-counts.ts';
import { tableFamilies } from './table-families.ts';
import { isShapeName, type ShapeColumn, type ShapeKey, tableShapes } from './table-shapes.ts';

/** A reference to another table: what the foreign key needs. */
export interface FamilyReference {
	readonly column: string;
	readonly table: string;
	readonly key: ShapeKey;
	readonly rows: number;
}

/** One table of a family, ready to be written as SQL. */
export interface FamilyTable {
	readonly name: string;
	readonly key: ShapeKey;
	readonly rows: number;
	readonly columns: readonly ShapeColumn[];
	readonly indexed: readonly string[];
	readonly references: readonly FamilyReference[];
}

type Referable = Pick<FamilyTable, 'name' | 'key' | 'rows'>;

const firstDotTool = 992 - demoCounts.dot_tools + 1;

/** Tables made elsewhere that the families refer to. */
const others: readonly Referable[] = [
	{
		name: 'knowledge_documents',
		rows: demoCounts.knowledge_documents,
		key: { column: 'id', type: 'integer', valueOf: (_table, n) => `(${n})::integer` },
	},
	{
		name: 'dot_tools',
		rows: demoCounts.dot_tools,
		key: { column: 'id', type: 'integer', valueOf: (_table, n) => `${firstDotTool} - 1 + (${n})::integer` },
	},
];

/**
 * Reads the families in their order.
 * @throws Error naming the line whose shape or target is unknown
 */
export function listFamilyTables(): readonly FamilyTable[] {
	const known = new Map<string, Referable>(others.map((table) => [table.name, table]));
	return tableFamilies.map((line) => {
		const table = readFamilyLine(line, known);
		known.set(table.name, table);
		return table;
	});
}

function readFamilyLine(line: string, known: ReadonlyMap<string, Referable>): FamilyTable {
	const [, name = '', shape = '', targets = ''] = /^(\w+): (\w+)(?: > (.+))?$/.exec(line) ?? [];
	if (!isShapeName(shape)) throw new Error(`no table shape in "${line}"`);
	const references = targets
		.split(', ')
		.filter((target) => target !== '')
		.map((target, index, all) => {
			const found = known.get(target);
			if (!found) throw new Error(`"${line}" refers to a table that does not stand before it`);
			return referenceTo(found, all.filter((other) => other === target).length > 1, index);
		});
	return { name, ...tableShapes[shape], references };
}

/** Two references to one table are told apart as from and to. */
function referenceTo({ name, key, rows }: Referable, twice: boolean, index: number): FamilyReference {
	const side = twice ? (index === 0 ? 'from_' : 'to_') : '';
	return { column: `${side}${name}_${key.column}`, table: name, key, rows };
}
