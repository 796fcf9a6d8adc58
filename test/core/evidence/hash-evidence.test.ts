import { expect, it } from 'vitest';
import type { EvidenceRecord } from '../../../contract/evidence.ts';
import { sha256 } from '../../../core/digest/sha256.ts';
import { hashEvidence } from '../../../core/evidence/hash-evidence.ts';
import { digest } from './sample-bodies.ts';

const record: Omit<EvidenceRecord, 'hash'> = {
	chain: 'run-1',
	seq: 2,
	kind: 'seat.named',
	recorded_at: '2026-03-01T12:00:00.000Z',
	actor: 'gina',
	body: { seat: 'g4', nested: { holders: ['dora'] } },
	prev: digest('e'),
};

it('is sha256 over the canonical JSON of the whole record', () => {
	const text =
		'{"actor":"gina","body":{"nested":{"holders":["dora"]},"seat":"g4"},"chain":"run-1","kind":"seat.named",' +
		`"prev":"${digest('e')}","recorded_at":"2026-03-01T12:00:00.000Z","seq":2}`;
	expect(hashEvidence(record)).toBe(sha256(text));
});

it.each<[string, Partial<EvidenceRecord>]>([
	['chain', { chain: 'run-2' }],
	['seq', { seq: 3 }],
	['kind', { kind: 'run.opened' }],
	['recorded_at', { recorded_at: '2026-03-01T12:00:00.001Z' }],
	['actor', { actor: 'dora' }],
	['body: a value deep inside', { body: { seat: 'g4', nested: { holders: ['gina'] } } }],
	['body: a member more', { body: { seat: 'g4', nested: { holders: ['dora'] }, more: null } }],
	['body: a member less', { body: { seat: 'g4' } }],
	['prev', { prev: digest('f') }],
])('changes with %s', (_what, change) => {
	expect(hashEvidence({ ...record, ...change })).not.toBe(hashEvidence(record));
});

it('covers every field a record has', () => {
	const fields = Object.keys(record) as (keyof typeof record)[];
	const hashes = fields.map((field) => hashEvidence({ ...record, [field]: field === 'body' ? {} : 'x' }));
	expect(new Set([...hashes, hashEvidence(record)]).size).toBe(fields.length + 1);
});

it('does not change with the order of the body’s members', () => {
	expect(hashEvidence({ ...record, body: { nested: { holders: ['dora'] }, seat: 'g4' } })).toBe(hashEvidence(record));
});
