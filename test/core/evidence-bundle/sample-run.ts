import type { EvidenceRecord } from '../../../contract/evidence.ts';
import { approvalDigest, rehearsalDigest } from '../../../core/approval/approval-digest.ts';
import { canonicalJson } from '../../../core/digest/canonical-json.ts';
import { sha256 } from '../../../core/digest/sha256.ts';
import type { BundleSources, RunIdentity } from '../../../core/evidence-bundle/pack-bundle.ts';
import { planDigest } from '../../../core/plan/plan-digest.ts';
import { anchorText } from '../evidence/anchor-text.ts';
import { type Entry, seal } from '../evidence/chain-of.ts';
import * as bodies from '../evidence/sample-bodies.ts';

export const run = '5f1c6f5e-8f0e-4c7e-9a53-0f6b1b6c2d22';
export const environment = '3f0c1f5e-8f0e-4c7e-9a53-0f6b1b6c2d11';

export const planFiles = [
	{
		path: 'plan.yaml',
		bytes: Buffer.from(
			'id: tiny\nsteps: [{ id: one }, { id: two }]\napprovals: { execution: { seats: [d32, g4], people: 2 } }\n',
		),
	},
	{ path: '1.sql', bytes: Buffer.from('SELECT 1;\n') },
	{ path: 'Đ/2.sql', bytes: Buffer.from([0xff, 0x00, 0x0a]) },
];
export const plan_digest = planDigest(planFiles);

export const artifact = (text: string) => {
	const bytes = Buffer.from(canonicalJson({ text }));
	return [sha256(bytes), bytes] as const;
};
export const artifacts = new Map(['schema', 'counts', 'report', 'columns'].map(artifact));
const [schema = '', counts = '', report = '', columns = ''] = artifacts.keys();

export const backup_policy = { max_age_seconds: 3600, retention_days: 30 };
export const steps = [
	{ step: 'one', satisfied: false, delta_digest: bodies.digest('7'), milliseconds: 1 },
	{ step: 'two', satisfied: false, delta_digest: bodies.digest('8'), milliseconds: 1 },
];
export const approval = approvalDigest({
	plan_digest,
	environment,
	baseline: bodies.baseline,
	rehearsal: rehearsalDigest(steps, report),
	backup_policy,
});

const signOff = (signer: string, seats: readonly string[]): Entry => [
	'signoff.recorded',
	{ ...bodies.signOff, signer, seats: [...seats], digest: approval, item: `item of ${signer}` },
];
const commit = (step: string, digit: string, last: boolean): Entry => [
	'migration.committed',
	{
		...bodies.committed,
		step,
		last,
		delta_digest: bodies.digest(digit),
		approval_digest: approval,
		columns_before: columns,
	},
];

/** Who caused what, where it was not the executor. */
const actors: Readonly<Record<string, string>> = { 'verification.completed': 'verifier' };

/** A run in which everything passes, as `[kind, body]`. */
export const runEntries: readonly Entry[] = [
	['run.opened', { ...bodies.opened, plan_digest, environment }],
	['preflight.checked', { ...bodies.preflight, plan_digest }],
	['backup.taken', { ...bodies.backup, schema_artifact: schema, counts_artifact: counts }],
	['restore.tested', bodies.restore],
	['clone.removed', {}],
	[
		'rehearsal.completed',
		{ ...bodies.rehearsal, plan_digest, steps, artifact: report, backup_policy, approval_digest: approval },
	],
	signOff('dora', ['d32']),
	signOff('gina', ['g4']),
	['migration.intended', { ...bodies.intended, approval_digest: approval }],
	commit('one', '7', false),
	commit('two', '8', true),
	['verification.completed', bodies.verification],
];

/** One second before the run's first record, and so on: all of it happened earlier. */
export const installationEntries: readonly Entry[] = [
	['installation.enrolled', { id: environment, label: 'production' }],
	['seat.named', { seat: 'd32', user: 'dora', kind: 'human' }],
	['seat.named', { seat: 'g2', user: 'hugo', kind: 'human' }],
	['seat.named', { seat: 'g4', user: 'hugo', kind: 'human' }],
	['seat.named', { seat: 'g4', user: 'gina', kind: 'human' }],
	['action.refused', { action: 'migrate' }],
];

export function recordsOf(chain: string, entries: readonly Entry[], hour = 12): EvidenceRecord[] {
	const records: EvidenceRecord[] = [];
	for (const [index, [kind, body]] of entries.entries()) {
		const recorded_at = new Date(Date.UTC(2026, 2, 1, hour, 0, index)).toISOString();
		const actor = kind === 'signoff.recorded' ? String(body['signer']) : (actors[kind] ?? 'executor');
		const prev = records.at(-1)?.hash ?? '';
		records.push(seal({ chain, seq: index + 1, kind, recorded_at, actor, body: { ...body }, prev }));
	}
	return records;
}

export const identity: RunIdentity = { run, plan: 'tiny', plan_digest, environment };

export const anchorOf = (...chains: readonly (readonly EvidenceRecord[])[]) =>
	Buffer.from(
		anchorText(
			environment,
			chains.flatMap((rows) => rows.at(-1) ?? []),
		),
	);

/** The sources of a bundle that verifies. */
export function sourcesOf(
	entries: readonly Entry[] = runEntries,
	installed: readonly Entry[] = installationEntries,
): BundleSources {
	const chain = recordsOf(run, entries);
	const installation = recordsOf('installation', installed, 11);
	return {
		product: { name: 'dot-iu-cutter', version: '0.1.0', tool_revision: '0.1.0+source' },
		chain,
		installation,
		anchor: anchorOf(chain, installation),
		keyring: null,
		plan: planFiles,
		artifacts,
		absent: [],
	};
}
