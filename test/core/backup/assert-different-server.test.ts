import { describe, expect, it } from 'vitest';
import {
	assertDifferentServer,
	assertOtherInstallation,
	assertSameMajor,
	assertTakesWrites,
} from '../../../core/backup/assert-different-server.ts';
import type { ServerIdentity } from '../../../core/backup/port.ts';
import { CutterError } from '../../../core/errors/cutter-error.ts';

const production: ServerIdentity = {
	system_identifier: '7300000000000000001',
	database: 'directus',
	database_oid: 16_384,
	version_num: 150_018,
	in_recovery: false,
	started_at: '2026-03-01T08:00:00.000001Z',
	role: 'directus',
	role_is_superuser: false,
};

const sentences: readonly [string, Partial<ServerIdentity>, string | null][] = [
	['passes a server made by another initdb', { system_identifier: '7300000000000000002' }, null],
	['refuses production itself', {}, 'the same server'],
	['refuses another database of the same server', { database: 'scratch', database_oid: 5 }, 'the same server'],
	['refuses a running physical copy', { started_at: '2026-03-02T00:00:00.000000Z' }, 'physical copy'],
	['refuses a standby', { in_recovery: true, started_at: '2026-03-02T00:00:00.000000Z' }, 'physical copy'],
	['refuses a target that does not tell', { system_identifier: '' }, 'target could not be read'],
];

describe('the guard of a restore', () => {
	it.each(sentences)('%s', (_, marks, refusal) => {
		const guard = () => assertDifferentServer(production, { ...production, ...marks });
		if (refusal === null) expect(guard).not.toThrow();
		else
			expect(guard).toThrow(
				expect.objectContaining({ code: 'GATE_NOT_MET', message: expect.stringContaining(refusal) }),
			);
	});

	it('refuses when production does not tell', () => {
		expect(() => assertDifferentServer({ ...production, system_identifier: '' }, production)).toThrow(CutterError);
	});

	it('refuses a server of another major version, and passes another minor one', () => {
		expect(() => assertSameMajor(production, { ...production, version_num: 160_003 })).toThrow(
			/PostgreSQL 16.*runs 15/,
		);
		expect(() => assertSameMajor(production, { ...production, version_num: 150_001 })).not.toThrow();
	});

	it('refuses a server that holds this installation in some database, and passes one of others', () => {
		const others = [{ database: 'staging', id: 'another' }];
		expect(() => assertOtherInstallation('this', others)).not.toThrow();
		expect(() => assertOtherInstallation('this', [...others, { database: 'directus', id: 'this' }])).toThrow(
			expect.objectContaining({ code: 'GATE_NOT_MET', message: expect.stringContaining('database directus') }),
		);
	});

	it('refuses a standby', () => {
		expect(() => assertTakesWrites(production)).not.toThrow();
		expect(() => assertTakesWrites({ ...production, in_recovery: true })).toThrow(/standby/);
	});
});
