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
function* namesIn(value: unknown): Generator<string> {
	if (typeof value === 'string') {
		const [, name] = ownInText.exec(value) ?? [];
		if (own.has(value)) yield value;
		else if (name) yield name;
		return;
	}
	if (typeof value !== 'object' || value === null) return;
	for (const inner of Object.values(value)) yield* namesIn(inner);
}
