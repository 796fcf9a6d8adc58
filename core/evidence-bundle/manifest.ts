import { z } from 'zod';
import { canonicalJson } from '../digest/canonical-json.ts';
import { sha256 } from '../digest/sha256.ts';
import { bundleFormat } from './layout.ts';
import { byName, type Member } from './member.ts';

const digest = z.string().regex(/^[0-9a-f]{64}$/);
const head = z.strictObject({ seq: z.int().min(0), hash: z.string() });

export const manifest = z.strictObject({
	format: z.literal(bundleFormat),
	run: z.string().min(1),
	plan: z.string(),
	plan_digest: digest,
	environment: z.string(),
	/** The last record of each chain in the bundle. */
	heads: z.strictObject({ run: head, installation: head }),
	/** The installation's records that the run rests on: its enrolment, and the namings of those who signed. */
	rests_on: z.array(z.int()),
	/** What made the bundle, not what ran: each record says that of itself. */
	product: z.strictObject({ name: z.string(), version: z.string(), tool_revision: z.string() }),
	/** Every other member, by name. */
	members: z.array(z.strictObject({ name: z.string(), sha256: digest, size_bytes: z.int().min(0) })),
	/** What belongs here and could not be brought along, with the reason. */
	absent: z.array(z.strictObject({ name: z.string(), reason: z.string() })),
});
export type Manifest = z.infer<typeof manifest>;

export function listMembers(members: readonly Member[]): Manifest['members'] {
	return members.map(({ name, bytes }) => ({ name, sha256: sha256(bytes), size_bytes: bytes.length })).sort(byName);
}

export function writeManifest(value: Manifest): Uint8Array {
	return Buffer.from(`${canonicalJson(value)}\n`);
}

/** In the form that `sha256sum -c` reads: what it escapes in names, no member's name holds. */
export function writeSums(members: readonly Member[]): Uint8Array {
	const lines = members.toSorted(byName).map(({ name, bytes }) => `${sha256(bytes)}  ${name}\n`);
	return Buffer.from(lines.join(''));
}
