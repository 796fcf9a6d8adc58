/** One guard taken out, and the test that must notice. */
export interface Sabotage {
	readonly name: string;
	readonly edits: readonly { readonly file: string; readonly find: string; readonly put: string }[];
	readonly test: string;
	/** Part of the test's name. */
	readonly named: string;
}

const refusals = 'test/actions/refusals.test.ts';
const interruption = 'test/actions/interruption.test.ts';
const gate = (name: string) => `core/gate/gates/${name}.ts`;

export const catalogue: readonly Sabotage[] = [
	{
		name: 'a changed byte in frozen SQL',
		edits: [{ file: 'core/plan/freeze-plan.ts', find: 'if (actual === frozen) return [];', put: 'return [];' }],
		test: refusals,
		named: 'a changed byte in frozen SQL',
	},
	{
		name: 'a plan frozen anew',
		edits: [{ file: gate('plan-frozen'), find: 'if (plan.digest === run.plan_digest)', put: 'if (plan)' }],
		test: refusals,
		named: 'a plan that was frozen anew',
	},
	{
		name: 'a stale backup',
		edits: [{ file: gate('backup-fresh'), find: 'if (age >= 0 && age < bound)', put: 'if (backup)' }],
		test: refusals,
		named: 'a stale backup',
	},
	{
		name: 'a wrong database',
		edits: [{ file: gate('identity-certain'), find: 'if (!doubt)', put: 'if (facts)' }],
		test: refusals,
		named: 'another installation',
	},
	{
		name: 'another server behind Directus',
		edits: [
			{ file: gate('identity-certain'), find: 'identity.same_server === false', put: 'identity.same_server === null' },
		],
		test: refusals,
		named: 'reaches another server',
	},
	{
		name: 'an unknown key in plan.yaml',
		edits: [
			{
				file: 'contract/plan-file.ts',
				find: 'export const planFile = z.strictObject({',
				put: 'export const planFile = z.object({',
			},
		],
		test: refusals,
		named: 'an unknown key is refused',
	},
	{
		name: 'a missing pg_dump',
		edits: [{ file: gate('host-ready'), find: 'if (host_problems.length === 0)', put: 'if (host_problems)' }],
		test: refusals,
		named: 'a missing pg_dump',
	},
	{
		name: 'a role without rights: rehearsing as a superuser',
		edits: [
			{
				file: 'actions/backup/restore-backup.ts',
				find: 'return { superuser, migrator: login };',
				put: 'return { superuser, migrator: superuser };',
			},
		],
		test: refusals,
		named: 'a role without the rights',
	},
	{
		name: 'a count that cannot be read',
		edits: [{ file: gate('counts-expected'), find: 'found === null', put: 'found === undefined' }],
		test: refusals,
		named: 'a table that cannot be counted',
	},
	{
		name: 'one sign-off only',
		edits: [
			{
				file: 'core/approval/derive-quorum.ts',
				find: 'complete: missing_seats.length === 0',
				put: 'complete: missing_seats.length >= 0 || missing_seats.length === 0',
			},
		],
		test: refusals,
		named: 'one sign-off alone',
	},
	{
		name: 'the same person twice, at the door',
		edits: [
			{
				file: 'actions/sign-off/prepare-sign-off.ts',
				find: 'if (own.at(-1)?.outcome !== request.outcome) return;',
				put: 'if (own) return;',
			},
		],
		test: refusals,
		named: 'the same person twice is refused',
	},
	{
		name: 'the same person twice, in the quorum',
		edits: [
			{
				file: 'core/approval/derive-quorum.ts',
				find: 'const last = [...new Map(words.map((signOff) => [signOff.signer, signOff])).values()];',
				put: 'const last = words;',
			},
		],
		test: refusals,
		named: 'counts once even when the database holds two items',
	},
	{
		name: 'a static token where a person must sign',
		edits: [{ file: 'core/access/caller.ts', find: 'if (session) return;', put: 'if (session !== null) return;' }],
		test: refusals,
		named: 'a token without a login session',
	},
	{
		name: 'a suspended seat',
		edits: [
			{
				file: 'platform/postgres/seat/seats.ts',
				find: '!account?.active || account.fingerprint !== row.fingerprint',
				put: '!account?.active',
			},
		],
		test: refusals,
		named: 'a seat whose account changed',
	},
	{
		name: 'a webhook Flow without a user',
		edits: [
			{
				file: 'actions/operation/run-operation.ts',
				find: 'if (!accountability?.user) {',
				put: 'if (accountability === undefined) {',
			},
			{ file: 'actions/access/identify-caller.ts', find: 'if (!user) throw', put: "if (user === 'nobody') throw" },
		],
		test: refusals,
		named: 'a webhook Flow without a user',
	},
	{
		name: 'a changed baseline',
		edits: [
			{ file: gate('baseline-unchanged'), find: 'if (schema_digest === expected_schema)', put: 'if (schema_digest)' },
		],
		test: refusals,
		named: 'a schema that changed since the rehearsal',
	},
	{
		name: 'a target that exists',
		edits: [{ file: gate('targets-absent'), find: 'if (present.length === 0)', put: 'if (present)' }],
		test: refusals,
		named: 'an object that the plan creates',
	},
	{
		name: 'touching what the plan does not declare',
		edits: [{ file: 'core/migration/judge-scope.ts', find: 'if (wrong.length === 0)', put: 'if (wrong)' }],
		test: interruption,
		named: 'stops the run: outside',
	},
	{
		name: 'another delta than the rehearsed one',
		edits: [{ file: 'core/migration/judge-delta.ts', find: 'if (wrong.length === 0)', put: 'if (wrong)' }],
		test: interruption,
		named: 'stops the run: drifts',
	},
	{
		name: 'SQL that changes its judge',
		edits: [
			{ file: 'actions/migration/execute-steps.ts', find: 'if (now !== marks)', put: 'if (now === marks && false)' },
		],
		test: interruption,
		named: 'stops the run: settings',
	},
	{
		name: 'a runner that was overtaken',
		edits: [
			{ file: 'actions/migration/gated-transaction.ts', find: 'if (current !== epoch)', put: 'if (current === -1)' },
		],
		test: interruption,
		named: 'by a runner that was overtaken',
	},
	{
		name: 'a lock that is not on this connection',
		edits: [
			{ file: 'actions/migration/gated-transaction.ts', find: 'if (await holdsLock(client)) return;', put: 'return;' },
		],
		test: interruption,
		named: 'without the lock on its own connection',
	},
	{
		name: 'a physical copy of production as a restore target',
		edits: [
			{
				file: 'core/backup/assert-different-server.ts',
				find: 'if (production.system_identifier !== target.system_identifier) return;',
				put: 'if (production.started_at !== target.started_at) return;',
			},
		],
		test: 'test/platform/clone/remote-clone.test.ts',
		named: 'when it is a physical copy of production',
	},
	{
		name: 'this very installation on another server',
		edits: [
			{
				file: 'core/backup/assert-different-server.ts',
				find: 'found.find(({ id }) => id === production)',
				put: 'found.find(({ id }) => id === "")',
			},
		],
		test: 'test/platform/clone/remote-clone.test.ts',
		named: 'holds this very installation',
	},
	{
		name: 'a restore that reads other servers',
		edits: [
			{
				file: 'platform/postgres/clone/outbound/foreign-wrappers.ts',
				find: 'for (const { name } of wrappers)',
				put: 'for (const { name } of wrappers.slice(99))',
			},
		],
		test: 'test/platform/clone/outbound.test.ts',
		named: 'reaches nobody while it is restored',
	},
	{
		name: 'a changed value in a restored copy',
		edits: [
			{
				file: 'core/backup/compare/compare-restored.ts',
				find: '...compareContents(source.contents, copy.contents),',
				put: '',
			},
		],
		test: 'test/actions/restore-damage.test.ts',
		named: 'one changed value, at equal counts',
	},
	{
		name: 'a sequence that was left at its start',
		edits: [
			{
				file: 'core/backup/compare/compare-sequences.ts',
				find: 'one.last_value === other?.last_value && one.is_called === other.is_called',
				put: 'one.sequence === other?.sequence',
			},
		],
		test: 'test/actions/restore-damage.test.ts',
		named: 'a sequence left at its start',
	},
	{
		name: 'a killed pg_restore',
		edits: [
			{
				file: 'core/backup/judge-restore.ts',
				find: 'if (end.signal !== null)',
				put: 'if (end.signal !== null && end.code !== null)',
			},
		],
		test: 'test/actions/restore-refusals.test.ts',
		named: 'when pg_restore is killed, on a cluster of our own',
	},
	{
		name: 'a closing backup with a table too many',
		edits: [
			{ file: 'core/closeout/compare-tables.ts', find: 'unexpected: whole ? surplus : []', put: 'unexpected: []' },
		],
		test: 'test/actions/closeout.test.ts',
		named: 'a table that is gone, from dump and copy',
	},
];
