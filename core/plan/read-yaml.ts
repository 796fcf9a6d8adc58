import { isNode, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import type { Finding } from '../../contract/findings.ts';
import type { Position } from '../lint/lint-plan.ts';
import { decodeText } from './decode-text.ts';
import type { PlanSourceFile } from './frozen-plan.ts';
import { planFault } from './plan-fault.ts';

/** A parsed YAML file, or everything that is wrong with it. */
export type ReadYaml<T> =
	| { readonly ok: true; readonly data: T; readonly at: (path: readonly PropertyKey[]) => Position }
	| { readonly ok: false; readonly findings: readonly Finding[] };

/** Parses a YAML file of a plan folder by its schema; each fault says where it stands. */
export function readYaml<S extends z.ZodType>(source: PlanSourceFile, schema: S): ReadYaml<z.output<S>> {
	const { path } = source;
	let text: string;
	try {
		text = decodeText(source.bytes);
	} catch {
		return failure([planFault('not-utf8', path, 'is not UTF-8', 'Save the file as UTF-8.')]);
	}
	const lines = new LineCounter();
	const document = parseDocument(text, { uniqueKeys: true, lineCounter: lines });
	const at = (place: readonly PropertyKey[]) => positionIn(document, lines, place);
	if (document.errors.length > 0) {
		return failure(
			document.errors.map(({ message, pos }) =>
				planFault(
					'yaml-syntax',
					path,
					message.split('\n')[0] ?? message,
					'Correct the YAML.',
					positionAt(lines, pos[0]),
				),
			),
		);
	}
	let value: unknown;
	try {
		value = document.toJS();
	} catch (error) {
		// An alias without its anchor shows only here.
		const message = error instanceof Error ? error.message : String(error);
		return failure([planFault('yaml-syntax', path, message, 'Correct the YAML.')]);
	}
	const parsed = schema.safeParse(value);
	if (parsed.success) return { ok: true, data: parsed.data, at };
	return failure(
		parsed.error.issues.map(pickAlternative).map((issue) => {
			const place = issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0] ?? ''] : issue.path;
			const message = `${pathText(issue.path)}: ${issue.message}`;
			return planFault('plan-shape', path, message, 'See the fields in the handbook, or the JSON Schema.', at(place));
		}),
	);
}

function failure(findings: readonly Finding[]): { ok: false; findings: readonly Finding[] } {
	return { ok: false, findings };
}

/** Of alternatives the value fits none of, the one it comes nearest to speaks. */
function pickAlternative(issue: z.core.$ZodIssue): z.core.$ZodIssue {
	if (issue.code !== 'invalid_union') return issue;
	const [nearest] = issue.errors.toSorted((one, other) => distance(one) - distance(other));
	const [first] = nearest ?? [];
	if (!first) return issue;
	return pickAlternative({ ...first, path: [...issue.path, ...first.path] });
}

/** An unknown key tells that another alternative was meant, more than a wrong value does. */
function distance(issues: readonly z.core.$ZodIssue[]): number {
	const keys = issues.reduce((sum, issue) => sum + (issue.code === 'unrecognized_keys' ? issue.keys.length : 0), 0);
	return keys * 100 + issues.length;
}

function pathText(path: readonly PropertyKey[]): string {
	const text = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('');
	return text.replace(/^\./, '') || '(root)';
}

/** The node at `path`, or the nearest one above it that is there. */
function positionIn(
	document: ReturnType<typeof parseDocument>,
	lines: LineCounter,
	path: readonly PropertyKey[],
): Position {
	for (let length = path.length; length >= 0; length -= 1) {
		const node = document.getIn(path.slice(0, length), true);
		if (isNode(node) && node.range) return positionAt(lines, node.range[0]);
	}
	return { line: 1, column: 1 };
}

function positionAt(lines: LineCounter, offset: number): Position {
	const { line, col } = lines.linePos(offset);
	return { line: Math.max(line, 1), column: Math.max(col, 1) };
}
