import { namesOf, walk } from '../../sql/tree.ts';
import { type Volatility, volatilityOf } from './built-in-functions.ts';

/** The worst volatility among the functions that an expression calls, and the function that has it. */
export function evaluatedVolatility(expression: unknown): { readonly volatility: Volatility; readonly name: string } {
	const calls = [...walk(expression)]
		.filter(({ type }) => type === 'FuncCall')
		.map(({ fields }) => namesOf(fields['funcname']))
		.map((parts) => ({ volatility: volatilityOf(parts), name: parts.join('.') }));
	return (
		calls.find(({ volatility }) => volatility === 'volatile') ??
		calls.find(({ volatility }) => volatility === 'unknown') ?? { volatility: 'steady', name: '' }
	);
}
