/**
 * Rewrites an expression as PostgreSQL prints it into the form it prints once it has read that text again. A clone was
 * restored from text, so its expressions are of that second generation, and production's may be of the first.
 *
 * One rule of PostgreSQL makes the difference: `x IN ('a', 'b')` on a varchar compares as text, and the list is cast as
 * a whole, `(ARRAY['a'::character varying, 'b'::character varying])::text[]`. Reading that, the parser hands the cast
 * down to each element (transformTypeCast in parse_expr.c). Both forms mean the same and the second is stable.
 */
export function normalizeExpression(text: string): string {
	if (!text.includes(castArray)) return text;
	let result = '';
	let index = 0;
	while (index < text.length) {
		const cast = text.startsWith(castArray, index) ? readCastArray(text, index) : undefined;
		const end = cast?.end ?? endOfToken(text, index);
		result += cast
			? `ARRAY[${cast.elements.map((element) => castElement(element, cast.type)).join(', ')}]`
			: text.slice(index, end);
		index = end;
	}
	return result;
}

const castArray = '(ARRAY[';
/** What follows the elements: the cast to an array of a type, whose name may be quoted, qualified and modified. */
const castType = /\]\)::((?:"(?:[^"]|"")*"|[\w .]|\([\d,]*\))+)\[\]/y;

interface CastArray {
	readonly elements: readonly string[];
	readonly type: string;
	/** Index after the cast. */
	readonly end: number;
}

function readCastArray(text: string, start: number): CastArray | undefined {
	const first = start + castArray.length;
	const { elements, end } = splitElements(text, first);
	castType.lastIndex = end;
	const type = castType.exec(text)?.[1];
	return type === undefined ? undefined : { elements, type, end: castType.lastIndex };
}

function castElement(element: string, type: string): string {
	const inner = normalizeExpression(element);
	if (!inner.startsWith('ARRAY[')) return `(${inner})::${type}`;
	const { elements } = splitElements(inner, 'ARRAY['.length);
	return `ARRAY[${elements.map((part) => castElement(part, type)).join(', ')}]`;
}

/** Elements from `start` on, after the opening bracket; `end` is the index of the closing one. */
function splitElements(text: string, start: number): { elements: string[]; end: number } {
	const elements: string[] = [];
	let depth = 0;
	let from = start;
	let index = start;
	for (; index < text.length; index = endOfToken(text, index)) {
		const character = text[index];
		if (depth === 0 && (character === ',' || character === ']')) {
			if (index > from) elements.push(text.slice(from, index).trim());
			from = index + 1;
			if (character === ']') break;
		}
		if (character === '(' || character === '[') depth += 1;
		if (character === ')' || character === ']') depth -= 1;
	}
	return { elements, end: index };
}

/** A quoted string or name is one token, whatever it holds; E'…' alone knows backslashes. Else a character is one. */
const quoted = /E'(?:[^'\\]|\\.|'')*'|'(?:[^']|'')*'|"(?:[^"]|"")*"/sy;

function endOfToken(text: string, index: number): number {
	quoted.lastIndex = index;
	return quoted.test(text) ? quoted.lastIndex : index + 1;
}
