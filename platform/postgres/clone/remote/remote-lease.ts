import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { CloneOwner } from '../clone-provider.ts';

/** Databases of ours on a server that others use too; the sweep looks at nothing else. */
export const cloneDatabaseName = /^cutter_clone_[0-9a-f]{16}$/;

export const newCloneDatabaseName = (): string => `cutter_clone_${randomBytes(8).toString('hex')}`;

const remoteLease = z.object({
	format: z.literal('remote-clone-lease-v1'),
	installation_id: z.string(),
	run_id: z.string(),
	/** True: somebody asked to keep it, no sweep removes it. */
	keep: z.boolean(),
	created_at: z.iso.datetime(),
});
export type RemoteLease = z.infer<typeof remoteLease>;

/** What stands as the comment of the clone's database, for every role to read: who made it, and whether it may go. */
export function writeRemoteLease({ installationId, runId }: CloneOwner, keep: boolean, now: Date): string {
	const lease: RemoteLease = {
		format: 'remote-clone-lease-v1',
		installation_id: installationId,
		run_id: runId,
		keep,
		created_at: now.toISOString(),
	};
	return JSON.stringify(lease);
}

/** @returns null when the comment is missing or somebody else's */
export function readRemoteLease(comment: string | null): RemoteLease | null {
	try {
		return remoteLease.parse(JSON.parse(comment ?? ''));
	} catch {
		return null;
	}
}

/** What stands as the comment of each role that was made for a clone: a role without it is never removed. */
export const roleMark = (database: string): string => `dot-iu-cutter clone ${database}`;
