import { canonicalJson } from '../digest/canonical-json.ts';
import type { LedgerRow } from '../evidence/ledger-row.ts';
import type { PlanSourceFile } from '../plan/frozen-plan.ts';
import { planDigest } from '../plan/plan-digest.ts';
import { artifactName, bundleFormat, folders, names } from './layout.ts';
import { listMembers, type Manifest, writeManifest, writeSums } from './manifest.ts';
import { byName, type Member } from './member.ts';
import { restsOn } from './seat-namings.ts';
import { writeTar } from './tar/write-tar.ts';

/** All that goes into a bundle, as it was found. */
export interface BundleSources {
	readonly product: Manifest['product'];
	/** The run's chain, and the installation's, whole and in order. */
	readonly chain: readonly LedgerRow[];
	readonly installation: readonly LedgerRow[];
	/** The files of the artefacts folder, to the byte; null where there is none. */
	readonly anchor: Uint8Array | null;
	readonly keyring: Uint8Array | null;
	/** The plan's folder, when it is still the one that the run was opened for. */
	readonly plan: readonly PlanSourceFile[] | null;
	/** By their digests. */
	readonly artifacts: ReadonlyMap<string, Uint8Array>;
	readonly absent: Manifest['absent'];
}

/** What a run's first record says of it. */
export interface RunIdentity {
	readonly run: string;
	readonly plan: string;
	readonly plan_digest: string;
	readonly environment: string;
}

/** One archive of a run's evidence: the same bytes for the same evidence. */
export function packBundle(run: RunIdentity, sources: BundleSources): Uint8Array {
	const listed = collectMembers(sources);
	const manifest: Manifest = {
		format: bundleFormat,
		...run,
		heads: { run: headOf(sources.chain), installation: headOf(sources.installation) },
		rests_on: restsOn(sources.chain, sources.installation),
		product: sources.product,
		members: listMembers(listed),
		absent: sources.absent.toSorted(byName),
	};
	const first = { name: names.manifest, bytes: writeManifest(manifest) };
	const sums = { name: names.sums, bytes: writeSums([first, ...listed]) };
	return writeTar([first, sums, ...listed.toSorted(byName)], lastMoment(sources.chain));
}

function collectMembers({ chain, installation, anchor, keyring, plan, artifacts }: BundleSources): Member[] {
	return [
		{ name: names.chain, bytes: writeRows(chain) },
		{ name: names.installation, bytes: writeRows(installation) },
		...(anchor ? [{ name: names.anchor, bytes: anchor }] : []),
		...(keyring ? [{ name: names.keyring, bytes: keyring }] : []),
		...(plan ?? []).map(({ path, bytes }) => ({ name: `${folders.plan}${path}`, bytes })),
		...[...artifacts].map(([digest, bytes]) => ({ name: artifactName(digest), bytes })),
	];
}

/** One record a line, each in the form that was hashed. */
function writeRows(rows: readonly LedgerRow[]): Uint8Array {
	return Buffer.from(rows.map(({ flaw: _, ...row }) => `${canonicalJson(row)}\n`).join(''));
}

function headOf(rows: readonly LedgerRow[]): Manifest['heads']['run'] {
	const last = rows.at(-1);
	return { seq: last?.seq ?? 0, hash: last?.hash ?? '' };
}

/** The archive is as old as its evidence; the clock of whoever exports it would make it another one each time. */
function lastMoment(chain: readonly LedgerRow[]): number {
	const milliseconds = Date.parse(chain.at(-1)?.recorded_at ?? '');
	return Number.isNaN(milliseconds) ? 0 : Math.max(0, Math.floor(milliseconds / 1000));
}

/** Whether a plan's folder is the one that a run was opened for. */
export function isPlanOf(run: Pick<RunIdentity, 'plan_digest'>, files: readonly PlanSourceFile[]): boolean {
	return planDigest(files) === run.plan_digest;
}
