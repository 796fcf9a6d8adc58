import { stringify } from 'yaml';
import { sha256 } from '../../../core/digest/sha256.ts';
import type { PlanSourceFile } from '../../../core/plan/frozen-plan.ts';
import { tinyFiles, tinyPlan } from '../../support/write-plan.ts';

export interface Draft {
	readonly plan?: Readonly<Record<string, unknown>>;
	/** Beside or instead of the tiny plan's SQL. */
	readonly files?: Readonly<Record<string, string | Uint8Array>>;
	/** Put on disk as it is, instead of a plan.yaml written from `plan`. */
	readonly yaml?: string;
}

/** A plan folder in memory: the tiny plan with changes, its `sql[]` frozen over the files as given. */
export function draftFiles({ plan = {}, files = {}, yaml }: Draft = {}): PlanSourceFile[] {
	const scripts = Object.entries({ ...tinyFiles, ...files }).map(([path, text]) => ({ path, bytes: bytesOf(text) }));
	const sql = scripts.map(({ path, bytes }) => ({ file: path, sha256: sha256(bytes) }));
	return [{ path: 'plan.yaml', bytes: bytesOf(yaml ?? stringify({ ...tinyPlan, sql, ...plan })) }, ...scripts];
}

export function bytesOf(text: string | Uint8Array): Uint8Array {
	return typeof text === 'string' ? Buffer.from(text, 'utf8') : text;
}
