import type { PlanValidation } from '../../contract/plans.ts';
import { describeFinding } from './freeze-plan.ts';

/** What a validation says, line by line, for a terminal. */
export function describeValidation({
	outcome,
	plan,
	digest,
	counts,
	findings,
	not_examined,
}: PlanValidation): string[] {
	return [
		...findings.flatMap((finding) => [
			`${finding.accepted === null ? finding.severity : 'accepted'}  ${describeFinding(finding)}`,
			finding.accepted === null ? `    ${finding.remedy}` : `    because: ${finding.accepted}`,
		]),
		...not_examined.map(({ file, line, column, what }) => `not examined  ${file}:${line}:${column} ${what}`),
		outcome === 'pass'
			? `Plan ${plan} is clean. Digest ${digest}`
			: `${plan ? `Plan ${plan}` : 'The plan'} has ${counts.error} error(s) and ${counts.hazard} hazard(s) that nobody has accepted.`,
	];
}
