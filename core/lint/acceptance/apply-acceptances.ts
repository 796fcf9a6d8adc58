import type { Finding } from '../../../contract/findings.ts';
import type { Acceptance } from './read-acceptances.ts';

/** Puts the reason of each acceptance onto the hazards that it speaks of. */
export function applyAcceptances(findings: readonly Finding[], acceptances: readonly Acceptance[]): Finding[] {
	const given = Map.groupBy(acceptances, keyOfAcceptance);
	return findings.map((finding) => {
		if (finding.severity === 'error') return finding;
		const accepted = given.get(keyOf(finding))?.find(({ reason }) => reason !== '');
		return accepted ? { ...finding, accepted: accepted.reason } : finding;
	});
}

/** What is wrong with acceptances themselves: people sign what they read there. */
export function judgeAcceptances(
	findings: readonly Finding[],
	acceptances: readonly Acceptance[],
	rules: ReadonlySet<string>,
): Finding[] {
	const found = Map.groupBy(findings, keyOf);
	return acceptances.flatMap((acceptance) => {
		const fault = findFault(acceptance, found.get(keyOfAcceptance(acceptance)) ?? [], rules);
		if (!fault) return [];
		const { script, line, column, statement } = acceptance;
		return [{ ...fault, file: script.path, line, column, statement, accepted: null }];
	});
}

type Fault = Pick<Finding, 'rule' | 'severity' | 'message' | 'remedy'>;

function findFault(acceptance: Acceptance, found: readonly Finding[], rules: ReadonlySet<string>): Fault | null {
	const { rule, reason, statement } = acceptance;
	if (!rules.has(rule))
		return error('accept-unknown-rule', `there is no rule ${rule}`, 'Name the rule as the finding does.');
	if (reason === '')
		return error(
			'accept-without-reason',
			`accepts ${rule} and says not why`,
			`Write why: -- accept ${rule}: the table has 86 rows`,
		);
	if (statement === null)
		return hazard(
			'accept-misplaced',
			`accepts ${rule} and stands directly before no statement`,
			'Give it a line of its own, directly before the statement.',
		);
	if (found.some(({ severity }) => severity === 'error'))
		return error('accept-error', `${rule} is an error, which nobody can accept`, 'Remedy the error.');
	if (found.length === 0)
		return hazard('accept-unused', `accepts ${rule}, which the statement does not show`, 'Remove the acceptance.');
	return null;
}

/** What an acceptance and a finding have in common when the one speaks of the other. */
function keyOf({ rule, file, statement }: Pick<Finding, 'rule' | 'file' | 'statement'>): string {
	return `${rule} ${statement} ${file}`;
}

function keyOfAcceptance({ rule, script, statement }: Acceptance): string {
	return keyOf({ rule, file: script.path, statement });
}

function error(rule: string, message: string, remedy: string): Fault {
	return { rule, severity: 'error', message, remedy };
}

function hazard(rule: string, message: string, remedy: string): Fault {
	return { rule, severity: 'hazard', message, remedy };
}
