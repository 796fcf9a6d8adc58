import type { SchemaObject } from '../../../core/snapshot/schema-snapshot.ts';

/**
 * Tells grants from revocations, which come from one query. A privilege is one object, however many granted it, and
 * may be passed on when any of them allowed that.
 */
export function toPrivileges(granted: readonly SchemaObject[]): SchemaObject[] {
	const privileges = new Map<string, SchemaObject>();
	for (const { name, aspects } of granted) {
		if (aspects['revoked']) privileges.set(name, { kind: 'revocation', name, aspects: {} });
		else if (aspects['grantable'] || !privileges.has(name)) privileges.set(name, { kind: 'grant', name, aspects });
	}
	return [...privileges.values()];
}
