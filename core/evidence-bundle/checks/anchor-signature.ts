import type { Keyring } from '../../../contract/signatures.ts';
import { StrictJsonError } from '../../digest/strict-json-error.ts';
import type { KeptAnchor } from '../../evidence/anchor.ts';
import { coveredUntil } from '../../evidence/covered-until.ts';
import { vouchForAnchor } from '../../evidence/vouch-for-anchor.ts';
import { emptyKeyring } from '../../signature/keyring/change-keyring.ts';
import { compareKeyring, keyKinds } from '../../signature/keyring/compare-keyring.ts';
import { readKeyring } from '../../signature/keyring/keyring-file.ts';
import { SignatureError } from '../../signature/signature-error.ts';
import type { Findings } from '../bundle-check.ts';
import type { BundleTrust } from '../bundle-trust.ts';
import { names } from '../layout.ts';
import type { OpenedBundle } from '../open-bundle.ts';

const kinds: readonly string[] = keyKinds;

/**
 * Who vouches for the heads: by a keyring that was kept elsewhere, where somebody brings one, else by the bundle's own, which
 * has to be the one that the installation's chain recorded last.
 */
export function judgeAnchorSignature(bundle: OpenedBundle, anchor: KeptAnchor, trust: BundleTrust): Required<Findings> {
	const own = readOwn(bundle);
	const given = trust.keyring === undefined ? null : parse(trust.keyring, 'the keyring that was given');
	const wrong = [own.wrong, given?.wrong ?? null].filter((reason) => reason !== null);
	const keyring = given ? given.keyring : own.keyring;
	if (wrong.length > 0 || !keyring) return { wrong, undecided: wrong.length > 0 ? [] : own.undecided, passed: '' };
	const { manifest, chain, installation } = bundle;
	const covered = [...coveredUntil(anchor, manifest.run, chain), ...coveredUntil(anchor, 'installation', installation)];
	const vouching = vouchForAnchor(anchor, keyring, covered.toSorted().at(-1) ?? null);
	switch (vouching.state) {
		case 'signed': {
			const keys = vouching.keys.map((key) => `${key.slice(0, 16)}…`).join(' and ');
			return {
				wrong: [],
				undecided: [],
				passed: `, signed by ${keys}${given ? ', of the keyring that was given' : ''}`,
			};
		}
		case 'keyless':
			return { wrong: [], undecided: [], passed: ', not signed: no key was enrolled' };
		case 'unsigned':
			// Heads that somebody kept elsewhere are believed for that.
			return { wrong: [], undecided: trust.heads === undefined ? ['nobody has signed the heads'] : [], passed: '' };
		case 'invalid':
			return { wrong: [vouching.reason], undecided: [], passed: '' };
		case 'undecided':
			return { wrong: [], undecided: [vouching.reason], passed: '' };
		default:
			return vouching satisfies never;
	}
}

interface Read {
	readonly keyring: Keyring | null;
	readonly wrong: string | null;
	readonly undecided: readonly string[];
}

function readOwn({ members, installation }: OpenedBundle): Read {
	const last = installation.findLast(({ kind }) => kinds.includes(kind)) ?? null;
	const bytes = members.get(names.keyring);
	if (!bytes && last) return { keyring: null, wrong: null, undecided: ['the bundle holds no keyring'] };
	const { keyring, wrong } = bytes ? parse(bytes, names.keyring) : { keyring: emptyKeyring, wrong: null };
	return { keyring, wrong: keyring ? compareKeyring(keyring, last) : wrong, undecided: [] };
}

function parse(source: string | Uint8Array, whose: string): Read {
	try {
		return { keyring: readKeyring(source), wrong: null, undecided: [] };
	} catch (error) {
		if (!(error instanceof SignatureError || error instanceof StrictJsonError)) throw error;
		return { keyring: null, wrong: `${whose}: ${error.message}`, undecided: [] };
	}
}
