/** Lines that one text has and the other has not, each in its own order. */
export interface LineDiff {
	readonly removed: readonly string[];
	readonly added: readonly string[];
}

/** Beyond this, what differs is told as replaced whole: the comparison below is quadratic. */
const mostCompared = 1000;

/** What has to go from `before` and come into it, to become `after`: as little as possible (longest common subsequence). */
export function diffLines(before: string, after: string): LineDiff {
	const [old, now] = withoutCommonEnds(before.split('\n'), after.split('\n'));
	if (old.length > mostCompared || now.length > mostCompared) return { removed: old, added: now };
	const common = commonLengths(old, now);
	const removed: string[] = [];
	const added: string[] = [];
	let [o, n] = [0, 0];
	while (o < old.length || n < now.length) {
		if (o < old.length && n < now.length && old[o] === now[n]) {
			o += 1;
			n += 1;
		} else if (n === now.length || (o < old.length && at(common, o + 1, n) >= at(common, o, n + 1))) {
			removed.push(old[o] ?? '');
			o += 1;
		} else {
			added.push(now[n] ?? '');
			n += 1;
		}
	}
	return { removed, added };
}

function withoutCommonEnds(old: string[], now: string[]): [string[], string[]] {
	const shorter = Math.min(old.length, now.length);
	let start = 0;
	while (start < shorter && old[start] === now[start]) start += 1;
	let end = 0;
	while (end < shorter - start && old.at(-1 - end) === now.at(-1 - end)) end += 1;
	return [old.slice(start, old.length - end), now.slice(start, now.length - end)];
}

/** How many lines `old` from line o on and `now` from line n on have in common, in order. */
function commonLengths(old: readonly string[], now: readonly string[]): number[][] {
	const lengths: number[][] = [];
	lengths[old.length] = new Array<number>(now.length + 1).fill(0);
	for (let o = old.length - 1; o >= 0; o -= 1) {
		const row = new Array<number>(now.length + 1).fill(0);
		for (let n = now.length - 1; n >= 0; n -= 1) {
			row[n] = old[o] === now[n] ? at(lengths, o + 1, n + 1) + 1 : Math.max(at(lengths, o + 1, n), row[n + 1] ?? 0);
		}
		lengths[o] = row;
	}
	return lengths;
}

function at(lengths: readonly (readonly number[])[], o: number, n: number): number {
	return lengths[o]?.[n] ?? 0;
}
