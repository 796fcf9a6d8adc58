import { sha256 } from '../../digest/sha256.ts';
import { type BundleCheck, check } from '../bundle-check.ts';
import { citedArtifacts } from '../cited-artifacts.ts';
import { artifactName, folders } from '../layout.ts';
import type { OpenedBundle } from '../open-bundle.ts';

/** Every artefact that the run's evidence cites is there, and is what its digest says; nothing else passes for one. */
export function verifyArtifacts({ manifest, members, chain }: OpenedBundle): BundleCheck {
	return check('artifacts', 'Every artefact that the evidence cites is there, with its digest', () => {
		const cited = citedArtifacts(chain);
		const excused = new Set(manifest.absent.map(({ name }) => name));
		const wrong = cited.flatMap((digest) => {
			const bytes = members.get(artifactName(digest));
			if (bytes) return sha256(bytes) === digest ? [] : [`artefact ${digest} is not what its digest says`];
			return excused.has(artifactName(digest)) ? [] : [`artefact ${digest} is missing`];
		});
		const known = new Set(cited.map(artifactName));
		const others = [...members.keys()].filter((name) => name.startsWith(folders.artifacts) && !known.has(name));
		return {
			wrong: [...wrong, ...others.map((name) => `${name} is cited by no record`)],
			undecided: cited
				.filter((digest) => excused.has(artifactName(digest)))
				.map((digest) => `artefact ${digest} could not be brought along`),
			passed: `${cited.length} artefacts`,
		};
	});
}
