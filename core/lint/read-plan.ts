import type { PlanFile } from '../../contract/plan-file.ts';
import type { Script } from '../sql/script.ts';
import type { Act } from './acts/act.ts';
import type { AlteredPart } from './acts/altered-parts.ts';
import { readActs, type Unseen } from './acts/read-acts.ts';
import { followHistory, type History } from './history/history.ts';
import { deriveLocks } from './locks/derive-locks.ts';
import type { Lock } from './locks/lock-mode.ts';

/** A plan as the rules see it. */
export interface ReadPlan {
	readonly file: PlanFile;
	/** All that the SQL does or defines, in the order of execution. */
	readonly acts: readonly Act[];
	/** What runs: the steps', then the rollbacks' acts. */
	readonly running: readonly Act[];
	/** What runs of the steps alone. */
	readonly steps: readonly Act[];
	readonly unseen: readonly Unseen[];
	readonly history: History;
	readonly locksOf: (act: Act) => readonly Lock[];
	/** The running acts that write rows of a relation, in order. */
	readonly writersOf: (relation: string) => readonly Act[];
	/** What the steps' ALTER TABLE do to a table, in order. */
	readonly partsOf: (table: string) => readonly AlteredPart[];
}

export function readPlan(file: PlanFile, scripts: readonly Script[]): ReadPlan {
	const { acts, unseen } = readActs(file, scripts);
	const history = followHistory(acts, file);
	const locks = new Map(acts.map((act) => [act, deriveLocks(act, history)]));
	const running = acts.filter(({ runs }) => runs);
	const writers = groupWriters(running);
	const steps = running.filter(({ at }) => at.role === 'step');
	const parts = Map.groupBy(
		steps.flatMap(({ parts }) => parts),
		({ table }) => table,
	);
	return {
		file,
		acts,
		running,
		steps,
		unseen,
		history,
		locksOf: (act) => locks.get(act) ?? [],
		partsOf: (table) => parts.get(table) ?? [],
		writersOf: (relation) => writers.get(relation) ?? [],
	};
}

function groupWriters(acts: readonly Act[]): ReadonlyMap<string, readonly Act[]> {
	const writes = acts.flatMap((act) => act.writes.map(({ relation }) => ({ act, relation })));
	const grouped = Map.groupBy(writes, ({ relation }) => relation);
	return new Map([...grouped].map(([relation, group]) => [relation, group.map(({ act }) => act)]));
}
