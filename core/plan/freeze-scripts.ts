import type { Finding } from '../../contract/findings.ts';
import type { PlanFile } from '../../contract/plan-file.ts';
import { sha256 } from '../digest/sha256.ts';
import { explainSyntaxError } from '../sql/explain-syntax-error.ts';
import { parseSql, SqlSyntaxError } from '../sql/parse-sql.ts';
import type { Script } from '../sql/script.ts';
import { unwrapTransaction } from '../sql/unwrap-transaction.ts';
import { decodeText } from './decode-text.ts';
import type { PlanSourceFile } from './frozen-plan.ts';
import { planFault } from './plan-fault.ts';

export interface FrozenScripts {
	/** By path; a file that cannot be read as SQL is in `findings` alone. */
	readonly scripts: ReadonlyMap<string, Script>;
	readonly findings: readonly Finding[];
}

/** Reads every file of `sql[]`: its bytes are the frozen ones, its text is SQL. */
export function freezeScripts(plan: PlanFile, files: readonly PlanSourceFile[]): FrozenScripts {
	const scripts = new Map<string, Script>();
	const findings: Finding[] = [...findUnlisted(plan, files)];
	for (const { file: path, sha256: frozen } of plan.sql) {
		const source = files.find((file) => file.path === path);
		if (!source) {
			findings.push(
				planFault('file-missing', path, 'is listed in sql[] and is not in the folder', 'Add it or unlist it.'),
			);
			continue;
		}
		findings.push(...findChangedBytes(source, frozen));
		const read = readScript(source, roleOf(plan, path));
		if ('rule' in read) findings.push(read);
		else scripts.set(path, read);
	}
	return { scripts, findings };
}

function findChangedBytes({ path, bytes }: PlanSourceFile, frozen: string): Finding[] {
	const actual = sha256(bytes);
	if (actual === frozen) return [];
	return [
		planFault(
			'digest-mismatch',
			path,
			`its bytes changed after freezing: expected sha256 ${frozen}, found ${actual} (gate plan-frozen, G-3)`,
			'Restore the frozen bytes, or freeze the plan anew and have it reviewed.',
		),
	];
}

/** SQL that lies in the folder and in no list would be read by people and run by nobody. */
function findUnlisted({ sql }: PlanFile, files: readonly PlanSourceFile[]): Finding[] {
	const listed = new Set(sql.map(({ file }) => file));
	const twice = sql.map(({ file }) => file).filter((file, index, all) => all.indexOf(file) !== index);
	return [
		...files
			.filter(({ path }) => path.endsWith('.sql') && !listed.has(path))
			.map(({ path }) =>
				planFault(
					'file-unlisted',
					path,
					'is not frozen: sql[] does not list it',
					'List it with its sha256, or remove it.',
				),
			),
		...twice.map((file) => planFault('file-twice', 'plan.yaml', `sql[] lists ${file} twice`, 'List it once.')),
	];
}

function roleOf({ steps }: PlanFile, path: string): Script['role'] {
	return steps.some(({ file }) => file === path) ? 'step' : 'rollback';
}

function readScript({ path, bytes }: PlanSourceFile, role: Script['role']): Script | Finding {
	let source: string;
	try {
		source = decodeText(bytes);
	} catch {
		return planFault(
			'not-utf8',
			path,
			'is not UTF-8: what would run is not what was frozen',
			'Save the file as UTF-8.',
		);
	}
	try {
		return { path, role, source, statements: unwrapTransaction(parseSql(source)) };
	} catch (error) {
		if (!(error instanceof SqlSyntaxError)) throw error;
		const { rule, message, remedy } = explainSyntaxError(source, error);
		return planFault(rule, path, message, remedy, error);
	}
}
