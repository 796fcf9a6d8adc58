import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { sha256 } from '../../../core/digest/sha256.ts';
import type { PlanSourceFile } from '../../../core/plan/frozen-plan.ts';

/** One broken plan: a clean one with a change, and all that is found in it, as `file:line:column rule`. */
export const fault = z.strictObject({
	name: z.string().min(1),
	/** The clean plan; `base` unless said otherwise. */
	of: z.enum(['base', 'phase-alpha-v0.2']).default('base'),
	/** Texts of the plan's files that are replaced, each standing there once. */
	edit: z.record(z.string(), z.array(z.tuple([z.string(), z.string()]))).default({}),
	/** Whole files beside or instead of the plan's own. */
	write: z.record(z.string(), z.string()).default({}),
	/** Bytes in hex, for what is no text. */
	bytes: z.record(z.string(), z.string().regex(/^([0-9a-f]{2})*$/)).default({}),
	remove: z.array(z.string()).default([]),
	/** Leaves the digests of plan.yaml as they were before the change. */
	keep_digests: z.boolean().default(false),
	finds: z.array(z.string()),
});
export type Fault = z.infer<typeof fault>;

/** The files of a fault's plan: the clean ones changed, and frozen anew unless the fault says no. */
export function applyFault(
	clean: readonly PlanSourceFile[],
	{ edit, write, bytes, remove, keep_digests }: Fault,
): PlanSourceFile[] {
	const files = new Map(clean.map((file): [string, Buffer] => [file.path, Buffer.from(file.bytes)]));
	for (const [path, changes] of Object.entries(edit)) files.set(path, Buffer.from(edited(path, files, changes)));
	for (const [path, text] of Object.entries(write)) files.set(path, Buffer.from(text));
	for (const [path, hex] of Object.entries(bytes)) files.set(path, Buffer.from(hex, 'hex'));
	for (const path of remove) files.delete(path);
	if (!keep_digests) refreeze(clean, files);
	return [...files].map(([path, content]) => ({ path, bytes: content }));
}

function edited(
	path: string,
	files: ReadonlyMap<string, Buffer>,
	changes: readonly (readonly [string, string])[],
): string {
	let text = files.get(path)?.toString('utf8') ?? '';
	for (const [find, put] of changes) {
		if (text.split(find).length !== 2) throw new Error(`${path} does not hold exactly once: ${find}`);
		text = text.replace(find, () => put);
	}
	return text;
}

/** Puts the digest of each changed file in the place of its old one. */
function refreeze(clean: readonly PlanSourceFile[], files: Map<string, Buffer>): void {
	let plan = files.get('plan.yaml')?.toString('utf8');
	if (plan === undefined) return;
	for (const { path, bytes } of clean) {
		const changed = files.get(path);
		if (path.endsWith('.sql') && changed) plan = plan.replace(sha256(bytes), sha256(changed));
	}
	files.set('plan.yaml', Buffer.from(plan));
}

export function readCatalogueText(): string {
	return readFileSync(join(import.meta.dirname, 'catalogue.yaml'), 'utf8');
}
