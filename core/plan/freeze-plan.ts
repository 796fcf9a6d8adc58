import { parse as parseYaml, YAMLParseError } from 'yaml';
import type { z } from 'zod';
import { type PlanFile, type PlanStep, planFile } from '../../contract/plan-file.ts';
import { digestOf, sha256 } from '../digest/sha256.ts';
import { CutterError } from '../errors/cutter-error.ts';
import { deriveTargets } from '../sql/derive-targets.ts';
import { findForbidden } from '../sql/find-forbidden.ts';
import { parseSql, SqlSyntaxError, type Statement } from '../sql/parse-sql.ts';
import { unwrapTransaction } from '../sql/unwrap-transaction.ts';
import type { FrozenPlan, FrozenStep, PlanSourceFile } from './frozen-plan.ts';

/** One thing wrong with a plan: where, and what to do. */
export interface PlanFault {
	readonly path: string;
	readonly message: string;
}

/** sha256 over path and bytes of every file of the folder, whatever their order. */
export function planDigest(files: readonly PlanSourceFile[]): string {
	const entries = files.map(({ path, bytes }) => ({ path, sha256: sha256(bytes) }));
	return digestOf(entries.sort((a, b) => (a.path < b.path ? -1 : 1)));
}

/**
 * Parses a plan folder and binds it by digest. `loadSqlParser()` must have been awaited.
 * @throws CutterError PLAN_INVALID naming every fault with its path
 */
export function freezePlan(files: readonly PlanSourceFile[]): FrozenPlan {
	const file = parsePlanFile(files);
	const faults: PlanFault[] = [...findUnfrozenFiles(file, files), ...findRepeatedSteps(file)];
	const scripts = new Map(file.sql.map(({ file: path }) => [path, readScript(path, files, faults)]));
	const steps = file.steps.map((step, index) => freezeStep(step, index, scripts, faults));
	faults.push(...findUncoveredStatements(file, scripts));
	if (faults.length > 0) throw planInvalid(file.id, faults);
	return { file, digest: planDigest(files), steps };
}

function parsePlanFile(files: readonly PlanSourceFile[]): PlanFile {
	const source = files.find(({ path }) => path === 'plan.yaml');
	if (!source) throw planInvalid('?', [{ path: 'plan.yaml', message: 'the plan folder has no plan.yaml' }]);
	const parsed = planFile.safeParse(readYaml(source));
	if (parsed.success) return parsed.data;
	throw planInvalid('?', parsed.error.issues.map(faultOf));
}

function faultOf(issue: z.core.$ZodIssue): PlanFault {
	const path = issue.path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('');
	return { path: `plan.yaml: ${path.replace(/^\./, '') || '(root)'}`, message: issue.message };
}

function readYaml(source: PlanSourceFile): unknown {
	try {
		return parseYaml(decode(source.bytes), { uniqueKeys: true });
	} catch (error) {
		// An alias without its anchor is a ReferenceError of the library, not a YAMLParseError.
		const line = error instanceof YAMLParseError ? `:${error.linePos?.[0].line ?? 1}` : '';
		throw planInvalid('?', [
			{ path: `plan.yaml${line}`, message: error instanceof Error ? error.message : String(error) },
		]);
	}
}

function findUnfrozenFiles(plan: PlanFile, files: readonly PlanSourceFile[]): PlanFault[] {
	return plan.sql.flatMap(({ file, sha256: frozen }) => {
		const found = files.find(({ path }) => path === file);
		if (!found) return [{ path: file, message: 'listed in sql[] but not in the folder' }];
		const actual = sha256(found.bytes);
		if (actual === frozen) return [];
		return [
			{
				path: file,
				message: `its bytes changed after freezing: expected sha256 ${frozen}, found ${actual} (gate plan-frozen, G-3)`,
			},
		];
	});
}

/** What people read in a frozen file and no step executes would never run, and nobody would notice. */
function findUncoveredStatements(
	{ steps }: PlanFile,
	scripts: ReadonlyMap<string, readonly Statement[] | null>,
): PlanFault[] {
	const files = [...new Set(steps.map(({ file }) => file))];
	return files.flatMap((file) => {
		const ranges = steps.filter((step) => step.file === file).map(({ statements }) => statements);
		if (ranges.includes(undefined)) return [];
		const isCovered = (number: number) => ranges.some((range) => range && range[0] <= number && number <= range[1]);
		return (scripts.get(file) ?? []).flatMap(({ line }, index) =>
			isCovered(index + 1) ? [] : [{ path: `${file}:${line}`, message: `statement ${index + 1} belongs to no step` }],
		);
	});
}

/** The ledger commits a step of a run once, by its id. */
function findRepeatedSteps({ steps }: PlanFile): PlanFault[] {
	return steps.flatMap(({ id }, index) => {
		const first = steps.findIndex((step) => step.id === id);
		if (first === index) return [];
		return [{ path: `plan.yaml: steps[${index}].id`, message: `${id} is the id of steps[${first}] already` }];
	});
}

/** @throws TypeError for bytes that are no UTF-8 */
function decode(bytes: Uint8Array): string {
	return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
}

function readScript(path: string, files: readonly PlanSourceFile[], faults: PlanFault[]): readonly Statement[] | null {
	const source = files.find((file) => file.path === path);
	if (!source) return null;
	try {
		const statements = unwrapTransaction(parseSql(decode(source.bytes)));
		for (const { line, why } of findForbidden(statements)) faults.push({ path: `${path}:${line}`, message: why });
		return statements;
	} catch (error) {
		if (error instanceof SqlSyntaxError) faults.push({ path: `${path}:${error.line}`, message: error.message });
		else if (error instanceof TypeError)
			faults.push({ path, message: 'is not UTF-8: what would run is not what was frozen' });
		else throw error;
		return null;
	}
}

function freezeStep(
	step: PlanStep,
	index: number,
	scripts: ReadonlyMap<string, readonly Statement[] | null>,
	faults: PlanFault[],
): FrozenStep {
	const at = `plan.yaml: steps[${index}]`;
	for (const path of [step.file, step.rollback]) {
		if (!scripts.has(path))
			faults.push({ path: at, message: `${path} is not frozen: list it in sql[] with its sha256` });
	}
	const script = scripts.get(step.file);
	const all = script ?? [];
	const [from, to] = step.statements ?? [1, all.length];
	// A script that could not be read has its own fault.
	if (script && (from > to || to > all.length)) {
		faults.push({
			path: `${at}.statements`,
			message: `asks for statements ${from} to ${to} of ${all.length} in ${step.file}`,
		});
	}
	const execute = all.slice(from - 1, to);
	return { ...step, execute, undo: scripts.get(step.rollback) ?? [], targets: deriveTargets(execute) };
}

function planInvalid(plan: string, faults: readonly PlanFault[]): CutterError {
	const lines = faults.map(({ path, message }) => `${path}: ${message}`);
	const subject = plan === '?' ? 'The plan' : `Plan ${plan}`;
	return new CutterError('PLAN_INVALID', `${subject} is refused: ${lines.join('; ')}`, { plan, faults });
}
