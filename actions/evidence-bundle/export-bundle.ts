import { resolve } from 'node:path';
import { z } from 'zod';
import { installationChain } from '../../contract/evidence.ts';
import { NotCanonical } from '../../core/digest/canonical-json.ts';
import { CutterError } from '../../core/errors/cutter-error.ts';
import type { LedgerRow } from '../../core/evidence/ledger-row.ts';
import { citedArtifacts } from '../../core/evidence-bundle/cited-artifacts.ts';
import { artifactName, folders, names } from '../../core/evidence-bundle/layout.ts';
import { type BundleSources, isPlanOf, packBundle, type RunIdentity } from '../../core/evidence-bundle/pack-bundle.ts';
import { type BundleVerification, verifyBundle } from '../../core/evidence-bundle/verify-bundle.ts';
import { writeBundleFile } from '../../platform/artifacts/bundle-file.ts';
import {
	type Found,
	readAnchorBytes,
	readArtifactBytes,
	readKeyringBytes,
} from '../../platform/artifacts/bundle-sources.ts';
import { loadPlans } from '../../platform/plans/load-plans.ts';
import { readPlanFolder } from '../../platform/plans/read-plan-folder.ts';
import { readLedgerRows } from '../../platform/postgres/ledger/read-ledger-rows.ts';
import { readRun } from '../../platform/postgres/run/runs.ts';
import { withReadOnly } from '../../platform/postgres/transaction.ts';
import { withPooled } from '../../platform/postgres/with-client.ts';
import type { Site } from '../../platform/site.ts';
import { parseInput } from '../access/parse-input.ts';
import { planDirs } from '../plan/list-plans.ts';

export interface ExportedBundle extends BundleVerification {
	readonly file: string;
	readonly size_bytes: number;
}

/**
 * Writes all evidence of a run into one archive, and reads it as anybody else would: the outcome is that of the written
 * bytes. Never a dump, which holds password hashes; what the site no longer has is named in the manifest.
 * @throws CutterError NOT_FOUND for an unknown run, INVALID_INPUT when the file is there already
 */
export async function exportBundle(
	site: Site,
	order: { readonly run: string; readonly output?: string | undefined },
): Promise<ExportedBundle> {
	const bytes = await collectBundle(site, parseInput(z.uuid(), order.run));
	const file = resolve(order.output ?? `evidence-${order.run}.tar`);
	const verified = verifyBundle(bytes);
	await writeBundleFile(file, bytes);
	return { ...verified, file, size_bytes: bytes.length };
}

/** The archive's bytes: the same for the same evidence. */
export async function collectBundle(site: Site, runId: string): Promise<Uint8Array> {
	// Before the chains: a record that comes meanwhile makes them longer than their anchor, which is normal.
	const anchor = await readAnchorBytes(site.artifactsDir);
	const keyring = await readKeyringBytes(site.artifactsDir);
	const { run, chain, installation } = await readChains(site, runId);
	const plan = await readPlanOf(site, run);
	const artifacts = await readArtifacts(site, chain);
	const sources: BundleSources = {
		product: {
			name: 'dot-iu-cutter',
			version: site.toolRevision.split('+')[0] ?? '',
			tool_revision: site.toolRevision,
		},
		chain,
		installation,
		anchor: anchor.bytes,
		keyring: keyring.bytes,
		plan: plan.files,
		artifacts: new Map(artifacts.flatMap(({ digest, found }) => (found.bytes ? [[digest, found.bytes] as const] : []))),
		absent: [
			...absent(names.anchor, anchor),
			// Where no key was enrolled there is none; the verifier says where one should be.
			...(keyring.missing ? [] : absent(names.keyring, keyring)),
			...(plan.files ? [] : [{ name: `${folders.plan}plan.yaml`, reason: plan.reason }]),
			...artifacts.flatMap(({ digest, found }) => absent(artifactName(digest), found)),
		],
	};
	return pack(run, sources);
}

function pack(run: RunIdentity, sources: BundleSources): Uint8Array {
	try {
		return packBundle(run, sources);
	} catch (error) {
		if (!(error instanceof NotCanonical)) throw error;
		throw new CutterError(
			'WRONG_STATE',
			`The evidence of run ${run.run} holds what no record can hold (${error.message}): directus cutter evidence verify says where.`,
		);
	}
}

async function readChains(
	site: Site,
	runId: string,
): Promise<{ run: RunIdentity; chain: LedgerRow[]; installation: LedgerRow[] }> {
	return withPooled(site.pool, (session) =>
		withReadOnly(session, async () => {
			const run = await readRun(session, runId);
			if (!run) throw new CutterError('NOT_FOUND', `No run ${runId}.`);
			const { plan, plan_digest, environment } = run;
			return {
				run: { run: runId, plan, plan_digest, environment },
				chain: await readLedgerRows(session, runId),
				installation: await readLedgerRows(session, installationChain),
			};
		}),
	);
}

async function readPlanOf(site: Site, run: RunIdentity) {
	const loaded = await loadPlans(planDirs(site));
	const folder = loaded.find(({ plan }) => plan?.file.id === run.plan)?.folder;
	if (folder === undefined) return { files: null, reason: `no plan ${run.plan} is installed, or it is refused` };
	const files = await readPlanFolder(folder);
	if (isPlanOf(run, files)) return { files, reason: '' };
	return { files: null, reason: `the installed plan ${run.plan} is not the one that the run was opened for` };
}

async function readArtifacts(site: Site, chain: readonly LedgerRow[]) {
	const read: { digest: string; found: Found }[] = [];
	for (const digest of citedArtifacts(chain))
		read.push({ digest, found: await readArtifactBytes(site.artifactsDir, digest) });
	return read;
}

function absent(name: string, { reason }: Found): BundleSources['absent'] {
	return reason === null ? [] : [{ name, reason }];
}
