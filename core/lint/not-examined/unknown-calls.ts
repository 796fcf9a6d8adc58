import { functionName } from '../acts/defined-function.ts';
import type { Unseen } from '../acts/read-acts.ts';
import { volatilityOf } from '../catalog/built-in-functions.ts';
import type { ReadPlan } from '../read-plan.ts';
import { isSetConfig, settingNamed } from '../rules/judge-setting.ts';

/** PostgreSQL's own functions that run a query which is handed to them as text. */
const runsText = new Set(['query_to_xml', 'query_to_xmlschema', 'query_to_xml_and_xmlschema', 'ts_stat', 'ts_rewrite']);

/** Calls of functions that neither PostgreSQL brings along nor the plan defines: each function once, where first called. */
export function unknownCalls({ acts, running }: ReadPlan): Unseen[] {
	const own = new Set(acts.flatMap(({ node, names }) => functionName(node, names) ?? []));
	const told = new Set<string>();
	return running.flatMap((act) =>
		act.calls.flatMap(({ parts, name, fields }): Unseen[] => {
			const what = unseenCall(parts, own.has(name), fields);
			if (what === null || told.has(what)) return [];
			told.add(what);
			return [{ at: act.at, what: `${what}${act.inside}` }];
		}),
	);
}

function unseenCall(
	parts: readonly string[],
	isOwn: boolean,
	fields: Readonly<Record<string, unknown>>,
): string | null {
	const written = parts.join('.');
	if (isSetConfig(parts)) return settingNamed(fields) === null ? 'set_config of a name that is made at run time' : null;
	if (runsText.has(parts.at(-1) ?? '')) return `the query that ${written}() is given as text`;
	if (isOwn || volatilityOf(parts) !== 'unknown') return null;
	return `what ${written}() does: the plan does not define it`;
}
