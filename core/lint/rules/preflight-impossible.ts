import type { BuiltInCheck } from '../../../contract/plan-check.ts';
import { relationName } from '../../sql/relation-name.ts';
import { makesFirst } from '../history/makes-first.ts';
import type { ReadPlan } from '../read-plan.ts';
import type { Rule } from '../rule.ts';

/** Only where it is certain: a step that may find its work done, or IF NOT EXISTS, says nothing. */
export const preflightImpossible: Rule = {
	id: 'preflight-impossible',
	severity: 'error',
	remedy: 'Correct the check, or move it behind the step.',
	find: (plan) =>
		plan.file.preflight.flatMap((check, index) => {
			const built = 'built_in' in check ? check.built_in : null;
			return (built ? contradictions(built, plan) : []).map((why) => ({
				where: ['preflight', index],
				message: `${check.id}: ${why}: the gate could never pass`,
			}));
		}),
};

function contradictions(check: BuiltInCheck, plan: ReadPlan): string[] {
	if (check.kind === 'absent') {
		const absent = [...(check.relations ?? []), ...(check.tables ?? [])];
		return [...neededNow(check.schemas ?? [], absent, plan), ...alteredLater(absent, plan)];
	}
	return tablesNeeded(check).flatMap((table) => {
		const maker = makesFirst(plan, table);
		return maker ? [`${table} has to be there before the first step, and step ${maker} makes it`] : [];
	});
}

/** What a check needs to find. */
function tablesNeeded(check: BuiltInCheck): readonly string[] {
	switch (check.kind) {
		case 'present':
			return [...(check.relations ?? []), ...(check.tables ?? [])];
		case 'columns':
			return Object.values(check.columns).some((column) => column !== null) ? [check.table] : [];
		case 'triggers':
		case 'row_counts':
		case 'inventory':
			return Object.keys(check.tables);
		case 'tables_match':
			return check.tables;
		case 'only_tables':
			return check.tables.map((table) => `${check.schema}.${table}`);
		default:
			return [];
	}
}

/** What the plan itself needs before its first step. */
function neededNow(schemas: readonly string[], relations: readonly string[], { file }: ReadPlan): string[] {
	const counted = file.expect.counts.map(({ table }) => table);
	return [
		...schemas
			.filter((schema) => file.target.schemas.includes(schema))
			.map((schema) => `target.schemas needs ${schema}`),
		...relations.filter((table) => counted.includes(table)).map((table) => `expect.counts counts ${table}`),
		...relations.filter((table) => file.frozen.includes(table)).map((table) => `frozen names ${table}`),
	];
}

/** ALTER TABLE fails on a table that is not there. */
function alteredLater(relations: readonly string[], { steps, history }: ReadPlan): string[] {
	return relations
		.filter((relation) => !history.made.has(relation))
		.flatMap((relation) => {
			const act = steps.find(
				({ node, names }) =>
					node.type === 'AlterTableStmt' &&
					!node.fields['missing_ok'] &&
					relationName(node.fields['relation'], names) === relation,
			);
			return act ? [`${relation} has to be absent, and ${act.at.script.path}:${act.at.line} alters it`] : [];
		});
}
