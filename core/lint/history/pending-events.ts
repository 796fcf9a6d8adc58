import { relationName } from '../../sql/relation-name.ts';
import { fieldsOf, nodesOf, textOf } from '../../sql/tree.ts';
import type { Act } from '../acts/act.ts';
import type { WriteEvent } from '../acts/writes-of.ts';
import type { ReadPlan } from '../read-plan.ts';
import { relationChanges } from './relation-changes.ts';

/** A table that is altered in the transaction that wrote its rows before. */
export interface PendingEvents {
	readonly table: string;
	/** The act that wrote. */
	readonly writer: Act;
	/** True when a deferred constraint of the plan itself makes events wait; false when only the database knows. */
	readonly known: boolean;
}

type Plan = Pick<ReadPlan, 'history' | 'writersOf'>;

/** What waits on the tables that an act alters, drops or empties. */
export function pendingEvents(plan: Plan, act: Act): PendingEvents[] {
	return alteredBy(act).flatMap((table): PendingEvents[] => {
		const waits = waitingSince(plan, act, table);
		const writer = plan.writersOf(table).find(waits);
		if (!writer) return [];
		const known = mayWait(plan, table)
			? plan.writersOf(table).find((other) => waits(other) && deferredChecks(plan, other, table))
			: undefined;
		if (known) return [{ table, writer: known, known: true }];
		return plan.history.stands(table, act) ? [{ table, writer, known: false }] : [];
	});
}

function alteredBy({ node, names, writes }: Act): string[] {
	if (node.type === 'AlterTableStmt') return [relationName(node.fields['relation'], names) ?? []].flat();
	const emptied = writes.filter(({ event }) => event === 'truncate');
	return [...relationChanges(node, names).dropped, ...emptied.map(({ relation }) => relation)];
}

/** Who wrote rows of the table before, in the same transaction, and since the waiting checks were last carried out. */
function waitingSince({ history }: Plan, act: Act, table: string): (writer: Act) => boolean {
	const settled = history.settled.findLast((order) => order < act.order) ?? -1;
	return (writer) =>
		writer.order > settled &&
		writer.order < act.order &&
		writer.at.transaction === act.at.transaction &&
		eventsOn(writer, table).some((event) => event !== 'truncate');
}

function mayWait({ history }: Plan, table: string): boolean {
	return history.deferred.some((check) => check.table === table || check.references === table);
}

function eventsOn({ writes }: Act, table: string): WriteEvent[] {
	return writes.filter(({ relation }) => relation === table).map(({ event }) => event);
}

/** Whether a constraint that the plan made before makes rows of this write wait. */
function deferredChecks(plan: Plan, writer: Act, table: string): boolean {
	const events = eventsOn(writer, table);
	const touched = updatedColumns(writer);
	return plan.history.deferred
		.filter(({ order }) => order < writer.order)
		.some((check) => {
			if (check.references === table && events.includes('delete')) return true;
			if (check.table !== table) return false;
			return (
				events.includes('insert') || (events.includes('update') && check.columns.some((name) => touched.includes(name)))
			);
		});
}

/** The columns that an UPDATE sets. */
function updatedColumns({ node }: Act): string[] {
	return nodesOf(fieldsOf(node.fields)['targetList']).map(({ fields }) => textOf(fields['name']));
}
