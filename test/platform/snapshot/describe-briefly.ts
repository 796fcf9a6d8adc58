import type { SchemaDelta } from '../../../core/snapshot/schema-snapshot.ts';

/** `+ column a.b.c`, `- index a.i`, `~ table a.b: owner, comment`: what a table of sentences can expect. */
export function describeBriefly({ added, removed, changed }: SchemaDelta): string[] {
	return [
		...added.map(({ kind, name }) => `+ ${kind} ${name}`),
		...removed.map(({ kind, name }) => `- ${kind} ${name}`),
		...changed.map(({ kind, name, aspects }) => `~ ${kind} ${name}: ${Object.keys(aspects).sort().join(', ')}`),
	];
}
