import type { Json } from './canonical-json.ts';
import { decodeUtf8 } from './decode-utf8.ts';
import { deepestNesting } from './nesting.ts';
import { StrictJsonError, type StrictJsonFault } from './strict-json-error.ts';

/**
 * JSON from outside, before it is hashed or judged: RFC 8259, less what readers disagree about. Two readers of a text
 * that passes here see one and the same value, and `canonicalJson` accepts it.
 * @throws StrictJsonError, with line and column, for malformed UTF-8, a byte order mark, duplicate keys, unsafe integers,
 * numbers no double can hold, lone surrogates, U+0000, nesting beyond 1,000 levels, and whatever is no JSON
 */
export function parseStrictJson(source: string | Uint8Array): Json {
	return new StrictReader(typeof source === 'string' ? source : decodeUtf8(source)).document();
}

const blanks = /[ \t\n\r]*/y;
/** Neither a quote, nor a backslash, nor a control character below U+0020. */
const plainText = /[ !#-[\]-\uffff]*/y;
const number = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const shortEscapes: Readonly<Record<string, string>> = {
	'"': '"',
	'\\': '\\',
	'/': '/',
	b: '\b',
	f: '\f',
	n: '\n',
	r: '\r',
	t: '\t',
};

const asMember = { enumerable: true, configurable: true, writable: true };

class StrictReader {
	private readonly text: string;
	private at = 0;
	private depth = 0;

	constructor(text: string) {
		this.text = text;
	}

	document(): Json {
		if (this.text.startsWith('\ufeff'))
			throw this.refusal('BYTE_ORDER_MARK', 'a byte order mark; JSON begins without one');
		const value = this.value();
		if (this.peek() !== '') throw this.unexpected('the end');
		return value;
	}

	private value(): Json {
		const next = this.peek();
		if (next === '{') return this.nested(() => this.object());
		if (next === '[') return this.nested(() => this.array());
		if (next === '"') return this.string();
		if (next === '-' || (next >= '0' && next <= '9')) return this.number();
		if (this.skip('true')) return true;
		if (this.skip('false')) return false;
		if (this.skip('null')) return null;
		throw this.unexpected('a value');
	}

	private nested<T>(read: () => T): T {
		if (this.depth >= deepestNesting)
			throw this.refusal('TOO_DEEP', `nested deeper than ${deepestNesting.toLocaleString('en')} levels`);
		this.depth++;
		this.at++;
		const value = read();
		this.depth--;
		return value;
	}

	private array(): Json[] {
		const items: Json[] = [];
		if (this.take(']')) return items;
		do items.push(this.value());
		while (this.take(','));
		if (!this.take(']')) throw this.unexpected('"," or "]"');
		return items;
	}

	private object(): Record<string, Json> {
		const members: Record<string, Json> = {};
		if (this.take('}')) return members;
		do this.member(members);
		while (this.take(','));
		if (!this.take('}')) throw this.unexpected('"," or "}"');
		return members;
	}

	private member(members: Record<string, Json>): void {
		if (this.peek() !== '"') throw this.unexpected('a key');
		const start = this.at;
		const key = this.string();
		if (Object.hasOwn(members, key))
			throw this.refusal('DUPLICATE_KEY', `the key ${shorten(JSON.stringify(key))} a second time`, start);
		if (!this.take(':')) throw this.unexpected('":"');
		const value = this.value();
		// Assigned, this one key would set the prototype and be no member.
		if (key === '__proto__') Object.defineProperty(members, key, { ...asMember, value });
		else members[key] = value;
	}

	private string(): string {
		const start = this.at++;
		let value = this.match(plainText);
		while (!this.skip('"')) {
			if (!this.skip('\\')) throw this.unexpected('a closing quote');
			value += this.escape() + this.match(plainText);
		}
		if (!value.isWellFormed()) throw this.refusal('LONE_SURROGATE', 'a text with a lone surrogate', start);
		if (value.includes('\u0000')) throw this.refusal('NUL_CHARACTER', 'a text with U+0000', start);
		return value;
	}

	private escape(): string {
		const letter = this.text.charAt(this.at);
		const short = Object.hasOwn(shortEscapes, letter) ? shortEscapes[letter] : undefined;
		if (short !== undefined) {
			this.at++;
			return short;
		}
		const unit = this.match(/u[0-9a-fA-F]{4}/y);
		if (unit === '') throw this.unexpected('an escape');
		return String.fromCharCode(Number.parseInt(unit.slice(1), 16));
	}

	private number(): number {
		const start = this.at;
		const literal = this.match(number);
		if (literal === '') throw this.unexpected('a number');
		const value = Number(literal);
		// RFC 8785 knows only doubles; a number that one rounds away would be hashed as another.
		if (!Number.isFinite(value) || (value === 0 && /[1-9]/.test(literal.replace(/e.*/i, ''))))
			throw this.refusal('NUMBER_OUT_OF_RANGE', `${shorten(literal)} is beyond what a double holds`, start);
		if (Number.isInteger(value) && !Number.isSafeInteger(value))
			throw this.refusal('UNSAFE_INTEGER', `${shorten(literal)} is beyond the safe integers; write it as text`, start);
		return value;
	}

	/** The next character that is not blank; empty at the end. */
	private peek(): string {
		this.match(blanks);
		return this.text.charAt(this.at);
	}

	/** Past blanks and this mark, if it comes next. */
	private take(mark: string): boolean {
		return this.peek() === mark && this.skip(mark);
	}

	private skip(word: string): boolean {
		if (!this.text.startsWith(word, this.at)) return false;
		this.at += word.length;
		return true;
	}

	private match(pattern: RegExp): string {
		pattern.lastIndex = this.at;
		const [found = ''] = pattern.exec(this.text) ?? [];
		this.at += found.length;
		return found;
	}

	private unexpected(expected: string): StrictJsonError {
		const [found = ''] = this.text.slice(this.at, this.at + 2);
		return this.refusal('SYNTAX', `expected ${expected}, got ${found === '' ? 'the end' : JSON.stringify(found)}`);
	}

	private refusal(code: StrictJsonFault, what: string, at = this.at): StrictJsonError {
		return new StrictJsonError(code, what, this.text.slice(0, at));
	}
}

function shorten(text: string): string {
	return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
