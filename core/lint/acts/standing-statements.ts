import type { PlanFile } from '../../../contract/plan-file.ts';
import type { Statement } from '../../sql/parse-sql.ts';
import type { Script } from '../../sql/script.ts';
import type { Standing } from './act.ts';

/** The statements of all steps in the order of execution, then those of all rollbacks, last step first. */
export function standingStatements(
	{ steps, transaction }: PlanFile,
	scripts: readonly Script[],
): { readonly at: Standing; readonly statement: Statement }[] {
	const byPath = new Map(scripts.map((script) => [script.path, script]));
	const forward = steps.flatMap(({ file, statements: range }, step) => {
		const script = byPath.get(file);
		const group = transaction === 'single' ? 0 : step;
		return script ? standing(script, 'step', step, group, range) : [];
	});
	const back = steps.toReversed().flatMap(({ rollback }, index) => {
		const script = byPath.get(rollback);
		const step = steps.length - 1 - index;
		// A rollback undoes all steps in one transaction of its own.
		return script ? standing(script, 'rollback', step, steps.length) : [];
	});
	return [...forward, ...back];
}

function standing(
	script: Script,
	role: Standing['role'],
	step: number,
	transaction: number,
	[from, to]: readonly [number, number] = [1, script.statements.length],
) {
	return script.statements.slice(from - 1, to).map((statement, index) => {
		const { line, column } = statement;
		return { at: { script, number: from + index, line, column, role, step, transaction }, statement };
	});
}
