import type { ReadPlan } from '../read-plan.ts';
import { relationChanges } from './relation-changes.ts';

/**
 * The id of the step that certainly makes a relation which cannot be there before; null when it may be.
 * A relation that is dropped or renamed first was there, and a step that may find its work done proves nothing.
 */
export function makesFirst({ steps, file }: Pick<ReadPlan, 'steps' | 'file'>, relation: string): string | null {
	for (const { node, names, at } of steps) {
		const { made, dropped, renamed } = relationChanges(node, names);
		if (dropped.includes(relation) || renamed.some(({ from }) => from === relation)) return null;
		if (!made.includes(relation)) continue;
		const step = file.steps[at.step];
		return step && !step.satisfied_when ? step.id : null;
	}
	return null;
}
