import type { SequencePosition } from '../parse-sequence-sets.ts';

/**
 * Sequences stand where the archive says, and the archive says it of every one that the snapshot knows: a sequence that
 * was left at its start hands out numbers that are taken.
 * @param known names of the snapshot's sequences
 */
export function compareSequences(
	known: readonly string[],
	archive: readonly SequencePosition[],
	copy: readonly SequencePosition[],
): string[] {
	const written = new Set(archive.map(({ sequence }) => sequence));
	const found = new Map(copy.map((position) => [position.sequence, position]));
	return [
		...known.filter((name) => !written.has(name)).map((name) => `sequence ${name}: the archive holds no position`),
		...archive
			.filter((position) => !isSame(position, found.get(position.sequence)))
			.map(
				(position) =>
					`sequence ${position.sequence}: at ${describe(position)} in the archive, ${describe(found.get(position.sequence))} restored`,
			),
	];
}

function isSame(one: SequencePosition, other: SequencePosition | undefined): boolean {
	return one.last_value === other?.last_value && one.is_called === other.is_called;
}

function describe(position: SequencePosition | undefined): string {
	if (!position) return 'nowhere';
	return position.is_called ? position.last_value : `${position.last_value}, not called yet`;
}
