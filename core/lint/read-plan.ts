import type { PlanFile } from '../../contract/plan-file.ts';
import type { Script } from '../sql/script.ts';
import type { Act } from './acts/act.ts';
import { executedNodes } from './acts/executed-nodes.ts';
import { readActs, type Unseen } from './acts/read-acts.ts';
import { type Write, writesOf } from './acts/writes-of.ts';
import { type AlteredPart, alteredParts } from './history/altered-parts.ts';
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
	/** The rows that an act writes. */
	readonly writesOf: (act: Act) => readonly Write[];
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
	const writes = new Map(acts.map((act) => [act, writesWithin(act)]));
	const writers = Map.groupBy(
		running.flatMap((act) => (writes.get(act) ?? []).map(({ relation }) => ({ act, relation }))),
		({ relation }) => relation,
	);
	const steps = running.filter(({ at }) => at.role === 'step');
	const parts = Map.groupBy(steps.flatMap(alteredParts), ({ table }) => table);
	return {
		file,
		acts,
		running,
		steps,
		unseen,
		history,
		locksOf: (act) => locks.get(act) ?? [],
		writesOf: (act) => writes.get(act) ?? [],
		partsOf: (table) => parts.get(table) ?? [],
		writersOf: (relation) => (writers.get(relation) ?? []).map(({ act }) => act),
	};
}

function writesWithin({ node, names }: Act): Write[] {
	return [...executedNodes(node)].flatMap((executed) => writesOf(executed, names));
}
