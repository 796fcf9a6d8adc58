export const strictJsonFaults = [
	'MALFORMED_UTF8',
	'BYTE_ORDER_MARK',
	'SYNTAX',
	'DUPLICATE_KEY',
	'UNSAFE_INTEGER',
	'NUMBER_OUT_OF_RANGE',
	'LONE_SURROGATE',
	'NUL_CHARACTER',
	'TOO_DEEP',
] as const;
export type StrictJsonFault = (typeof strictJsonFaults)[number];

/** A text is not JSON, or not JSON that every reader would understand alike. Lines and columns count from 1. */
export class StrictJsonError extends Error {
	readonly code: StrictJsonFault;
	readonly line: number;
	/** In code points, as editors count. */
	readonly column: number;

	constructor(code: StrictJsonFault, what: string, before: string) {
		const lines = before.split(/\r\n|\r|\n/);
		const line = lines.length;
		const column = [...(lines.at(-1) ?? '')].length + 1;
		super(`line ${line}, column ${column}: ${what}`);
		this.name = 'StrictJsonError';
		this.code = code;
		this.line = line;
		this.column = column;
	}
}
