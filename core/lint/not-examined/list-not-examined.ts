import type { NotExamined } from '../../../contract/findings.ts';
import type { Standing } from '../acts/act.ts';
import type { ReadPlan } from '../read-plan.ts';
import { unknownCalls } from './unknown-calls.ts';
import { unseenReach } from './unseen-reach.ts';

/** What the lint could not look into, in the order of execution; each thing once. */
export function listNotExamined(plan: ReadPlan): NotExamined[] {
	const noted = [...plan.unseen, ...unknownCalls(plan), ...unseenReach(plan)].map(({ at, what }) => note(at, what));
	return [...new Map(noted.map((one) => [JSON.stringify(one), one])).values()];
}

function note({ script, line, column, number }: Standing, what: string): NotExamined {
	return { file: script.path, line, column, statement: number, what };
}
