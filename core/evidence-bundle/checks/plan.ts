import { z } from 'zod';
import { planSeats } from '../../../contract/plan-file.ts';
import { preflightChecked, rehearsalCompleted } from '../../evidence/bodies.ts';
import { planDigest } from '../../plan/plan-digest.ts';
import { readYaml } from '../../plan/read-yaml.ts';
import { type BundleCheck, check, recordsOfKind } from '../bundle-check.ts';
import { folders } from '../layout.ts';
import type { OpenedBundle } from '../open-bundle.ts';

/** The plan's bytes give the digest that the run was opened for, and that preflight and rehearsal were made on. */
export function verifyPlan(bundle: OpenedBundle): BundleCheck {
	return check('plan', 'The plan’s bytes give the digest that the run was opened for', () => {
		const { manifest, chain } = bundle;
		const files = planFiles(bundle);
		const digest = planDigest(files);
		const others = [
			...recordsOfKind(chain, 'preflight.checked', preflightChecked),
			...recordsOfKind(chain, 'rehearsal.completed', rehearsalCompleted),
		].filter(({ body }) => body.plan_digest !== manifest.plan_digest);
		const wrong = others.map(({ seq, kind, body }) => `record ${seq} (${kind}) was made on plan ${body.plan_digest}`);
		if (files.length === 0) return { wrong, undecided: ['the bundle holds no plan'], passed: '' };
		if (digest !== manifest.plan_digest)
			wrong.push(`the plan’s bytes give ${digest}, and the run was opened for ${manifest.plan_digest}`);
		return { wrong, passed: `${files.length} files, digest ${digest}` };
	});
}

const rule = z.looseObject({
	approvals: z.looseObject({ execution: planSeats }),
	steps: z.array(z.looseObject({ id: z.string() })).min(1),
});

/** Of the plan what evidence is held against: who must sign, and which steps there are. Null when it cannot be read. */
export function readPlanRule(bundle: OpenedBundle): z.output<typeof rule> | null {
	const source = planFiles(bundle).find(({ path }) => path === 'plan.yaml');
	const read = source && readYaml(source, rule);
	return read?.ok ? read.data : null;
}

function planFiles({ members }: OpenedBundle) {
	return [...members]
		.filter(([name]) => name.startsWith(folders.plan))
		.map(([name, bytes]) => ({ path: name.slice(folders.plan.length), bytes }));
}
