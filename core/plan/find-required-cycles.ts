/** A plan by its id, and the plans that must be completed before it. */
interface Requiring {
	readonly id: string;
	readonly requires: readonly string[];
}

/**
 * Plans that require each other in a circle.
 * @returns for each plan that lies on a circle, the circle: `a → b → a`
 */
export function describeCycles(plans: readonly Requiring[]): ReadonlyMap<string, string> {
	const requires = new Map(plans.map((plan) => [plan.id, plan.requires]));
	return new Map(
		plans.flatMap(({ id }) => {
			const circle = findPath(id, id, requires, new Set());
			return circle ? [[id, [id, ...circle].join(' → ')] as const] : [];
		}),
	);
}

function findPath(
	from: string,
	to: string,
	requires: ReadonlyMap<string, readonly string[]>,
	seen: Set<string>,
): string[] | null {
	for (const next of requires.get(from) ?? []) {
		if (next === to) return [next];
		if (seen.has(next)) continue;
		seen.add(next);
		const rest = findPath(next, to, requires, seen);
		if (rest) return [next, ...rest];
	}
	return null;
}
