import type { PlanFile } from '../../../contract/plan-file.ts';
import type { Body } from '../../sql/body.ts';
import type { Statement } from '../../sql/parse-sql.ts';
import { readBody } from '../../sql/read-body.ts';
import { publicNames } from '../../sql/relation-name.ts';
import type { Script } from '../../sql/script.ts';
import type { Act, Standing } from './act.ts';
import { alteredParts } from './altered-parts.ts';
import { calledFunctions, keptCalls } from './called-functions.ts';
import { type DefinedFunction, definedFunction } from './defined-function.ts';
import { executedNodes } from './executed-nodes.ts';
import { madeTemporary } from './made-temporary.ts';
import { standingStatements } from './standing-statements.ts';
import { type DefinedTrigger, definedTrigger } from './triggers.ts';
import { writesOf } from './writes-of.ts';

/** A part of the SQL that could not be looked into. */
export interface Unseen {
	readonly at: Standing;
	readonly what: string;
}

export interface ReadActs {
	readonly acts: readonly Act[];
	readonly unseen: readonly Unseen[];
}

/**
 * Lays out all that the plan's SQL does, in the order of execution: its statements, the bodies of its DO blocks, and
 * the bodies of its own functions where they are defined, called, or fired by its own triggers.
 */
export function readActs(file: PlanFile, scripts: readonly Script[]): ReadActs {
	const reader = new ActReader();
	for (const { at, statement } of standingStatements(file, scripts)) reader.read(at, statement);
	return { acts: reader.acts, unseen: reader.unseen };
}

type Inner = Pick<Act, 'node' | 'runs' | 'inside' | 'names'> & { readonly text: string };

class ActReader {
	readonly acts: Act[] = [];
	readonly unseen: Unseen[] = [];
	#temporary: ReadonlySet<string> = new Set();
	readonly #functions = new Map<string, DefinedFunction[]>();
	readonly #triggers: DefinedTrigger[] = [];
	/** Functions already looked into for the statement at hand: each once, however often it is called. */
	readonly #entered = new Set<DefinedFunction>();

	read(at: Standing, { node, text }: Statement): void {
		this.#entered.clear();
		this.#act(at, { node, text, runs: true, inside: '', names: { ...publicNames, temporary: this.#temporary } });
	}

	#act(at: Standing, inner: Inner): void {
		const { text, ...rest } = inner;
		const executed = executedNodes(rest.node);
		const calls = calledFunctions(executed, rest.names);
		const writes = executed.flatMap((node) => writesOf(node, rest.names));
		const order = this.acts.length;
		const parts = alteredParts(rest.node, rest.names, order);
		const act: Act = { at, ...rest, executed, calls, parts, writes, order };
		this.acts.push(act);
		if (act.runs) this.#learn(act, text);
		if (act.node.type === 'DoStmt') this.#body(at, inner, readBody({ node: act.node, text }), 'the DO block');
		if (act.runs) this.#enterCalled(act);
	}

	#learn(act: Act, text: string): void {
		const temporary = madeTemporary(act.node);
		if (temporary) this.#temporary = new Set([...this.#temporary, temporary]);
		const trigger = definedTrigger(act.node, act.names);
		if (trigger) this.#triggers.push(trigger);
		const defined = definedFunction({ node: act.node, text }, act.names);
		if (!defined) return;
		this.#functions.set(defined.name, [...(this.#functions.get(defined.name) ?? []), defined]);
		this.#body(act.at, { ...act, names: defined.names, runs: false }, defined.body, defined.name);
	}

	#body(at: Standing, { runs, names }: Pick<Inner, 'runs' | 'names'>, body: Body | null, of: string): void {
		for (const { line, what } of body?.unread ?? []) this.unseen.push({ at, what: `${what} (line ${line} of ${of})` });
		for (const { node, text, line } of body?.statements ?? [])
			this.#act(at, {
				node,
				text,
				runs,
				names: { ...names, temporary: this.#temporary },
				inside: ` (line ${line} of ${of})`,
			});
	}

	#enterCalled(act: Act): void {
		if (this.#functions.size === 0) return;
		const calls = [...act.calls, ...keptCalls(act.node, act.executed, act.names)];
		for (const name of [...calls.map((call) => call.name), ...this.#fired(act)]) {
			for (const defined of this.#functions.get(name) ?? []) {
				if (this.#entered.has(defined)) continue;
				this.#entered.add(defined);
				// What could not be read of it was told where it is defined.
				this.#body(act.at, { runs: true, names: defined.names }, { ...defined.body, unread: [] }, defined.name);
			}
		}
	}

	/** Functions of the plan's own triggers that the rows written by an act fire. */
	#fired({ writes }: Act): string[] {
		return this.#triggers
			.filter(({ table, events }) => writes.some(({ relation, event }) => relation === table && events.includes(event)))
			.map(({ function: name }) => name);
	}
}
