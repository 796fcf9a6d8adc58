import { type Fields, fieldsOf, nodeOf, nodesOf, type SyntaxNode, textOf } from '../sql/tree.ts';
import { describeExpression } from './describe-expression.ts';
import { readConstraint, type Timing } from './read-constraint.ts';
import { type Expression, readExpression } from './read-expression.ts';
import { describeTypeName } from './read-type.ts';
import { addConstraint, type TableDraft } from './table-draft.ts';

/** Adds a column of CREATE TABLE or ADD COLUMN to the draft, with the constraints that stand beside it. */
export function readColumn(draft: TableDraft, definition: Fields): void {
	const name = textOf(definition['colname']);
	const constraints = nodesOf(definition['constraints']);
	const has = (type: string) => constraints.some(({ fields }) => fields['contype'] === type);
	const written = describeTypeName(fieldsOf(definition['typeName']));
	const serial = serials[written];
	draft.columns.set(name, {
		type: serial ?? written,
		nullable: !has('CONSTR_NOTNULL') && !has('CONSTR_IDENTITY') && serial === undefined,
		default: serial ? nextValue(draft.table, name) : defaultOf(constraints),
		comment: null,
	});
	if (has('CONSTR_IDENTITY')) draft.others.add(`identity column ${name}`);
	if (has('CONSTR_GENERATED')) draft.others.add(`generated column ${name}`);
	if ('collClause' in definition) draft.others.add(`collation of ${name}`);
	constraints.forEach(({ fields }, index) => {
		const constraint = readConstraint(fields, timingAfter(constraints.slice(index + 1)), name);
		if (constraint) addConstraint(draft, textOf(fields['conname']), constraint);
	});
}

/** What `serial` stands for. */
const serials: Readonly<Record<string, string>> = {
	smallserial: 'int2',
	serial2: 'int2',
	serial: 'int4',
	serial4: 'int4',
	bigserial: 'int8',
	serial8: 'int8',
};

function nextValue(table: string, column: string): Expression {
	return readExpression(`nextval('${table}_${column}_seq'::regclass)`);
}

function defaultOf(constraints: readonly SyntaxNode[]): Expression | null {
	const found = constraints.find(({ fields }) => fields['contype'] === 'CONSTR_DEFAULT');
	return found ? expressionOf(found.fields['raw_expr']) : null;
}

export function expressionOf(wrapped: unknown): Expression {
	const tree = nodeOf(wrapped);
	return { tree, text: describeExpression(tree) };
}

/** `DEFERRABLE INITIALLY DEFERRED` follows the constraint of a column as nodes of their own, up to the next constraint. */
function timingAfter(following: readonly SyntaxNode[]): Timing {
	const types = following.map(({ fields }) => textOf(fields['contype']));
	const end = types.findIndex((type) => !type.startsWith('CONSTR_ATTR_'));
	const own = end < 0 ? types : types.slice(0, end);
	const deferred = own.includes('CONSTR_ATTR_DEFERRED');
	// INITIALLY DEFERRED alone makes a constraint deferrable.
	return { deferred, deferrable: deferred || own.includes('CONSTR_ATTR_DEFERRABLE') };
}
