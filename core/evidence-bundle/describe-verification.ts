import type { BundleVerification } from './verify-bundle.ts';

const marks = { pass: 'ok   ', fail: 'WRONG', error: '?    ' } as const;
const verdicts = {
	pass: 'The bundle verifies.',
	fail: 'The bundle does not verify.',
	error: 'The bundle is not complete: nothing in it is wrong, and not everything could be decided.',
} as const;

/** What was verified and what cannot be known, as lines for a terminal. */
export function describeVerification({
	outcome,
	run,
	plan,
	position,
	sha256,
	checks,
	cannot_know,
}: BundleVerification): string[] {
	return [
		`Run ${run} of ${plan}: ${position}`,
		`sha256 ${sha256}`,
		'',
		...checks.map((check) => `${marks[check.outcome]}  ${check.title}: ${check.message}`),
		'',
		'What a bundle cannot show:',
		...cannot_know.map((line) => `- ${line}`),
		'',
		verdicts[outcome],
	];
}
