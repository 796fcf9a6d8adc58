import { sha256 } from '../../digest/sha256.ts';
import { type BundleCheck, check } from '../bundle-check.ts';
import { names, unlisted } from '../layout.ts';
import { writeSums } from '../manifest.ts';
import type { OpenedBundle } from '../open-bundle.ts';

/** Every member is what the manifest lists, and nothing else is there. */
export function verifyMembers({ manifest, members }: OpenedBundle): BundleCheck {
	return check('members', 'Every member has the digest that the manifest gives it', () => {
		const listed = new Set(manifest.members.map(({ name }) => name));
		const wrong = manifest.members.flatMap(({ name, sha256: digest, size_bytes }) => {
			const bytes = members.get(name);
			if (!bytes) return [`${name} is missing`];
			if (bytes.length !== size_bytes) return [`${name} has ${bytes.length} bytes, and ${size_bytes} are listed`];
			return sha256(bytes) === digest ? [] : [`${name} was altered: its digest is not the listed one`];
		});
		if (listed.size < manifest.members.length) wrong.push('the manifest lists a member twice');
		const strangers = [...members.keys()].filter((name) => !listed.has(name) && !unlisted.includes(name));
		const misplaced = unlisted.filter((name) => listed.has(name));
		wrong.push(...strangers.map((name) => `${name} is not listed`), ...misplaced.map((name) => `${name} lists itself`));
		return {
			wrong: [...wrong, ...judgeSums(members)],
			undecided: manifest.absent.map(({ name, reason }) => `${name} is not in the bundle: ${reason}`),
			passed: `${manifest.members.length} members`,
		};
	});
}

/** Not needed here; whoever trusts sha256sum more than this must see the same. */
function judgeSums(members: ReadonlyMap<string, Uint8Array>): string[] {
	const sums = members.get(names.sums);
	if (!sums) return [`${names.sums} is missing`];
	const summed = [...members]
		.filter(([name]) => name !== names.sums && name !== names.signedManifest)
		.map(([name, bytes]) => ({ name, bytes }));
	return Buffer.from(sums).equals(writeSums(summed)) ? [] : [`${names.sums} does not list what is here`];
}
