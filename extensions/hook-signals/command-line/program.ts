/** The part of commander that is used here; Directus brings it along. */
export interface Program {
	command(name: string): Program;
	description(text: string): Program;
	argument(name: string, description: string): Program;
	option(flags: string, description: string, fallback?: string): Program;
	/** Arguments in their order, then the options, then the command itself. */
	action(handler: (...given: never[]) => void): Program;
}

export type Options = Readonly<Record<string, string | boolean | undefined>>;

/** The text of an option that takes one. */
export function text(options: Options, name: string): string | undefined {
	const value = options[name];
	return typeof value === 'string' ? value : undefined;
}
