/** A stretch of the first sequence that stands for a stretch of the second; either may be empty. Ends are exclusive. */
export interface Hunk {
	readonly first: readonly [start: number, end: number];
	readonly second: readonly [start: number, end: number];
}

/**
 * The fewest insertions and deletions that lead from one sequence to the other (Myers 1986, greedy).
 * @param limit of insertions and deletions; time and memory grow with its square
 * @returns undefined when there are more
 */
export function diffSequences(first: ArrayLike<number>, second: ArrayLike<number>, limit: number): Hunk[] | undefined {
	const most = Math.min(limit, first.length + second.length);
	/** How far along `first` each diagonal has come, by number of steps; kept to walk back. */
	const trace: Int32Array[] = [];
	let reach = new Int32Array([0]);
	for (let steps = 0; steps <= most; steps++) {
		const next = new Int32Array(2 * steps + 1);
		for (let index = 0; index <= 2 * steps; index += 2) {
			const diagonal = index - steps;
			let x = steps === 0 ? 0 : furthest(reach, index, steps);
			while (x < first.length && x - diagonal < second.length && first[x] === second[x - diagonal]) x++;
			next[index] = x;
			if (x >= first.length && x - diagonal >= second.length) return walkBack([...trace, next], diagonal);
		}
		trace.push(next);
		reach = next;
	}
	return undefined;
}

/** Where the better of the two neighbouring diagonals leads: down (an insertion) or right (a deletion). */
function furthest(reach: Int32Array, index: number, steps: number): number {
	const down = index < 2 * steps ? (reach[index] ?? 0) : -1;
	const right = index > 0 ? (reach[index - 2] ?? 0) + 1 : -1;
	return Math.max(down, right);
}

function walkBack(trace: readonly Int32Array[], diagonal: number): Hunk[] {
	const hunks: Hunk[] = [];
	let index = diagonal + trace.length - 1;
	for (let steps = trace.length - 1; steps > 0; steps--) {
		const reach = trace[steps - 1] ?? new Int32Array();
		const x = furthest(reach, index, steps);
		const isDown = index < 2 * steps && x === reach[index];
		const y = x - (index - steps);
		addStep(hunks, isDown ? { first: [x, x], second: [y - 1, y] } : { first: [x - 1, x], second: [y, y] });
		index = isDown ? index : index - 2;
	}
	return hunks.reverse();
}

/** Steps come from the end; one that touches the last hunk belongs to it. */
function addStep(hunks: Hunk[], step: Hunk): void {
	const last = hunks.at(-1);
	if (last === undefined || last.first[0] !== step.first[1] || last.second[0] !== step.second[1]) hunks.push(step);
	else hunks[hunks.length - 1] = { first: [step.first[0], last.first[1]], second: [step.second[0], last.second[1]] };
}
