const numberOrString = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/**
 * A number in a JSON text that JavaScript reads as another one. PostgreSQL keeps every digit of a number, so an edit
 * beyond the seventeenth would not change what is hashed.
 * @returns the first such number as it is written; null when every number is read as it stands
 */
export function findInexactNumber(json: string): string | null {
	for (const [token] of json.matchAll(numberOrString))
		if (!token.startsWith('"') && !isReadExactly(token)) return token;
	return null;
}

function isReadExactly(literal: string): boolean {
	const value = Number(literal);
	return Number.isFinite(value) && decimalOf(literal) === decimalOf(String(value));
}

/** Sign, digits without outer noughts, and exponent: one form for all ways to write a decimal. */
function decimalOf(literal: string): string {
	const [, sign = '', whole = '', fraction = '', exponent = '0'] =
		/^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(literal) ?? [];
	const digits = `${whole}${fraction}`.replace(/^0+/, '');
	const significant = digits.replace(/0+$/, '');
	if (significant === '') return '0';
	const power = Number(exponent) - fraction.length + digits.length - significant.length;
	return `${sign}${significant}e${power}`;
}
