import { installationChain } from '../../../contract/evidence.ts';
import { runOpened } from '../../evidence/bodies.ts';
import { fieldOf } from '../../evidence/field-of.ts';
import type { ChainHead, LedgerRow } from '../../evidence/ledger-row.ts';
import { verifyChain } from '../../evidence/verify-chain.ts';
import { type BundleCheck, check } from '../bundle-check.ts';
import type { OpenedBundle } from '../open-bundle.ts';
import { restsOn } from '../seat-namings.ts';

/** Every hash of the run's chain, its links, its anchored head, and that it is the run that the manifest names. */
export function verifyRunChain({ manifest, chain }: OpenedBundle, anchor: ChainHead | undefined): BundleCheck {
	return check('run-chain', 'The run’s chain is what was hashed, up to its anchored head', () => {
		const opened = runOpened.safeParse(chain[0]?.body);
		const said = opened.success && chain[0]?.kind === 'run.opened' ? opened.data : null;
		return {
			wrong: [
				...findChainFaults(manifest.run, chain, anchor),
				...(said ? [] : ['its first record does not open a run']),
				...(['plan', 'plan_digest', 'environment'] as const)
					.filter((field) => said && said[field] !== manifest[field])
					.map(
						(field) => `the manifest gives ${field} ${manifest[field]}, and the run was opened with ${said?.[field]}`,
					),
				...compareHead('run', manifest.heads.run, chain),
			],
			passed: describeChain(chain, anchor),
		};
	});
}

/** The same of the installation's chain, which begins with the enrolment of where the run ran. */
export function verifyInstallationChain(
	{ manifest, chain, installation }: OpenedBundle,
	anchor: ChainHead | undefined,
): BundleCheck {
	return check('installation-chain', 'The installation’s chain is what was hashed, up to its anchored head', () => {
		const [first] = installation;
		const enrolled = first?.kind === 'installation.enrolled' && fieldOf(first.body, 'id') === manifest.environment;
		const rests = restsOn(chain, installation);
		const same = rests.length === manifest.rests_on.length && rests.every((seq, at) => seq === manifest.rests_on[at]);
		return {
			wrong: [
				...findChainFaults(installationChain, installation, anchor),
				...(enrolled ? [] : [`its first record does not enrol ${manifest.environment}`]),
				...(same ? [] : [`the run rests on its records ${rests.join(', ')}, and the manifest names others`]),
				...compareHead('installation', manifest.heads.installation, installation),
			],
			passed: describeChain(installation, anchor),
		};
	});
}

function findChainFaults(chain: string, rows: readonly LedgerRow[], anchor: ChainHead | undefined): string[] {
	const strangers = rows.filter((row) => row.chain !== chain).map(({ seq }) => `record ${seq} is of another chain`);
	const sorted = rows.every((row, at) => row.seq >= (rows[at - 1]?.seq ?? 0));
	const order = sorted ? [] : ['the records are not in order'];
	return [...order, ...strangers, ...verifyChain(chain, rows, { anchor }).map(({ message }) => message)];
}

function compareHead(which: string, head: { seq: number; hash: string }, rows: readonly LedgerRow[]): string[] {
	const last = rows.at(-1);
	if (head.seq === (last?.seq ?? 0) && head.hash === (last?.hash ?? '')) return [];
	return [`the manifest gives another last record of the ${which}’s chain: ${head.seq}`];
}

function describeChain(rows: readonly LedgerRow[], anchor: ChainHead | undefined): string {
	const records = `${rows.length} records`;
	if (!anchor) return `${records}, consistent in themselves`;
	return rows.length === anchor.seq ? `${records}, all anchored` : `${records}, anchored up to ${anchor.seq}`;
}
