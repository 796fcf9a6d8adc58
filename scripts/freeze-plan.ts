// node scripts/freeze-plan.ts plans/p0-v0.1 […]: writes the sha256 of every frozen file into the plan's sql[].
import { freezePlanFolder } from '../platform/plans/freeze-plan-folder.ts';

for (const folder of process.argv.slice(2)) {
	const changed = await freezePlanFolder(folder);
	process.stdout.write(`${folder}: ${changed ? 'digests rewritten' : 'digests already right'}\n`);
}
