import type { Finding } from '../../contract/findings.ts';
import type { PlanFile } from '../../contract/plan-file.ts';
import { type SchemaContract, schemaContract } from '../../contract/schema-contract.ts';
import type { FaultAt } from './freeze-steps.ts';
import type { PlanSourceFile } from './frozen-plan.ts';
import { readYaml } from './read-yaml.ts';

/** The plan's schema contract; without one no table is declared. */
export function readContract(
	{ contract }: PlanFile,
	files: readonly PlanSourceFile[],
	fault: FaultAt,
): { contract: SchemaContract; findings: readonly Finding[] } {
	const none: SchemaContract = { tables: {} };
	if (!contract) return { contract: none, findings: [] };
	const source = files.find(({ path }) => path === contract);
	if (!source) {
		const message = `${contract} is not in the folder`;
		return { contract: none, findings: [fault('contract-missing', ['contract'], message, 'Add the schema contract.')] };
	}
	const read = readYaml(source, schemaContract);
	return read.ok ? { contract: read.data, findings: [] } : { contract: none, findings: read.findings };
}
