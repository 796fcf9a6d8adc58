import type { Finding } from '../../contract/findings.ts';
import type { PlanFile } from '../../contract/plan-file.ts';
import { type SchemaContract, schemaContract } from '../../contract/schema-contract.ts';
import { findContractFaults } from '../schema-contract/find-contract-faults.ts';
import type { Script } from '../sql/script.ts';
import type { FaultAt } from './freeze-steps.ts';
import type { PlanSourceFile } from './frozen-plan.ts';
import { planFault } from './plan-fault.ts';
import { readYaml } from './read-yaml.ts';

export interface DeclaredContract {
	readonly contract: SchemaContract;
	readonly findings: readonly Finding[];
}

const none: SchemaContract = { tables: {} };

/** The plan's schema contract, held against the DDL of its steps; without one no table is declared. */
export function readContract(
	{ contract: path, steps }: PlanFile,
	files: readonly PlanSourceFile[],
	scripts: ReadonlyMap<string, Script>,
	fault: FaultAt,
): DeclaredContract {
	if (!path) return { contract: none, findings: [] };
	const source = files.find((file) => file.path === path);
	if (!source) {
		const findings = [
			fault('contract-missing', ['contract'], `${path} is not in the folder`, 'Add the schema contract.'),
		];
		return { contract: none, findings };
	}
	const read = readYaml(source, schemaContract);
	if (!read.ok) return { contract: none, findings: read.findings };
	const { data: contract, at } = read;
	const inOrder = [...new Set(steps.map(({ file }) => file))].flatMap((file) => scripts.get(file) ?? []);
	const findings = findContractFaults(inOrder, contract, (rule, place, message, remedy) =>
		planFault(rule, path, message, remedy, at(place)),
	);
	return { contract, findings };
}
