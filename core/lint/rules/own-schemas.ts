import { ownSchemas } from '../../snapshot/own-schemas.ts';
import { findInActs } from '../find-in-acts.ts';
import type { Rule } from '../rule.ts';

/** The ledger's schema, the queue's, and the collection of sign-offs. */
const own: ReadonlySet<string> = new Set([...ownSchemas, 'cutter_approvals']);
const ownInText = new RegExp(`^"?(${[...own].join('|')})"?\\.`);

/** Defining a function that would touch them counts as well: no plan has business there. */
export const ownSchemasRule: Rule = {
	id: 'own-schemas',
	severity: 'error',
	remedy: 'Leave it out: evidence, queue and sign-offs are what judges this plan.',
	find: ({ acts }) =>
		findInActs(acts, ({ node }) => {
			const named = [...new Set(namesIn(node.fields))];
			return named.map((name) => `names ${name}, which is the bundle’s own`);
		}),
};

/** Names anywhere in a statement: as a schema, as a name or part of one, at the start of a text such as `'a.b'::regclass`. */
function namesIn(value: unknown): string[] {
	if (typeof value === 'string') {
		if (!value.includes('cutter_')) return [];
		const name = own.has(value) ? value : ownInText.exec(value)?.[1];
		return name === undefined ? [] : [name];
	}
	return typeof value === 'object' && value !== null ? Object.values(value).flatMap(namesIn) : [];
}
