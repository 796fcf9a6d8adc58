import type { SchemaObject } from './schema-snapshot.ts';

/**
 * `grant INSERT, SELECT on table public.t to reader`, `revocation EXECUTE on function public.f() from PUBLIC`: the
 * privileges of one grantee on one object in one line. All of them have to be of one kind.
 */
export function describeGrants(grants: readonly SchemaObject[]): string[] {
	const privileges = new Map<string, string[]>();
	for (const { name, aspects } of grants) {
		// No privilege's name contains " on ", so the first one ends it.
		const end = name.indexOf(' on ');
		const target = `${name.slice(end)}${aspects['grantable'] === true ? ' with grant option' : ''}`;
		const list = privileges.get(target) ?? [];
		list.push(name.slice(0, end));
		privileges.set(target, list);
	}
	return [...privileges].map(([target, list]) => `${grants[0]?.kind} ${list.join(', ')}${target}`);
}
