import { digestOf, sha256 } from '../digest/sha256.ts';
import type { PlanSourceFile } from './frozen-plan.ts';

/** sha256 over path and bytes of every file of the folder, whatever their order. */
export function planDigest(files: readonly PlanSourceFile[]): string {
	const entries = files.map(({ path, bytes }) => ({ path, sha256: sha256(bytes) }));
	return digestOf(entries.sort((a, b) => (a.path < b.path ? -1 : 1)));
}
