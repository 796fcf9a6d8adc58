import { anchorFile } from '../evidence/anchor.ts';

/** What a bundle is called by in its manifest. Another layout is another format, never a silent change of this one. */
export const bundleFormat = 'cutter-evidence-bundle-v1';

/** The members of a bundle; docs/evidence.md says what each is for. */
export const names = {
	manifest: 'manifest.json',
	/** A DSSE envelope over exactly the manifest's bytes, where somebody signed the bundle. The manifest cannot list it. */
	signedManifest: 'manifest.dsse.json',
	/** For `sha256sum -c`: of all members but itself and the envelope. */
	sums: 'SHA256SUMS',
	chain: 'chain.jsonl',
	installation: 'installation.jsonl',
	anchor: `anchor/${anchorFile}`,
	/** The public keys, with holders, times and revocations. */
	keyring: 'anchor/keyring.json',
} as const;

export const folders = { plan: 'plan/', artifacts: 'artifacts/' } as const;

/** Members that the manifest does not list. */
export const unlisted: readonly string[] = [names.manifest, names.signedManifest, names.sums];

export function artifactName(digest: string): string {
	return `${folders.artifacts}${digest}.json`;
}
