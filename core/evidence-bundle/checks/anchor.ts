import { z } from 'zod';
import { installationChain } from '../../../contract/evidence.ts';
import { parseStrictJson } from '../../digest/parse-strict-json.ts';
import { type Anchor, parseAnchor } from '../../evidence/anchor.ts';
import { type BundleCheck, check } from '../bundle-check.ts';
import type { BundleTrust } from '../bundle-trust.ts';
import { names } from '../layout.ts';
import type { OpenedBundle } from '../open-bundle.ts';
import { judgeAnchorSignature } from './anchor-signature.ts';

/** The heads that the chains are compared with: those kept elsewhere, where somebody brings them, else the bundle's. */
export function chooseAnchor({ members }: OpenedBundle, trusted: string | undefined): Anchor {
	if (trusted !== undefined) return parseAnchor(trusted);
	const own = members.get(names.anchor);
	return own ? parseAnchor(Buffer.from(own).toString('utf8')) : { state: 'missing' };
}

/** The anchor can be read, is of this installation, holds the heads of both chains, and is signed by a key that could. */
export function verifyAnchor(bundle: OpenedBundle, anchor: Anchor, { heads, keyring }: BundleTrust): BundleCheck {
	const { manifest, members } = bundle;
	const trusted = heads !== undefined;
	return check('anchor', 'The heads of both chains were kept outside the database', () => {
		const wrong = judgeSigned(members);
		const whose = trusted ? 'the heads that were given' : 'the heads of the bundle';
		if (anchor.state === 'missing') return { wrong, undecided: ['the bundle holds no heads'], passed: '' };
		if (anchor.state !== 'kept') return { wrong: [...wrong, `${whose} were altered: ${anchor.reason}`], passed: '' };
		if (anchor.installation !== null && anchor.installation !== manifest.environment)
			wrong.push(`${whose} are of installation ${anchor.installation}`);
		const lacking = [manifest.run, installationChain].filter(
			(chain) => !anchor.heads.some((head) => head.chain === chain),
		);
		const signature = judgeAnchorSignature(bundle, anchor, { heads, keyring });
		const where = trusted ? 'given from elsewhere' : 'from the bundle itself';
		return {
			wrong: [...wrong, ...signature.wrong],
			undecided: [...lacking.map((chain) => `${whose} hold none of chain ${chain}`), ...signature.undecided],
			passed: `${anchor.heads.length} heads, ${where}${signature.passed}`,
		};
	});
}

const envelope = z.object({ payload: z.string(), payloadType: z.string(), signatures: z.array(z.unknown()).min(1) });

/** An envelope must be over exactly the bytes that lie beside it; whether its signatures are good is asked elsewhere. */
function judgeSigned(members: ReadonlyMap<string, Uint8Array>): string[] {
	const over = members.get(names.signedManifest);
	if (!over) return [];
	const payload = readPayload(over);
	if (payload === null) return [`${names.signedManifest} is no DSSE envelope`];
	return payload.equals(members.get(names.manifest) ?? Buffer.alloc(0))
		? []
		: [`${names.signedManifest} is signed over something else than ${names.manifest}`];
}

function readPayload(bytes: Uint8Array): Buffer | null {
	try {
		return Buffer.from(envelope.parse(parseStrictJson(bytes)).payload, 'base64');
	} catch {
		return null;
	}
}
