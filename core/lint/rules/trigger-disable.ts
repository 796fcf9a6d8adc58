import { textOf } from '../../sql/tree.ts';
import { findInActs } from '../find-in-acts.ts';
import type { Rule } from '../rule.ts';

const parts: Readonly<Record<string, string>> = {
	AT_DisableTrig: 'disables the trigger',
	AT_DisableTrigAll: 'disables all triggers, the checks of foreign keys among them,',
	AT_DisableTrigUser: 'disables the triggers',
	AT_EnableReplicaTrig: 'leaves to replicas alone the trigger',
	AT_DisableRule: 'disables the rule',
	AT_DisableRowSecurity: 'disables row security',
	AT_NoForceRowSecurity: 'lets the owner pass row security',
};

/** A guard that is taken away for a moment has not looked at what came in that moment. */
export const triggerDisable: Rule = {
	id: 'trigger-disable',
	severity: 'hazard',
	remedy: 'Write what the guards let pass; if they have to go, enable them again in the same step and accept it.',
	find: ({ running, history }) =>
		findInActs(running, (act) => [
			...(act.node.type === 'AlterEventTrigStmt' && textOf(act.node.fields['tgenabled']) === 'D'
				? [`disables the event trigger ${textOf(act.node.fields['trigname'])}`]
				: []),
			...act.parts
				.filter(({ table, subtype }) => subtype in parts && history.stands(table, act))
				.map(({ table, subtype, name }) => `${[parts[subtype], name].filter(Boolean).join(' ')} of ${table}`),
		]),
};
