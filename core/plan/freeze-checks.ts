import type { Finding } from '../../contract/findings.ts';
import type { PlanCheck, ProductCheck } from '../../contract/plan-check.ts';
import type { PlanFile } from '../../contract/plan-file.ts';
import type { SchemaContract } from '../../contract/schema-contract.ts';
import { freezeCheck } from '../check/freeze-check.ts';
import { type FrozenCheck, isJudgedCheck, isQueryCheck } from '../check/frozen-check.ts';
import type { FaultAt, StepChecks } from './freeze-steps.ts';

type Path = readonly PropertyKey[];
type Place = 'preflight' | 'verify' | 'steps';

/** Where a check that the product judges has something to be judged on. */
const places: Record<ProductCheck['kind'], Place> = {
	identity: 'preflight',
	frozen_sql: 'preflight',
	additions_only: 'verify',
	side_effect: 'verify',
	frozen_tables: 'verify',
};

export interface FrozenChecks {
	readonly preflight: readonly FrozenCheck[];
	readonly verify: readonly FrozenCheck[];
	/** In the order of the steps. */
	readonly steps: readonly StepChecks[];
	readonly findings: readonly Finding[];
}

/** Makes all checks of a plan ready; one that cannot be carried out where it stands is a finding. */
export function freezeChecks(file: PlanFile, contract: SchemaContract, fault: FaultAt): FrozenChecks {
	const findings: Finding[] = [];
	const freeze = (checks: readonly PlanCheck[], place: Place, path: Path): FrozenCheck[] =>
		checks.flatMap((check, index) => {
			const frozen = tryFreeze(check, contract);
			const why = typeof frozen === 'string' ? frozen : findMisplacement(frozen, place, file);
			if (why) findings.push(fault('check-misplaced', [...path, index], `${check.id}: ${why}`, 'Correct the check.'));
			return typeof frozen === 'string' ? [] : [frozen];
		});
	const preflight = [
		...freeze(targetChecks(file), 'preflight', ['target', 'schemas']),
		...freeze(file.preflight, 'preflight', ['preflight']),
	];
	const steps = file.steps.map(({ satisfied_when, validate }, index) => {
		const path = ['steps', index];
		const [satisfied] = freeze(satisfied_when ? [satisfied_when] : [], 'steps', [...path, 'satisfied_when']);
		return {
			satisfied_when: satisfied && isQueryCheck(satisfied) ? satisfied : null,
			validate: freeze(validate, 'steps', [...path, 'validate']).filter(isQueryCheck),
		};
	});
	return { preflight, verify: freeze(file.verify, 'verify', ['verify']), steps, findings };
}

/** What the plan is written for has to be there, whether it asks for that in a check or not. */
function targetChecks({ target: { schemas } }: PlanFile): PlanCheck[] {
	if (schemas.length === 0) return [];
	const built_in = { kind: 'present' as const, schemas };
	return [{ id: 'target', title: 'The schemas that the plan is written for are there', built_in }];
}

function tryFreeze(check: PlanCheck, contract: SchemaContract): FrozenCheck | string {
	try {
		return freezeCheck(check, contract);
	} catch (error) {
		if (error instanceof TypeError) return error.message;
		throw error;
	}
}

function findMisplacement(check: FrozenCheck, place: Place, file: PlanFile): string | null {
	if (!isJudgedCheck(check)) return null;
	const { product } = check;
	if (places[product.kind] !== place)
		return `${product.kind} is judged in ${places[product.kind]}, where its measurement is`;
	if (product.kind === 'frozen_sql' && !file.sql.some((entry) => entry.file === product.file))
		return `${product.file} is not in sql[]`;
	if (product.kind === 'side_effect' && !file.expect.side_effects.some(({ column }) => column === product.column))
		return `expect.side_effects declares nothing of ${product.column}`;
	return null;
}
