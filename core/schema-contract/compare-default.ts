import type { ColumnDefault } from '../../contract/schema-contract.ts';
import { canonicalJson } from '../digest/canonical-json.ts';
import { constantOf } from './constant-of.ts';
import { type Expression, readExpression } from './read-expression.ts';
import { isSameExpression } from './same-expression.ts';

/** `unknown`: two constants of one moment may be written differently, and nothing here tells. */
export type Comparison = 'same' | 'different' | 'unknown';

/**
 * Compares a declared default with one that was found.
 * A constant compares as a value of the column's type, an expression as a syntax tree; a constant and an expression that
 * yields it are different, because one of them is evaluated anew for every row.
 * @param type the column's type in the spelling of `readType`
 */
export function compareDefault(declared: ColumnDefault | null, found: Expression | null, type: string): Comparison {
	const constant = found && constantOf(found.tree);
	// DEFAULT NULL, which PostgreSQL keeps with a cast for some types, is no default.
	const isFound = found !== null && constant?.text !== null;
	if (declared === null) return isFound ? 'different' : 'same';
	if (!isFound) return 'different';
	if (typeof declared === 'object')
		return isSameExpression(readExpression(declared.sql).tree, found.tree) ? 'same' : 'different';
	if (!constant?.text) return constant?.text === declared ? 'same' : 'different';
	return compareConstants(String(declared), constant.text, type);
}

const numbers = /^(int2|int4|int8|numeric|float4|float8)(\(.*\))?$/;
/** Printed in a form that depends on settings, or in more than one form. */
const moments = /^(date|time|timetz|timestamp|timestamptz|interval|money)(\(.*\))?$/;

function compareConstants(declared: string, found: string, type: string): Comparison {
	if (declared === found) return 'same';
	if (moments.test(type)) return 'unknown';
	if (numbers.test(type)) return decimal(declared) === decimal(found) ? 'same' : 'different';
	if (type === 'bool') return isTrue(declared) === isTrue(found) ? 'same' : 'different';
	if (type === 'jsonb') return isSameJson(declared, found) ? 'same' : 'different';
	return 'different';
}

/** `1.50` and `01.5` are one number; what is written with an exponent, or is no number, stays as it is. */
function decimal(text: string): string {
	const [, sign, whole = '', fraction = ''] = /^([+-]?)(\d+)(?:\.(\d*))?$/.exec(text.trim()) ?? [];
	if (sign === undefined) return text;
	const digits = `${whole.replace(/^0+(?=\d)/, '')}.${fraction.replace(/0+$/, '')}`;
	return digits === '0.' ? digits : `${sign === '-' ? '-' : ''}${digits}`;
}

/** Of the spellings of a boolean that PostgreSQL keeps in a default. */
function isTrue(text: string): boolean {
	return ['true', 't', '1', 'on', 'yes', 'y'].includes(text.toLowerCase());
}

function isSameJson(one: string, other: string): boolean {
	try {
		return canonicalJson(JSON.parse(one)) === canonicalJson(JSON.parse(other));
	} catch {
		return false;
	}
}
