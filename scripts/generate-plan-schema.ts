// node scripts/generate-plan-schema.ts: writes the JSON Schemas of plan.yaml and schema-contract.yaml into plans/.
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { planSchemas } from '../core/plan/plan-schemas.ts';

for (const [file, schema] of Object.entries(planSchemas())) {
	await writeFile(
		fileURLToPath(new URL(`../plans/${file}`, import.meta.url)),
		`${JSON.stringify(schema, null, '\t')}\n`,
	);
}
