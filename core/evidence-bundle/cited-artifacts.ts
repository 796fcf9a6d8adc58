import type { LedgerRow } from '../evidence/ledger-row.ts';

/** By custom, a field that cites an artefact is called so, or ends so. `columns_before` is older than the custom. */
const citing = /(^|_)artifacts?$|^columns_before$/;
const digest = /^[0-9a-f]{64}$/;

/** The digests of the artefacts that evidence cites, wherever in its bodies, each once. Dumps are no artefacts. */
export function citedArtifacts(rows: readonly LedgerRow[]): string[] {
	return [...new Set(rows.flatMap(({ body }) => findCited(body, false)))].sort();
}

function findCited(value: unknown, isCiting: boolean): string[] {
	if (typeof value === 'string') return isCiting && digest.test(value) ? [value] : [];
	if (typeof value !== 'object' || value === null) return [];
	if (Array.isArray(value)) return value.flatMap((item) => findCited(item, isCiting));
	return Object.entries(value).flatMap(([key, member]) => findCited(member, isCiting || citing.test(key)));
}
