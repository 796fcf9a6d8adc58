const definition = /CREATE (?:OR REPLACE )?FUNCTION cutter_control\.(\w+)\([^$]*AS \$\$([\s\S]*?)\$\$/g;

/** Name and source of each function that the bundle's own migrations create; the last one to define it counts. */
export function shippedFunctions(migrations: readonly string[]): ReadonlyMap<string, string> {
	return new Map(
		migrations.flatMap((sql) => [...sql.matchAll(definition)].map(([, name = '', source = '']) => [name, source])),
	);
}
