import { z } from 'zod';
import { planFile } from '../../contract/plan-file.ts';
import { schemaContract } from '../../contract/schema-contract.ts';

/**
 * The JSON Schemas that are published beside the plans, for editors: by file name.
 * They know shapes and values; what only zod refines, such as a path that leaves the folder, is for `plan validate`.
 */
export function planSchemas(): Readonly<Record<string, object>> {
	return {
		'plan.schema.json': describeSchema(planFile, 'plan.yaml of a governed migration'),
		'schema-contract.schema.json': describeSchema(schemaContract, 'schema-contract.yaml of a plan'),
	};
}

function describeSchema(schema: z.ZodType, title: string): object {
	return { ...z.toJSONSchema(schema, { io: 'input', reused: 'ref' }), title };
}
