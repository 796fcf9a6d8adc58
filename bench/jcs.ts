/**
 * Canonical JSON with its sha256, against `canonicalize` with sha256: `node bench/jcs.ts`.
 * Both run in one process, in turns; each figure is the best of its rounds, for the others measure the machine.
 */
import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { canonicalJson } from '../core/digest/canonical-json.ts';
import { digestOf } from '../core/digest/sha256.ts';

const digits = (seed: number) => createHash('sha256').update(String(seed)).digest('hex');

const smallRecord = { run: digits(1).slice(0, 8), plan: 'p0-v0.1', outcome: 'pass', seq: 12, ok: true, reason: null };

const evidenceRecord = {
	chain: '0b0e4f0e-6a0b-4c57-8d5f-2f9b2c1f8c11',
	seq: 14,
	kind: 'migration.committed',
	recorded_at: '2026-05-15T14:15:39.123Z',
	actor: 'tool',
	body: {
		step: 'change-set',
		satisfied: false,
		delta_digest: digits(2),
		schema_after: digits(3),
		frozen: ['public.tac_logical_unit', 'public.tac_unit_version'].map((table) => ({ table, sha256: digits(4) })),
		gates: Array.from({ length: 18 }, (_, index) => ({
			gate: `gate-${index}`,
			outcome: 'pass',
			reason: `The backup is ${300 + index} seconds old; the bound is 3600.`,
		})),
		epoch: 3,
		milliseconds: 41.5,
	},
	prev: digits(5),
};

const schemaSnapshot = {
	format: 'schema-snapshot',
	tables: Array.from({ length: 236 }, (_, table) => ({
		name: `public.table_${table}`,
		owner: 'directus',
		persistence: 'permanent',
		columns: Array.from({ length: 8 }, (_, column) => ({
			name: `column_${column}`,
			type: column % 2 ? 'text' : 'timestamp with time zone',
			nullable: column % 3 === 0,
			default: column === 0 ? `nextval('public.table_${table}_id_seq'::regclass)` : null,
			position: column + 1,
		})),
		comment: `Bảng ${table}`,
	})),
};

const shapes: [string, unknown][] = [
	['small flat record', smallRecord],
	['evidence record', evidenceRecord],
	['schema snapshot', schemaSnapshot],
	['text full of escapes', Array.from({ length: 50 }, (_, index) => `"a"\tb\n`.repeat(40) + index)],
	['fractions', Array.from({ length: 2000 }, (_, index) => index * 1.37)],
	['keys that are numbers', Array.from({ length: 50 }, (_, index) => ({ [index]: 'a', 7: 'b', note: 'c' }))],
];

console.log('shape | bytes | canonicalize, µs | ours, µs | ratio | ratio with sha256');
for (const [name, value] of shapes) {
	const peer = () => canonicalize(value) ?? '';
	if (peer() !== canonicalJson(value)) throw new Error(`${name}: not the bytes of canonicalize`);
	const [theirs, ours, theirsHashed, oursHashed] = bestOf([
		peer,
		() => canonicalJson(value),
		() => createHash('sha256').update(peer()).digest('hex'),
		() => digestOf(value),
	]);
	const bytes = Buffer.byteLength(peer());
	console.log(
		[name, bytes, theirs.toFixed(2), ours.toFixed(2), `${ratio(theirs, ours)}`, ratio(theirsHashed, oursHashed)].join(
			' | ',
		),
	);
}

function ratio(theirs: number, ours: number): string {
	return `${(theirs / ours).toFixed(2)} ×`;
}

/** Microseconds of one call each: the functions take turns, so that a busy moment of the machine meets them all. */
function bestOf(functions: readonly (() => string)[]): [number, number, number, number] {
	const best = functions.map(() => Number.POSITIVE_INFINITY);
	const calls = functions.map(callsIn10Milliseconds);
	for (let round = 0; round < 40; round++)
		for (const [index, run] of functions.entries())
			best[index] = Math.min(best[index] ?? 0, time(run, calls[index] ?? 1) / (calls[index] ?? 1));
	const [a = 0, b = 0, c = 0, d = 0] = best;
	return [a, b, c, d];
}

function callsIn10Milliseconds(run: () => string): number {
	time(run, 200);
	let calls = 1;
	while (time(run, calls) < 10_000) calls *= 2;
	return calls;
}

function time(run: () => string, calls: number): number {
	const start = process.hrtime.bigint();
	for (let call = 0; call < calls; call++) run();
	return Number(process.hrtime.bigint() - start) / 1000;
}
