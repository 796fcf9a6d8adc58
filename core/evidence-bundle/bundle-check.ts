import type { z } from 'zod';
import type { CheckOutcome } from '../../contract/outcomes.ts';
import type { LedgerRow } from '../evidence/ledger-row.ts';

/** One thing that was looked at in a bundle, and what came of it. */
export interface BundleCheck {
	readonly id: string;
	readonly title: string;
	readonly outcome: CheckOutcome;
	readonly message: string;
}

/** What a check found: what is wrong, what could not be decided, and what to say when there is neither. */
export interface Findings {
	readonly wrong: readonly string[];
	readonly undecided?: readonly string[];
	readonly passed: string;
}

/** A record of another shape than this version knows: nothing is read into it. */
class UnknownShape extends Error {}

/** Runs one check. A record that it cannot read makes it undecided, and no other check. */
export function check(id: string, title: string, find: () => Findings): BundleCheck {
	try {
		const { wrong, undecided = [], passed } = find();
		if (wrong.length > 0) return { id, title, outcome: 'fail', message: wrong.join('; ') };
		if (undecided.length > 0) return { id, title, outcome: 'error', message: undecided.join('; ') };
		return { id, title, outcome: 'pass', message: passed };
	} catch (error) {
		if (error instanceof UnknownShape) return { id, title, outcome: 'error', message: error.message };
		throw error;
	}
}

/** A record with its body parsed. */
export interface Recorded<Body> extends Omit<LedgerRow, 'body'> {
	readonly body: Body;
}

/** The records of one kind, in order. */
export function recordsOfKind<S extends z.ZodType>(
	rows: readonly LedgerRow[],
	kind: string,
	schema: S,
): Recorded<z.output<S>>[] {
	return rows.filter((row) => row.kind === kind).map((row) => ({ ...row, body: parseBody(row, schema) }));
}

function parseBody<S extends z.ZodType>({ seq, kind, body }: LedgerRow, schema: S): z.output<S> {
	const parsed = schema.safeParse(body);
	if (parsed.success) return parsed.data;
	throw new UnknownShape(`record ${seq} (${kind}) has another shape than this version knows`);
}

/** The last of those recorded before a record, in its own chain. */
export function lastBefore<R extends { readonly seq: number }>(records: readonly R[], seq: number): R | undefined {
	return records.findLast((record) => record.seq < seq);
}
