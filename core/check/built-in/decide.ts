import type { Difference } from '../../schema-contract/difference.ts';
import type { Row } from '../frozen-check.ts';
import { Undecidable } from '../undecidable.ts';

/**
 * The differences as rows of a check's result.
 * @throws Undecidable when some may be none, and no other is certain
 */
export function decide(differences: readonly Difference[]): Row[] {
	const [doubt] = differences.filter(({ undecided }) => undecided);
	if (doubt && differences.every(({ undecided }) => undecided)) {
		const { table, aspect, expected, found } = doubt;
		throw new Undecidable(
			`${table}, ${aspect}: expected ${expected}, found ${found}, which may be the same. Write it as PostgreSQL prints it`,
		);
	}
	return differences.map(({ table, aspect, expected, found }) => ({ table, aspect, expected, found }));
}
