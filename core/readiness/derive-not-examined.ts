import type { FrozenPlan } from '../plan/frozen-plan.ts';

/** What nobody has looked at although the plan or the product speaks of it, so that silence is not taken for a pass. */
export function deriveNotExamined({ file, report }: FrozenPlan): string[] {
	const { register, rehearsal } = file;
	const open = report.findings.filter(({ accepted }) => accepted === null);
	return [
		...open.map(
			({ rule, file: path, line, message }) => `Hazard nobody has accepted: ${path}:${line} ${rule}: ${message}`,
		),
		...report.not_examined.map(({ file: path, line, what }) => `The lint could not look into ${path}:${line}: ${what}`),
		...(register.length > 0
			? [
					`The plan names ${register.length} items of the blocker register (${register.join(', ')}); this version has no register.`,
				]
			: []),
		...(rehearsal.scenarios.length > 0
			? [
					`The plan names ${rehearsal.scenarios.length} rehearsal scenarios (${rehearsal.scenarios.join(', ')}); this version does not run them.`,
				]
			: []),
		'The rollback of every prefix of steps is not rehearsed yet: the whole plan is rolled back once and run again.',
		'Waivers and the revocation of sign-offs are not part of this version.',
	];
}
