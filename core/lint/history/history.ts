import type { PlanFile } from '../../../contract/plan-file.ts';
import { type NameSpace, relationName } from '../../sql/relation-name.ts';
import { listOf, type SyntaxNode } from '../../sql/tree.ts';
import type { Act } from '../acts/act.ts';
import { type DeferredCheck, deferredChecksOf, type ForeignKey, foreignKeysOf } from './foreign-keys.ts';
import { indexesOf } from './indexes.ts';
import { relationChanges } from './relation-changes.ts';

/** What the plan itself has made by a given act, as far as its SQL shows. */
export interface History {
	/** Whether a relation may hold rows and have users when the act runs: nothing shows that the plan made it. */
	stands(relation: string, act: Act): boolean;
	/** The table of an index that the plan makes. */
	tableOf(index: string): string | null;
	/** Foreign keys that the plan makes. */
	readonly foreignKeys: readonly ForeignKey[];
	/** Checks that the plan makes and that wait for the end of the transaction. */
	readonly deferred: readonly DeferredCheck[];
	/** Orders of `SET CONSTRAINTS ALL IMMEDIATE`, which carries out what waits. */
	readonly settled: readonly number[];
	/** The views that the plan makes: rows written to one go to a table behind it. */
	readonly views: ReadonlySet<string>;
	/** Every relation that the plan makes, at whatever time. */
	readonly made: ReadonlySet<string>;
}

function madeView({ type, fields }: SyntaxNode, names: NameSpace): string[] {
	const view = type === 'ViewStmt' ? relationName(fields['view'], names) : null;
	return view === null ? [] : [view];
}

function settlesAll({ type, fields }: SyntaxNode): boolean {
	return type === 'ConstraintsSetStmt' && !fields['deferred'] && listOf(fields['constraints']).length === 0;
}

interface Life {
	readonly from: number;
	to: number;
}

/** Follows the relations that the plan makes through its acts. */
export function followHistory(acts: readonly Act[], { steps }: PlanFile): History {
	const lives = new Map<string, Life[]>();
	const made = new Set<string>();
	const indexes = new Map<string, string>();
	const foreignKeys: ForeignKey[] = [];
	const deferred: DeferredCheck[] = [];
	const open = (relation: string, order: number) => {
		made.add(relation);
		lives.set(relation, [...(lives.get(relation) ?? []), { from: order, to: Number.POSITIVE_INFINITY }]);
	};
	const isOpen = (relation: string) => lives.get(relation)?.at(-1)?.to === Number.POSITIVE_INFINITY;
	const close = (relation: string, order: number) => {
		const life = lives.get(relation)?.at(-1);
		if (life && life.to > order) life.to = order;
	};
	for (const act of acts.filter(({ runs, at }) => runs && at.role === 'step')) {
		const changes = relationChanges(act.node, act.names);
		for (const relation of changes.made) open(relation, act.order);
		for (const relation of changes.dropped) close(relation, act.order);
		for (const { from, to } of changes.renamed) {
			if (isOpen(from)) open(to, act.order);
			close(from, act.order);
		}
		for (const { index, table } of indexesOf(act)) indexes.set(index, table);
		foreignKeys.push(...foreignKeysOf(act));
		deferred.push(...deferredChecksOf(act));
	}
	// A step that finds its work done makes nothing: what it would have made stood before, with rows and users.
	const ends = satisfiedEnds(acts, steps);
	return {
		stands: (relation, act) => !(lives.get(relation) ?? []).some((life) => covers(life, act, ends)),
		tableOf: (index) => indexes.get(index) ?? null,
		foreignKeys,
		deferred,
		views: new Set(acts.flatMap(({ runs, node, names }) => (runs ? madeView(node, names) : []))),
		settled: acts.filter(({ runs, node }) => runs && settlesAll(node)).map(({ order }) => order),
		made,
	};
}

/** A rollback undoes what the plan made, whatever became of it since; a step sees what is there when it runs. */
function covers({ from, to }: Life, { at, order }: Act, ends: readonly Life[]): boolean {
	if (at.role === 'rollback') return true;
	if (order <= from || order > to) return order === from;
	const end = ends.find((step) => step.from <= from && from <= step.to);
	return !end || order <= end.to;
}

function satisfiedEnds(acts: readonly Act[], steps: PlanFile['steps']): Life[] {
	return steps.flatMap(({ satisfied_when }, step) => {
		const orders = acts.filter(({ at }) => at.role === 'step' && at.step === step).map(({ order }) => order);
		return satisfied_when && orders.length > 0 ? [{ from: Math.min(...orders), to: Math.max(...orders) }] : [];
	});
}
